// The three families of tests: rules alone, those on a real PostgreSQL, and those in a real browser one after another.
import { defineConfig } from 'vitest/config';

const onDatabase = [
  'src/data/**/*.test.ts',
  'src/server/**/*.test.ts',
  'src/cli/**/*.test.ts',
  'src/modules/*/{store,queries,reactions}*.test.ts',
  'tests/**/*.test.ts',
];
const inBrowser = ['tests/browser/**/*.test.ts'];
// These start the embedded PostgreSQL, whatever version is asked for: once is enough.
const embedded = [
  'src/data/{supervisor,binaries}*.test.ts',
  'tests/journeys/{kill,later-start,disk-faults,upgrade,poor-line}.test.ts',
  'src/cli/{backup,drill,move}.test.ts',
];
const onOlder = process.env['ZD_TEST_PG'] === '15' ? embedded : [];
const globalSetup = ['tests/global-setup.ts'];

export default defineConfig({
  test: {
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['src/**/*.test.{ts,tsx}', 'tools/**/*.test.ts', 'demo/**/*.test.ts', 'bench/**/*.test.ts'],
          exclude: onDatabase,
        },
      },
      {
        extends: true,
        test: { name: 'server', include: onDatabase, exclude: [...inBrowser, ...onOlder], globalSetup },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser,
          globalSetup,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
