import { defineConfig } from 'vitest/config';

/** Tests that take longer than a newcomer waits; `npm run drills` runs them. */
export default defineConfig({
  test: {
    include: ['scenarios/**/*.long.ts'],
    fileParallelism: false,
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
