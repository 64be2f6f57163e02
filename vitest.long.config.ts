import { defineConfig } from 'vitest/config';

const common = { fileParallelism: false, testTimeout: 300_000, hookTimeout: 900_000 };
const inContainers = 'scenarios/containers/**/*.long.ts';

/** Tests that take longer than a newcomer waits; `npm run drills` runs them, in one runtime. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'embedded',
          include: ['scenarios/**/*.long.ts'],
          exclude: [inContainers],
        },
      },
      { test: { ...common, name: 'containers', include: [inContainers] } },
    ],
  },
});
