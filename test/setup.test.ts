/** The life cycle of a set-up: implicit, explicit, replaced, failed, closed; and transports that misbehave. */
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { LoggingOptions } from '../src/config/options.js';
import { ConfigError } from '../src/config/problem.js';
import type { Failure } from '../src/diagnostics.js';
import type { Logging } from '../src/logging.js';
import { Setup } from '../src/setup.js';
import type { Transport } from '../src/transport/transport.js';
import { type CapturedStderr, captureStderr } from './helpers/stderr.js';

interface Memory extends Transport {
  readonly lines: string[];
  readonly closed: () => number;
}

function memory(name = 'memory'): Memory {
  const lines: string[] = [];
  let closed = 0;
  return {
    name,
    lines,
    write: (line) => void lines.push(line),
    close: () => void (closed += 1),
    closed: () => closed,
  };
}

let folder: string;
let setup: Setup;
let stderr: CapturedStderr;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'));
  setup = new Setup();
  stderr = captureStderr();
});

afterEach(() => {
  stderr.restore();
  vi.useRealTimers();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const explicit = (options: LoggingOptions): Logging =>
  setup.explicit({ console: false, env: {}, format: 'json', ...options });

const log = (name = 'shop') => setup.core.logger(name);

const messages = (lines: readonly string[]): string[] =>
  lines.map((line) => (JSON.parse(line) as { message: string }).message);

function thrownBy(work: () => unknown): ConfigError {
  try {
    work();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return error as ConfigError;
  }
  throw new Error('nothing was thrown');
}

describe('a set-up comes into force', () => {
  const fromEnvironment = (path: string) => {
    vi.stubEnv('CODOMYRMEX_LOG_CONSOLE', 'off');
    vi.stubEnv('CODOMYRMEX_LOG_OUTPUT_TYPE', 'JSON');
    vi.stubEnv('CODOMYRMEX_LOG_FILE', path);
  };

  test('a call before any set-up sets up from the environment', () => {
    const path = join(folder, 'implicit.log');
    fromEnvironment(path);
    log().info('first');
    expect(messages(readFileSync(path, 'utf8').trim().split('\n'))).toEqual(['first']);
  });

  test('an implicit set-up warns of wrong variables, also strict ones, and does not throw', () => {
    fromEnvironment(join(folder, 'implicit.log'));
    vi.stubEnv('CODOMYRMEX_LOG_STRICT', '1');
    vi.stubEnv('CODOMYRMEX_LOG_LEVEL', 'LOUD');
    log().info('first');
    expect(stderr.lines).toEqual([
      expect.stringMatching(/^codomyrmex-logging: CODOMYRMEX_LOG_LEVEL is .*INFO is used instead\n$/),
    ]);
  });

  test('an explicit set-up replaces an implicit one without force', () => {
    const path = join(folder, 'implicit.log');
    fromEnvironment(path);
    const made = log();
    made.info('first');
    const transport = memory();
    explicit({ transports: [transport] });
    made.info('second');
    expect(messages(transport.lines)).toEqual(['second']);
    expect(readFileSync(path, 'utf8')).not.toContain('second');
    expect(stderr.lines).toEqual([]);
  });

  test('a second explicit set-up gives the handle in force, and says so', () => {
    const [first, second] = [memory(), memory()];
    const handle = explicit({ transports: [first] });
    expect(explicit({ transports: [second] })).toBe(handle);
    log().info('one');
    expect(messages(first.lines)).toEqual(['one']);
    expect(second.lines).toEqual([]);
    expect(stderr.lines).toEqual([expect.stringContaining('setupLogging() was called again')]);
  });

  test('force swaps the transports and closes the old ones', async () => {
    const [first, second] = [memory(), memory()];
    const before = explicit({ transports: [first] });
    const made = log().child({ a: 1 });
    const after = explicit({ transports: [second], force: true, level: 'DEBUG' });
    await before.close();
    second.lines.length = 0;
    made.debug('one');
    expect(after).not.toBe(before);
    expect(first.closed()).toBe(1);
    expect(second.closed()).toBe(0);
    expect(first.lines).toEqual([]);
    expect(messages(second.lines)).toEqual(['one']);
    expect(stderr.lines).toEqual([]);
  });

  test('closing a handle that was replaced leaves the new one in force', async () => {
    const old = explicit({ transports: [memory('old')] });
    const second = memory('new');
    explicit({ transports: [second], force: true });
    await old.close();
    log().info('one');
    expect(messages(second.lines)).toEqual(['one']);
  });

  test('itself logs one record at DEBUG and none at INFO', () => {
    const [loud, quiet] = [memory(), memory()];
    explicit({ transports: [loud], level: 'TRACE' });
    expect(loud.lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'DEBUG', name: 'codomyrmex-logging', message: 'logging is set up' },
    ]);
    explicit({ transports: [quiet], force: true });
    expect(quiet.lines).toEqual([]);
  });

  test('after close() a set-up needs no force', async () => {
    await explicit({ transports: [memory()] }).close();
    const second = memory();
    explicit({ transports: [second] });
    log().info('again');
    expect(messages(second.lines)).toEqual(['again']);
  });

  test.each<[string, () => LoggingOptions]>([
    ['a wrong option', () => ({ level: 'LOUD' as never })],
    ['a file that cannot be opened', () => ({ file: folder })],
    ['a path that cannot be one', () => ({ file: join(folder, '\u0000') })],
  ])('%s keeps the old set-up in force', (_, options) => {
    const [first, second] = [memory(), memory('second')];
    explicit({ transports: [first] });
    thrownBy(() => explicit({ ...options(), transports: [second], force: true }));
    log().info('one');
    expect(messages(first.lines)).toEqual(['one']);
    expect(first.closed()).toBe(0);
    expect(second.closed()).toBe(0);
  });
});

describe('wrong options', () => {
  test('all are named at once, unknown ones with a hint', () => {
    const error = thrownBy(() =>
      explicit({
        levle: 'INFO',
        level: 'LOUD',
        maxStackLines: -1,
        file: { path: 'app.log', sise: 1 },
        transports: [{ name: 'half' }],
        limits: { line: 5 },
        onFailure: 'tell me',
      } as never),
    );
    expect(error.problems.map(({ source }) => source).sort()).toEqual([
      'file.sise',
      'level',
      'levle',
      'limits.line',
      'maxStackLines',
      'onFailure',
      'transports[0]',
    ]);
    expect(error.message).toMatch(/^7 problems in the logging configuration: /);
    expect(error.message).toContain('option levle is not known (did you mean level?)');
    expect(error.message).toContain('option level is "LOUD"; allowed: TRACE, DEBUG');
    expect(error.message).toContain('option file.sise is not known (did you mean size?)');
    expect(stderr.lines).toEqual([]);
  });

  test('two transports of one name are refused', () => {
    const error = thrownBy(() => explicit({ transports: [memory('twin'), memory('twin')] }));
    expect(error.message).toContain('two transports called "twin"; allowed: each name once');
  });

  test('a transport may not be called like one of ours', () => {
    const error = thrownBy(() => explicit({ console: 'stdout', transports: [memory('console')] }));
    expect(error.message).toContain('two transports called "console"');
  });

  test('a logger cannot ask for a transport that there is not', () => {
    const error = thrownBy(() =>
      explicit({ transports: [memory()], loggers: { shop: { transports: ['printer'] } } }),
    );
    expect(error.problems.map(({ source }) => source)).toEqual(['loggers.shop.transports']);
  });

  test('redact: false is said on stderr', () => {
    const transport = memory();
    explicit({ transports: [transport], redact: false });
    log().info('in', { password: 'correct horse' });
    expect(stderr.lines).toEqual([expect.stringContaining('redaction is off (redact: false)')]);
    expect(transport.lines[0]).toContain('correct horse');
  });
});

describe('closing', () => {
  test('records after close() are counted as dropped, and said once', async () => {
    const transport = memory();
    const logging = explicit({ transports: [transport] });
    await logging.close();
    log().info('late');
    log().info('later');
    log().debug('below the threshold');
    expect(transport.lines).toEqual([]);
    expect(logging.stats().dropped).toBe(2);
    expect(logging.health()['memory']?.state).toBe('closed');
    expect(stderr.lines).toEqual([expect.stringContaining('a record came after close() and was dropped')]);
  });

  test('close() twice closes once, as does await using', async () => {
    const transport = memory();
    const logging = explicit({ transports: [transport] });
    await Promise.all([logging.close(), logging.close(), logging[Symbol.asyncDispose]()]);
    expect(transport.closed()).toBe(1);
  });
});

describe('a transport that misbehaves changes nothing for the others', () => {
  const boom = new Error('boom');
  const fails = (): never => {
    throw boom;
  };
  const rejects = (): Promise<void> => Promise.reject(boom);

  test.each<[string, () => void | Promise<void>]>([
    ['throws', fails],
    ['rejects', rejects],
  ])('when it %s', async (_, call) => {
    const failures: Failure[] = [];
    const [first, last] = [memory('first'), memory('last')];
    const bad: Transport = { name: 'bad', write: call, flush: call, close: call };
    const logging = explicit({
      transports: [first, bad, last],
      onFailure: (failure) => void failures.push(failure),
    });
    log().info('one');
    log().info('two');
    await logging.flush();
    expect(logging.health()['bad']?.state).toBe('degraded');
    expect(logging.health()['last']?.state).toBe('ok');
    await logging.close();
    expect(messages(first.lines)).toEqual(['one', 'two']);
    expect(messages(last.lines)).toEqual(['one', 'two']);
    expect(first.closed() + last.closed()).toBe(2);
    expect(failures.map(({ stage, transport }) => `${stage} ${transport}`)).toEqual([
      'write bad',
      'write bad',
      'flush bad',
      'close bad',
    ]);
    expect(failures.every(({ error }) => error === boom)).toBe(true);
    expect(logging.stats().failures).toEqual({ first: 0, bad: 4, last: 0 });
    expect(stderr.lines[0]).toBe('codomyrmex-logging: write to transport bad failed: Error: boom\n');
    expect(stderr.lines).toHaveLength(3);
  });

  test.each([
    ['flush', 10_000],
    ['close', 5_000],
  ] as const)('when it hangs: %s() gives up after its deadline of %i ms', async (call, deadline) => {
    vi.useFakeTimers();
    const hangs = () => new Promise<void>(() => {});
    const other = memory('other');
    const logging = explicit({
      transports: [{ name: 'stuck', write: () => {}, flush: hangs, close: hangs }, other],
    });
    let isDone = false;
    const done = logging[call]().then(() => {
      isDone = true;
    });
    if (call === 'close') expect(other.closed()).toBe(1);
    await vi.advanceTimersByTimeAsync(deadline - 1);
    expect(isDone).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(isDone).toBe(true);
    await done;
    expect(stderr.lines).toEqual([
      `codomyrmex-logging: ${call}: transport stuck was not done after ${deadline / 1_000} s\n`,
    ]);
  });

  test.each<[string, () => void | Promise<void>]>([
    ['throws', fails],
    ['rejects', rejects],
  ])('an onFailure that %s is harmless', async (_, onFailure) => {
    const good = memory('good');
    explicit({ transports: [{ name: 'bad', write: fails }, good], onFailure });
    log().info('one');
    await new Promise(setImmediate);
    expect(messages(good.lines)).toEqual(['one']);
    expect(stderr.lines).toEqual([
      expect.stringContaining('write to transport bad failed: Error: boom'),
      expect.stringContaining('onFailure failed: Error: boom'),
    ]);
  });
});

describe('files', () => {
  test('are written beside the others, each with its level and format, mode 0600', async () => {
    const [all, errors] = [join(folder, 'all.log'), join(folder, 'errors.log')];
    const file = [
      { path: all, format: 'json' },
      { path: errors, level: 'ERROR' },
    ] as const;
    const handle = explicit({ format: 'text', file });
    log().info('one');
    log().error('two');
    expect(messages(readFileSync(all, 'utf8').trim().split('\n'))).toEqual(['one', 'two']);
    expect(readFileSync(errors, 'utf8')).toMatch(/^\S+ - shop - ERROR - two\n$/);
    expect(statSync(all).mode & 0o777).toBe(0o600);
    handle.reopen();
    await handle.close();
    expect(handle.health()).toMatchObject({ file: { state: 'closed' }, 'file-2': { state: 'closed' } });
  });

  test('that cannot be used throw a ConfigError that names the path', () => {
    writeFileSync(join(folder, 'a-file'), '');
    const path = join(folder, 'a-file', 'below.log');
    expect(thrownBy(() => explicit({ file: path })).message).toContain(path);
  });
});

describe('routes', () => {
  test('each transport has its own level and format', () => {
    const [all, errors] = [join(folder, 'all.log'), join(folder, 'errors.log')];
    explicit({
      level: 'DEBUG',
      file: [
        { path: all, format: { type: 'text', template: '%(levelname)s|%(message)s' } },
        { path: errors, level: 'ERROR', format: 'json' },
      ],
    });
    log().info('small');
    log().error('large');
    expect(readFileSync(all, 'utf8')).toContain('INFO|small\nERROR|large\n');
    const lines = readFileSync(errors, 'utf8').trim().split('\n');
    expect(messages(lines)).toEqual(['large']);
  });

  test('a logger can have transports of its own, and keep its records from those above', () => {
    const [common, audit] = [memory('common'), memory('audit')];
    explicit({
      transports: [common, audit],
      loggers: {
        '': { transports: ['common'] },
        audit: { transports: ['audit'], propagate: false },
        both: { transports: ['audit'] },
        silent: { propagate: false },
      },
    });
    log('shop').info('shop');
    log('audit.login').info('login');
    log('both').info('both');
    log('silent').info('silent');
    expect(messages(common.lines)).toEqual(['shop', 'both']);
    expect(messages(audit.lines)).toEqual(['login', 'both']);
  });
});

describe('levels', () => {
  test('setLevel on the root reaches loggers and children already made', () => {
    const transport = memory();
    const logging = explicit({ transports: [transport] });
    const child = log('shop.orders').child({ orderId: 17 });
    child.debug('unseen');
    logging.setLevel('DEBUG');
    child.debug('seen');
    expect(messages(transport.lines)).toEqual(['seen']);
    logging.setLevel('ERROR');
    child.warn('unseen');
    expect(messages(transport.lines)).toEqual(['seen']);
  });

  test('setLevel on a subtree reaches what is below it and nothing else; null takes it back', () => {
    const transport = memory();
    const logging = explicit({ transports: [transport] });
    const [orders, http] = [log('shop.orders').child({}), log('http')];
    logging.setLevel('TRACE', 'shop');
    expect(orders.isEnabled('TRACE')).toBe(true);
    expect(http.isEnabled('DEBUG')).toBe(false);
    log('shop').setLevel(null);
    expect(orders.isEnabled('DEBUG')).toBe(false);
    expect(orders.isEnabled('INFO')).toBe(true);
  });

  test('isEnabled follows the configuration, and SILENT is no level', () => {
    explicit({ transports: [memory()], level: 'WARNING', levels: { 'shop.*': 'DEBUG', quiet: 'SILENT' } });
    expect(log('http').isEnabled('INFO')).toBe(false);
    expect(log('http').isEnabled('warn')).toBe(true);
    expect(log('shop.orders').isEnabled('DEBUG')).toBe(true);
    expect(log('quiet').isEnabled('FATAL')).toBe(false);
    expect(log('http').isEnabled('SILENT')).toBe(false);
    expect(log('http').isEnabled('LOUD' as never)).toBe(false);
  });

  test('a level that there is not is refused', () => {
    const logging = explicit({ transports: [memory()] });
    expect(() => logging.setLevel('LOUD' as never)).toThrow(RangeError);
    expect(log().isEnabled('INFO')).toBe(true);
  });
});
