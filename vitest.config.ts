import os from 'node:os';
import { defineConfig } from 'vitest/config';

const isInstrumented = process.argv.some((argument) => /^--coverage(\.enabled)?(=true)?$/.test(argument));

export default defineConfig({
  test: {
    provide: { isInstrumented },
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    // Many tests wait for processes and sockets, so two of them share a core well.
    maxWorkers: Math.max(2, os.availableParallelism() - 1),
    // Real processes, daemons and clocks on two shared cores: what fails for good fails three times.
    retry: process.env['CI'] ? 2 : 0,
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      reporter: ['text-summary', 'text', 'json-summary'],
    },
  },
});
