import { defineConfig } from 'vitest/config';

/** unit: no server. systems: one real server at a time. drills: whole scenarios, one by one. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{engine,harness,reports,scripts}/**/*.test.ts', 'fixtures/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.system.test.ts'],
        },
      },
      {
        test: {
          name: 'systems',
          include: ['{engine,harness,fixtures}/**/*.system.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'drills',
          include: ['scenarios/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
