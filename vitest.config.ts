import os from 'node:os';
import { defineConfig } from 'vitest/config';

const isInstrumented = process.argv.some((argument) => /^--coverage(\.enabled)?(=true)?$/.test(argument));

// These set up logging, or look at what belongs to the process: the rules it has, its memory.
const WITH_STATE = [
  ...['bound-lines', 'candidates', 'explain', 'glance', 'json', 'names', 'room'],
  ...['syslog-lines', 'syslog-properties', 'text'],
];
const PURE = `test/{record,format,sanitize}/**/!(${WITH_STATE.join('|')}).test.ts`;

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Many tests wait for processes, sockets and clocks.
    maxWorkers: os.availableParallelism() + 1,
    // Real processes, daemons and clocks on two shared cores: what fails for good fails twice.
    retry: process.env['CI'] ? 1 : 0,
    projects: [
      // One load of src for all of these: a quarter of the time would go into loading it again for each file.
      { extends: true, test: { name: 'pure', include: [PURE], isolate: false } },
      { extends: true, test: { name: 'own process', include: ['test/**/*.test.ts'], exclude: [PURE] } },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'text', 'json-summary'],
      thresholds: { lines: 95, branches: 95 },
    },
    provide: { isInstrumented },
  },
});
