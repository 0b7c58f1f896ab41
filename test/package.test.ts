/** The package as it is published: packed, installed, imported both ways, and silent until it is used. */
import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const NAME = 'codomyrmex-logging';
const INSTALL_MS = 120_000;
const DIST = resolve('dist');

const start = promisify(execFile);
let folder = '';

function run(
  file: string,
  args: readonly string[],
  cwd: string,
): Promise<{ stdout: string; stderr: string }> {
  // What says how to reach the registry stays: NODE_EXTRA_CA_CERTS, npm_config_registry.
  const ours = /^(?:CODOMYRMEX_|NODE_(?:ENV|OPTIONS|V8_COVERAGE)$|VITEST|npm_(?!config_))/;
  const kept = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return start(file, args, { cwd, env: Object.fromEntries(kept), timeout: INSTALL_MS });
}

/** Runs a program from a file of that name; `.mjs` and `.cjs` say how. */
async function program(
  name: string,
  text: string,
  cwd = folder,
): Promise<{ stdout: string; stderr: string }> {
  const file = join(cwd, name);
  writeFileSync(file, text);
  return run(process.execPath, [file], cwd);
}

/** A project of its own that has installed the tarball. */
async function consumer(name: string, type: 'module' | 'commonjs', tarball: string): Promise<string> {
  const project = join(folder, name);
  mkdirSync(project);
  writeFileSync(
    join(project, 'package.json'),
    JSON.stringify({ name, version: '1.0.0', private: true, type }),
  );
  const flags = ['--no-audit', '--no-fund', '--prefer-offline', '--prefix', project];
  await run('npm', ['install', ...flags, tarball], project);
  return project;
}

beforeAll(() => {
  for (const file of ['index.js', 'index.cjs', 'index.d.ts', 'index.d.cts']) {
    if (!existsSync(join(DIST, file))) throw new Error(`dist/${file} is missing: run "npm run build" first`);
  }
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'package-')));
});

afterAll(() => {
  if (folder !== '') rmSync(folder, { recursive: true, force: true });
});

describe('the packed package', () => {
  let esm = '';
  let cjs = '';

  beforeAll(async () => {
    // Without scripts: a build would take dist away from the tests that run beside this one.
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], resolve('.'));
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    if (tarball === undefined) throw new Error('npm pack made no tarball');
    [esm, cjs] = await Promise.all([
      consumer('esm', 'module', join(folder, tarball)),
      consumer('cjs', 'commonjs', join(folder, tarball)),
    ]);
  }, 3 * INSTALL_MS);

  const USE = `setupLogging({ env: {}, format: 'json' });
    getLogger('shop').info('order placed', { orderId: 17, password: 'hunter2hunter2' });`;
  const LINE = { level: 'INFO', name: 'shop', message: 'order placed', orderId: 17, password: '[REDACTED]' };

  it('holds what is published and nothing else', () => {
    const installed = join(esm, 'node_modules', NAME);
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).sort();
    const dist = ['dist', 'dist/index.cjs', 'dist/index.d.cts', 'dist/index.d.ts', 'dist/index.js'];
    const papers = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json'];
    expect(files).toEqual([...dist, ...papers].sort());
  });

  it('logs a line in an ESM project', async () => {
    const text = `import { getLogger, setupLogging } from '${NAME}';\n${USE}`;
    const { stdout, stderr } = await program('main.js', text, esm);
    expect(JSON.parse(stdout)).toMatchObject(LINE);
    expect(stderr).toBe('');
  });

  it('logs a line in a CommonJS project', async () => {
    const text = `const { getLogger, setupLogging } = require('${NAME}');\n${USE}`;
    const { stdout, stderr } = await program('main.js', text, cjs);
    expect(JSON.parse(stdout)).toMatchObject(LINE);
    expect(stderr).toBe('');
  });

  it('has one core and one writer where both copies are loaded in one process', async () => {
    const { stdout, stderr } = await program(
      'both.mjs',
      `import { createRequire } from 'node:module';
      import fs from 'node:fs';
      import * as one from '${NAME}';
      const other = createRequire(import.meta.url)('${NAME}');
      const file = 'shared.log';
      const options = { env: {}, format: 'json', console: false, file };
      const logging = one.setupLogging(options);
      const again = other.setupLogging(options);
      for (let i = 0; i < 20; i += 1) (i % 2 ? one : other).getLogger('shop').info('line', { i });
      await again.flush();
      const opened = fs.existsSync('/proc/self/fd')
        ? fs.readdirSync('/proc/self/fd').filter((fd) => {
            try { return fs.readlinkSync('/proc/self/fd/' + fd) === fs.realpathSync(file); } catch { return false; }
          }).length
        : 1;
      console.log(JSON.stringify({
        copies: one.getLogger !== other.getLogger,
        sameLogger: one.getLogger('shop') === other.getLogger('shop'),
        sameHandle: logging === again,
        opened,
        lines: fs.readFileSync(file, 'utf8').trimEnd().split('\\n').map((line) => JSON.parse(line).i),
        counted: other.setupLogging().stats().lines,
      }));
      await logging.close();`,
      esm,
    );
    expect(JSON.parse(stdout)).toEqual({
      ...{ copies: true, sameLogger: true, sameHandle: true, opened: 1, counted: 20 },
      lines: Array.from({ length: 20 }, (_, i) => i),
    });
    expect(stderr).toContain('the set-up in force stays');
  });
});

/** What keeps the process alive, without the requests by which Node's module loader reads files. */
const HELD = `const held = () => process.getActiveResourcesInfo().filter((name) => !/^(CloseReq|FSReq)/.test(name));`;

/**
 * Watches a process while it loads the package: what is read and called by code that is not Node's own. The caller is
 * the frame behind the wrapper, so that the module loader may read files and variables as it likes.
 */
const WATCH = `
  const seen = { env: [], fs: [] };
  const note = (list, what) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 4;
    const caller = new Error().stack.split('\\n')[3] ?? '';
    Error.stackTraceLimit = limit;
    if (!/\\(node:|at node:/.test(caller)) list.push(what);
  };
  const real = process.env;
  process.env = new Proxy(real, {
    get(target, name) { note(seen.env, String(name)); return target[name]; },
    has(target, name) { note(seen.env, String(name)); return name in target; },
    ownKeys(target) { note(seen.env, '*'); return Reflect.ownKeys(target); },
  });
  for (const name of ['openSync', 'open', 'writeSync', 'write', 'readFileSync', 'readFile', 'mkdirSync', 'statSync',
    'lstatSync', 'fstatSync', 'existsSync', 'readdirSync', 'createWriteStream', 'writeFileSync']) {
    const before = fs[name];
    fs[name] = (...args) => { note(seen.fs, name + ' ' + args[0]); return before.apply(fs, args); };
  }
  syncBuiltinESMExports();
  const listeners = () => [process, process.stdout, process.stderr].flatMap((one) =>
    one.eventNames().map((name) => String(name) + ' ' + one.listenerCount(name))).sort();
  ${HELD}
  const resources = () => held().sort();
  const before = { listeners: listeners(), resources: resources(), globals: Reflect.ownKeys(globalThis).length };
`;
const REPORT = `
  const imported = { env: [...seen.env], fs: [...seen.fs] };
  const after = { listeners: listeners(), resources: resources(), globals: Reflect.ownKeys(globalThis).length };
  lib.setupLogging({ console: false, file: 'used.log' });
  lib.getLogger('control').info('line');
  const used = { env: seen.env.length, fs: seen.fs.length };
  console.log(JSON.stringify({ before, after, imported, used }));
`;

describe('loading the package', () => {
  const esm = `import fs from 'node:fs';
    import { syncBuiltinESMExports } from 'node:module';
    ${WATCH}
    const lib = await import(${JSON.stringify(join(DIST, 'index.js'))});
    ${REPORT}`;
  const cjs = `const fs = require('node:fs');
    const { syncBuiltinESMExports } = require('node:module');
    ${WATCH}
    const lib = require(${JSON.stringify(join(DIST, 'index.cjs'))});
    ${REPORT}`;

  it.each([
    ['import', 'watch.mjs', esm],
    ['require', 'watch.cjs', cjs],
  ])(
    'by %s reads no variable, touches no file, and leaves no listener, handle or global behind',
    async (how, name, text) => {
      const cwd = mkdtempSync(join(folder, `load-${how}-`));
      const { stdout, stderr } = await program(name, text, cwd);
      const { before, after, imported, used } = JSON.parse(stdout);
      expect(imported.env).toEqual([]);
      expect(imported.fs).toEqual([]);
      expect(after).toEqual(before);
      // The watch works: a set-up reads variables and opens its file.
      expect(used.env).toBeGreaterThan(0);
      expect(used.fs).toBeGreaterThan(0);
      expect(stderr).toBe('');
    },
  );

  it.each([
    ['import', 'quiet.mjs', `await import(${JSON.stringify(join(DIST, 'index.js'))});`],
    ['require', 'quiet.cjs', `require(${JSON.stringify(join(DIST, 'index.cjs'))});`],
  ])('by %s makes no file, prints nothing and lets the process end', async (how, name, text) => {
    const cwd = mkdtempSync(join(folder, `quiet-${how}-`));
    // Asked before anything is printed: stdout is a resource too.
    const report = `${text}\n${HELD}\nconst found = held(); console.log(JSON.stringify(found));`;
    const { stdout, stderr } = await program(name, report, cwd);
    expect(JSON.parse(stdout)).toEqual([]);
    expect(stderr).toBe('');
    expect(readdirSync(cwd)).toEqual([name]);
  });
});
