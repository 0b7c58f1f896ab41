/**
 * Runs the injection corpus of the library's own tests against other logging libraries, and writes a table.
 *
 *     npm ci && npm run build            # in the root
 *     cd benchmarks/compare && npm ci && npm run injection
 *
 * What is counted is what any reader can see again by running this: whether one call gave one line, whether the line
 * did anything to a terminal emulator but appear on it, whether it holds raw control or invisible characters, whether
 * the core fields of a JSON line are those that were logged, each once, and whether the call threw. None of the other
 * libraries promises all of this, and some say that it is the task of the application or of the viewer.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const cache = here('node_modules/.cache/');

/** Bundles a module of this folder, so that TypeScript and the built library can be imported from it. */
async function bundled(path, name) {
  const outfile = `${cache}${name}.mjs`;
  await build({
    entryPoints: [here(path)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@xterm/headless'],
    logLevel: 'warning',
  });
  return import(pathToFileURL(outfile).href);
}

/** The positions that every library has a counterpart of, as far as there is one at all. */
const LEFT_OUT = new Set([
  ...['lazy message', 'lazy field', '%j argument', 'surplus argument', 'what was thrown'],
  ...['context value', 'context key'],
]);

mkdirSync(cache, { recursive: true });
const { CASES, REFERENCES, driveTerminal, forbiddenIn, isForbidden, readStrictJson, readTextLine } =
  await bundled('injection/parts.ts', 'parts');
writeFileSync(
  here('node_modules/.cache/built.mjs'),
  `export * from ${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)};\n`,
);
const cases = CASES.filter(({ position }) => !LEFT_OUT.has(position));
const { LIBRARIES } = await importLibraries();

/** The adapters name the built library by a word of their own, which is resolved here. */
async function importLibraries() {
  const { register } = await import('node:module');
  const target = new URL('node_modules/.cache/built.mjs', import.meta.url).href;
  const hook = `export const resolve = (name, context, next) => name === 'codomyrmex-logging-built'
    ? { url: ${JSON.stringify(target)}, shortCircuit: true } : next(name, context);`;
  register(`data:text/javascript,${encodeURIComponent(hook)}`);
  return import('./injection/libraries.mjs');
}

/** What is not as it was logged in the core fields of a line; undefined: all is, or it has no such reader. */
function spoofed(library, line, expected) {
  const wanted = { level: expected.level, name: expected.name, message: expected.message };
  let core;
  try {
    if (library.core !== undefined) core = library.core(readStrictJson(line));
    else if (library.name === 'codomyrmex-logging text') core = { ...readTextLine(line), time: true };
    else return undefined;
  } catch (error) {
    return error.message;
  }
  const wrong = Object.keys(wanted).find((key) => core[key] !== wanted[key]);
  return wrong ?? (core.time ? undefined : 'time');
}

const rowsOf = (text) => text.replace(/\r?\n$/, '').split(/\r\n|[\r\n]/);

/** What a harmless word gives at each position: how many lines, and whether their core fields can be read back. */
function baselines(library, log) {
  const known = new Map();
  for (const [position, one] of REFERENCES) {
    if (LEFT_OUT.has(position)) continue;
    const text = log(one.call());
    if (text === undefined) continue;
    const rows = rowsOf(text);
    known.set(position, {
      rows: rows.length,
      isReadable: spoofed(library, rows[0], one.expected) === undefined,
    });
  }
  return known;
}

/**
 * A text without what only hides or reorders: that is counted apart, and emulators differ in showing it. A tab is a
 * blank here.
 */
function onlyControls(text) {
  return [...text.replaceAll('\t', ' ')]
    .filter((character) => character.codePointAt(0) < 0xa0 || !isForbidden(character.codePointAt(0)))
    .join('');
}

async function judge(library) {
  const log = library.open();
  const known = baselines(library, log);
  const count = { cases: 0, lines: 0, terminal: 0, raw: 0, core: 0, threw: 0 };
  const examples = {};
  const note = (kind, one) => {
    count[kind] += 1;
    examples[kind] ??= one.name;
  };
  const printed = [];
  for (const one of cases) {
    let output;
    try {
      output = log(one.call());
    } catch {
      count.cases += 1;
      note('threw', one);
      continue;
    }
    if (output === undefined) continue;
    count.cases += 1;
    const text = Buffer.from(output).toString(); // as it is on disk: a lone surrogate becomes U+FFFD
    const body = text.replace(/\r?\n$/, '');
    const baseline = known.get(one.position);
    const rows = rowsOf(text);
    if (text === '' || rows.length !== baseline.rows) note('lines', one);
    if (forbiddenIn(body.replaceAll('\n', '')) !== undefined) note('raw', one);
    if (rows.length === 1 && text !== '' && baseline.isReadable) {
      const wrong = spoofed(library, body, one.expected);
      if (wrong !== undefined) note('core', one);
    }
    for (const row of body.split('\n')) printed.push([one, row]);
  }
  const events = await driveTerminal(
    printed.map(([, row]) => `${onlyControls(row)}\n`),
    true,
  );
  const driven = new Set(printed.flatMap(([one], at) => (events[at].length > 0 ? [one] : [])));
  for (const one of driven) note('terminal', one);
  return { library, count, examples };
}

const results = [];
for (const library of LIBRARIES) results.push(await judge(library));

const WORDS = {
  lines: 'split or lost',
  terminal: 'drives a terminal',
  raw: 'raw character',
  core: 'core field',
  threw: 'threw',
};
const hasReader = (library) => library.core !== undefined || library.name.startsWith('codomyrmex-logging');
const rows = results.map(({ library, count }) =>
  [
    `${library.name} ${library.version}`,
    count.cases,
    count.lines,
    count.terminal,
    count.raw,
    hasReader(library) ? count.core : '–',
    count.threw,
  ].join(' | '),
);
const report = `# Injection: one corpus, several libraries

Written by \`benchmarks/compare/injection.mjs\` on Node ${process.version}; do not edit. Each figure is a number of cases.

| library | cases | split or lost | drives a terminal | raw control or invisible character | core field not as logged | threw |
|---|---:|---:|---:|---:|---:|---:|
${rows.map((row) => `| ${row} |`).join('\n')}

- **cases**: payloads times positions, as far as the library has such a position (the console has no names and no child loggers).
- **split or lost**: the call gave no line, or not as many lines as the same call with a harmless word (one, but where a library shows a
  stack on lines of its own); CR and LF count as line ends.
- **drives a terminal**: printed on \`@xterm/headless\` 6.0.0, a line did something but appear: an escape sequence acted, text was
  overwritten or swallowed, a bell rang, the terminal answered. The terminal is reset before each line; tabs do not count.
- **raw control or invisible character**: C0, C1, DEL, bidirectional, zero-width, tag and the like stand in the line as they are. Some
  viewers act on them; others do not.
- **core field not as logged**: level, time, logger name or message of a line differ from what was logged, or a name occurs twice in an
  object, or the line cannot be parsed. Only where there is a format to read back, and where the same call with
  a harmless word reads back. A message that is a template of the library (braces in
  LogTape) counts when the payload was taken for a part of it, and so does a lone surrogate that became U+FFFD.
- **threw**: the call threw into the application.

Other libraries are set up as their documentation shows: ${LIBRARIES.filter(
  ({ name }) => !name.startsWith('codomyrmex'),
)
  .map(({ name }) => name)
  .join(', ')}.
None of them promises all of this. pino's security notes call the top-level keys the application's own concern; LogTape's text
formatter leaves line breaks and colours in messages unless told otherwise; winston leaves it to its formats.

## One example of each

| library | what | payload and position |
|---|---|---|
${results
  .flatMap(({ library, examples }) =>
    Object.entries(examples).map(([kind, name]) => `| ${library.name} | ${WORDS[kind]} | ${name} |`),
  )
  .join('\n')}
`;
mkdirSync(here('../results/'), { recursive: true });
writeFileSync(here('../results/injection.md'), report);
rmSync(cache, { recursive: true, force: true });
console.log(report);
