import { defineConfig } from 'vitest/config';

/** Tests that need a container engine; `npm test -- --containers` runs them after all others. */
export default defineConfig({
  test: {
    include: ['{harness,scenarios}/**/*.containers.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 900_000,
  },
});
