/**
 * The same calls through several loggers with their default set-up; prints a Markdown table of what came out.
 *
 *     npm run build && npm install --prefix examples/compare && node examples/compare/compare.mjs
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { libraries } from './libraries.mjs';

const SECRET = ['open', 'sesame'].join('-');
const CARD = ['4111', '1111', '1111', '1111'].join('');
const CHARACTERS = { csi: 0x9b, override: 0x202e, separator: 0x2028 };
const [CSI, OVERRIDE, SEPARATOR] = Object.values(CHARACTERS).map((code) => String.fromCodePoint(code));

/** What is logged; `judge` gets stdout, or the file's text. */
const cases = [
  {
    title: 'a password two levels down',
    call: (log) => log('a', { user: { password: SECRET } }),
    judge: (text) => (text.includes(SECRET) ? 'written' : 'redacted'),
  },
  {
    title: 'a card number inside a text',
    call: (log) => log(`paid with ${CARD}`, {}),
    judge: (text) => (text.includes(CARD) ? 'written' : 'redacted'),
  },
  {
    title: 'a line feed in the message',
    call: (log) => log('a\nb', {}),
    judge: (text) => (text.trimEnd().includes('\n') ? 'a second line' : 'escaped'),
  },
  {
    title: 'a C1 terminal code (U+009B)',
    call: (log) => log(`a${CSI}2J`, {}),
    judge: (text) => (text.includes(CSI) ? 'raw' : 'escaped'),
  },
  {
    title: 'a text reversed by U+202E',
    call: (log) => log(`a${OVERRIDE}b`, {}),
    judge: (text) => (text.includes(OVERRIDE) ? 'raw' : 'escaped'),
  },
  {
    title: 'a line separator (U+2028)',
    call: (log) => log(`a${SEPARATOR}b`, {}),
    judge: (text) => (text.includes(SEPARATOR) ? 'raw' : 'escaped'),
  },
  {
    title: 'a getter that throws',
    call: (log) =>
      log('a', {
        get x() {
          throw new Error('no');
        },
      }),
    judge: (text, status) => (status !== 0 ? 'the call throws' : text === '' ? 'no line' : 'one line'),
  },
  {
    title: 'a BigInt',
    call: (log) => log('a', { x: 1n }),
    judge: (text, status) => (status !== 0 ? 'the call throws' : text === '' ? 'no line' : 'one line'),
  },
  {
    title: 'a field named like the level',
    call: (log) => log('a', { level: 'x' }),
    judge: (text) =>
      JSON.parse(text).level === 'x' ? 'read as the level' : text.includes('"x"') ? 'renamed' : 'left out',
  },
  {
    title: 'mode of a new file, umask 022',
    isFile: true,
    call: (log) => log('a', {}),
    judge: (_text, _status, file) => (statSync(file).mode & 0o777).toString(8).padStart(4, '0'),
  },
  {
    title: 'lines in the file of 1,000, `process.exit()` behind them',
    isFile: true,
    call(log) {
      for (let n = 0; n < 1_000; n += 1) log('a', { n });
      process.exit(0);
    },
    judge: (text) => String(text.split('\n').length - 1),
  },
];

const [name, at, file] = process.argv.slice(2);
if (name === undefined) printTable();
else await runCase(cases[Number(at)], libraries[name], file);

async function runCase({ call }, open, path) {
  process.umask(0o022);
  const { log, end } = await open(path === '' ? undefined : path);
  call(log);
  await end();
}

function printTable() {
  const names = Object.keys(libraries);
  console.log(`| default set-up, Node ${process.version} | ${names.join(' | ')} |`);
  console.log(`|---|${names.map(() => '---|').join('')}`);
  for (const [index, one] of cases.entries()) {
    console.log(`| ${one.title} | ${names.map((library) => outcome(library, index, one)).join(' | ')} |`);
  }
}

function outcome(library, index, { isFile, judge }) {
  const folder = mkdtempSync(join(tmpdir(), 'compare-'));
  try {
    const path = isFile ? join(folder, 'app.log') : '';
    const args = [process.argv[1], library, String(index), path];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: 'utf8' });
    return judge(isFile && existsSync(path) ? readFileSync(path, 'utf8') : stdout, status, path);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
