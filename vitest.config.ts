// The families of tests: rules alone, those on a real PostgreSQL that they share, phones before it, those that need a PostgreSQL of their own, and those in a real browser.
import { defineConfig } from 'vitest/config';

/** These stand in rooms of the database and never speak to one: once is enough. */
const alone = [
  'src/data/{backup-folder,sealed-stream}.test.ts',
  'src/server/open-sealed.test.ts',
  'src/server/export/outlines.test.ts',
  'src/server/files/{audio,pdf,picture}.test.ts',
  'src/server/import/{headings,workbook}.test.ts',
  'src/server/telling/outside.test.ts',
  'tests/{case-acts,county-rules,known-failures,no-quotas,rules-cited}.test.ts',
  'tests/models/*.test.ts',
];
const onDatabase = [
  'src/{data,server,cli}/**/*.test.ts',
  'src/modules/*/{store,queries,reactions}*.test.ts',
  'tests/**/*.test.ts',
];
/** The phone's own code before a real server; what a browser has is given to Node there, and kept from the others. */
const onPhones = ['tests/sync/**/*.test.ts'];
/** These start the embedded PostgreSQL, whatever version is asked for: once is enough. They wait more than they work. */
const onMachines = [
  'src/data/{supervisor,binaries}*.test.ts',
  'tests/journeys/{kill,bring-killed,later-start,disk-faults,upgrade,poor-line}.test.ts',
  'src/cli/{backup,drill,move,zd}.test.ts',
];
const inBrowser = ['tests/browser/**/*.test.ts'];
/** Several files in one process: to read the whole server anew for each took longer than most of their tests. */
const isolate = false;
/** Node reads the sources by itself, as it does on a county's machine; nothing is rewritten first. */
const onNode = {
  globalSetup: ['tests/global-setup.ts'],
  setupFiles: ['tests/strict-words.ts'],
  experimental: { viteModuleRunner: false, nodeLoader: false },
};

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
          include: ['src/!(data|server|cli)/**/*.test.{ts,tsx}', '{tools,demo,bench}/**/*.test.ts', ...alone],
          exclude: ['src/modules/*/{store,queries,reactions}*.test.ts'],
          isolate,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          include: onDatabase,
          exclude: [...alone, ...onPhones, ...onMachines, ...inBrowser],
          ...onNode,
          isolate,
        },
      },
      { extends: true, test: { name: 'phones', include: onPhones, ...onNode, isolate } },
      { extends: true, test: { name: 'machines', include: onMachines, ...onNode } },
      {
        extends: true,
        test: {
          name: 'browser',
          include: inBrowser,
          globalSetup: onNode.globalSetup,
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
