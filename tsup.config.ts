import { defineConfig } from 'tsup';

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  target: 'node20',
  platform: 'node',
  dts: true,
  clean: true,
  silent: true,
  splitting: false,
  sourcemap: false,
  // `import.meta.url` in the CJS build.
  shims: true,
  // A part of one parser, which runs at set-up only: in the bundle it is neither installed nor loaded on its own.
  noExternal: ['@eslint-community/regexpp'],
  // Names are kept, for stack traces and profiles; comments and blanks would only be parsed at each start.
  esbuildOptions(options) {
    options.minifyWhitespace = true;
    options.minifySyntax = true;
    options.legalComments = 'inline';
  },
});
