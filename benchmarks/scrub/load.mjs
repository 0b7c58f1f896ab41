/** Bundles the engine in memory and gives its exports, with a key judgement good enough for measuring. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

async function load(entry) {
  const { outputFiles } = await build({
    entryPoints: [ROOT + entry],
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // As the package is built: constants are written into the code that uses them.
    minifySyntax: true,
    write: false,
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

export async function loadScrubber(options = {}) {
  const { createScrubber } = await load('src/sanitize/scrub/scrubber.ts');
  const { isSensitiveName } = await load('test/sanitize/scrub/key-names.ts');
  return createScrubber({ keyNames: isSensitiveName, ...options });
}
