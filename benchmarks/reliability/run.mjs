/**
 * What becomes of lines when things go wrong, with this library and with others: the same child programs for each of
 * them. Writes `benchmarks/results/reliability.md` and the README's part between its marks.
 *
 *     npm ci && npm run build            # in the root
 *     cd benchmarks/reliability && npm ci && npm run reliability
 *
 * Each library is set up in writers.mjs as its documentation shows it, `error` events listened to. Where the figure is of
 * a full disk, a small tmpfs is mounted, which takes root; without, these rows are empty.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { canMount, ROWS } from './rows.mjs';
import { WRITERS } from './writers.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const [START, END] = ['<!-- reliability:start -->', '<!-- reliability:end -->'];

const version = (path) => JSON.parse(readFileSync(here(path), 'utf8')).version;
const peers = Object.keys(JSON.parse(readFileSync(here('package.json'), 'utf8')).dependencies).map(
  (name) => `${name} ${version(`node_modules/${name}/package.json`)}`,
);
const about = `codomyrmex-logging ${version('../../package.json')}, ${peers.join(', ')}; Node ${process.version}, ${process.platform}, ${new Date().toISOString().slice(0, 10)}`;

const names = Object.keys(WRITERS);
const results = [];
for (const { title, run, isShort } of ROWS) {
  const cells = [];
  for (const name of names) cells.push(await run({ name, can: WRITERS[name].can }));
  results.push({ title, cells, isShort });
  console.log(`${title}: ${cells.join(' | ')}`);
}

const table = (rows) =>
  [['', ...names], ['---', ...names.map(() => '---')], ...rows.map(({ title, cells }) => [title, ...cells])]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');

writeFileSync(
  here('../results/reliability.md'),
  `# What becomes of the lines

Written by \`benchmarks/reliability/run.mjs\`; do not edit. ${about}.

${table(results)}

- Two figures with a stroke between them: logging begins as soon as the logger is made / 300 ms later. One figure: the same
  for both. –: the library does not offer it by itself${canMount ? '' : ', or no file system could be mounted here'}.
- _Ended as documented_: the end of the logger is awaited, then the process exits. The other rows are about a process that
  does not get that far. Signals have no listener of the application.
- _Disk full_: a tmpfs of 256 KiB; it is full for a second, and another second later lines go on. A line that waited in memory
  and came out later counts. The \`error\` events of each library have a listener, without which most of them end the
  process.
- _File modes_: of the current and rotated files, and of compressed ones. bunyan and the worker transport of pino take a
  stream or path without a mode.
- Set-up, all of it in \`writers.mjs\`: pino with \`destination({ sync: true })\`, with \`{ sync: false, minLength: 4096 }\`, and with
  the \`pino/file\` transport; winston's File transport with JSON; rotating-file-stream with lines made by \`JSON.stringify\`;
  bunyan with a path. Rotation and gzip as each offers them. This library with its defaults; \`async\` is
  \`durability: 'async'\`.
- Buffering is faster, and a program that always awaits the end of its logger loses nothing by it. Which is right is for the
  application to say.
`,
);

const readme = readFileSync(here('../../README.md'), 'utf8');
const [from, to] = [readme.indexOf(START), readme.indexOf(END)];
if (from >= 0 && to > from) {
  const rows = table(results.filter(({ isShort }) => isShort));
  const text = `${START}\n\n${about}.\n\n${rows}\n\n${END}`;
  writeFileSync(here('../../README.md'), readme.slice(0, from) + text + readme.slice(to + END.length));
}
