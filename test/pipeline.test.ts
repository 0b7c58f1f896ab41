import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  type Failure,
  getLogger,
  type Logging,
  type LoggingOptions,
  setupLogging,
  type Transport,
} from '../src/index.js';
import { MemoryTransport } from './helpers/memory.js';
import { captureStderr } from './helpers/stderr.js';

const stderr = captureStderr();
let logging: Logging | undefined;
afterEach(() => {
  stderr.lines.length = 0;
});

function setUp(transports: readonly Transport[], options: LoggingOptions = {}): Logging {
  logging = setupLogging({ env: {}, format: 'json', console: false, force: true, transports, ...options });
  return logging;
}
const messages = ({ lines }: MemoryTransport): string[] => lines.map((line) => JSON.parse(line).message);
const thrown = (value: unknown) => (): never => {
  throw value;
};

describe('one transport that fails', () => {
  const bad: ReadonlyArray<readonly [string, Partial<Transport>]> = [
    ['throws an error', { write: thrown(new Error('disk')) }],
    ['throws nothing', { write: thrown(undefined) }],
    ['throws what cannot be shown', { write: thrown(Object.create(null)) }],
    ['throws what throws when it is shown', { write: thrown({ toString: thrown(1) }) }],
    ['rejects', { write: (async () => Promise.reject(new Error('late'))) as never }],
  ];

  test.each(bad)('and %s changes nothing for the others, and is counted', async (_, part) => {
    const before = new MemoryTransport('before');
    const after = new MemoryTransport('after');
    const failures: Failure[] = [];
    const { stats } = setUp([before, { name: 'bad', ...part } as Transport, after], {
      onFailure: (failure) => failures.push(failure),
    });
    const log = getLogger('x');
    for (let i = 0; i < 3; i += 1) expect(() => log.info('m')).not.toThrow();
    await new Promise((done) => setImmediate(done));
    expect([messages(before), messages(after)]).toEqual([
      ['m', 'm', 'm'],
      ['m', 'm', 'm'],
    ]);
    expect(failures.map(({ stage, transport }) => [stage, transport])).toEqual(
      Array(3).fill(['write', 'bad']),
    );
    expect(stats.call(logging).failures).toEqual({ before: 0, bad: 3, after: 0 });
  });

  test('is said on stderr, once for many', () => {
    setUp([{ name: 'said', write: thrown(new Error('disk\nfull password=hunter2')) }]);
    for (let i = 0; i < 100; i += 1) getLogger('x').info('m');
    expect(stderr.lines).toHaveLength(1);
    expect(stderr.lines[0]).toMatch(
      /^codomyrmex-logging: write to transport said failed: Error: disk\\nfull/,
    );
    expect(stderr.lines[0]).not.toContain('hunter2');
  });

  test('in flush or close keeps none of the others from it', async () => {
    const flushed = vi.fn(async () => {});
    const closed = vi.fn(async () => {});
    const handle = setUp([
      {
        name: 'a',
        write() {},
        flush: thrown(Object.create(null)),
        close: () => Promise.reject(new Error('x')),
      },
      { name: 'b', write() {}, flush: () => Promise.reject(new Error('x')), close: thrown(new Error('y')) },
      { name: 'c', write() {}, flush: flushed, close: closed },
    ]);
    await handle.flush();
    await handle.close();
    expect([flushed.mock.calls.length, closed.mock.calls.length]).toEqual([1, 1]);
    expect(handle.stats().failures).toEqual({ a: 2, b: 2, c: 0 });
  });

  test('that logs from its own write comes to an end', () => {
    const lines: string[] = [];
    const handle = setUp([
      {
        name: 'echo',
        write(line) {
          lines.push(line);
          getLogger('x').info('echo');
        },
      },
    ]);
    getLogger('x').info('m');
    expect(lines.length).toBeLessThan(10);
    expect(handle.stats().dropped).toBeGreaterThan(0);
  });
});

describe('onFailure', () => {
  test.each([
    ['throws', thrown(new Error('mine'))],
    ['throws what cannot be shown', thrown(Object.create(null))],
    ['rejects', async () => Promise.reject(new Error('mine'))],
    ['logs', () => getLogger('x').error('in onFailure')],
  ])('that %s does no harm', async (_, onFailure) => {
    const good = new MemoryTransport('good');
    setUp([{ name: 'bad', write: thrown(new Error('disk')) }, good], { onFailure });
    expect(() => getLogger('x').info('m')).not.toThrow();
    await new Promise((done) => setImmediate(done));
    expect(messages(good)).toContain('m');
  });
});

describe('flush and close', () => {
  const hanging = (name: string): Transport => ({
    name,
    write() {},
    flush: () => new Promise(() => {}),
    close: () => new Promise(() => {}),
  });

  test('wait for a transport, and not for ever', async () => {
    vi.useFakeTimers();
    const handle = setUp([hanging('stuck'), new MemoryTransport()]);
    const ended = vi.fn();
    void handle.flush().then(ended);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledTimes(1);
    expect(stderr.lines.at(-1)).toContain('flush: transport stuck was not done after 10 s');
    void handle.close().then(ended);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(ended).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledTimes(2);
    expect(stderr.lines.at(-1)).toContain('close: transport stuck was not done after 5 s');
    vi.useRealTimers();
  });

  test('leave no timer behind', async () => {
    vi.useFakeTimers();
    const handle = setUp([new MemoryTransport()]);
    await handle.flush();
    await handle.close();
    expect(vi.getTimerCount()).toBe(0);
    vi.useRealTimers();
  });

  test('ask transports that have neither, too', async () => {
    const handle = setUp([{ name: 'bare', write() {} }]);
    await expect(handle.flush()).resolves.toBeUndefined();
    await expect(handle.close()).resolves.toBeUndefined();
  });
});

describe('a line', () => {
  test('is given to write once per record, as text that ends in one line feed', () => {
    const write = vi.fn();
    setUp([{ name: 'm', write }]);
    getLogger('x').info('a\nb', { c: '\n' });
    expect(write).toHaveBeenCalledTimes(1);
    expect(write.mock.calls[0]?.[0]).toMatch(/^[^\n]+\n$/);
  });

  test('is written before the call returns', () => {
    const memory = new MemoryTransport();
    setUp([memory]);
    getLogger('x').info('m');
    expect(memory.lines).toHaveLength(1);
  });
});

describe('loggers with transports of their own', () => {
  const a = new MemoryTransport('a');
  const b = new MemoryTransport('b');
  const written = (name: string): string[] => {
    a.lines.length = b.lines.length = 0;
    getLogger(name).info('m');
    return [...(a.lines.length > 0 ? ['a'] : []), ...(b.lines.length > 0 ? ['b'] : [])];
  };

  test('write there, and with propagate: false only there', () => {
    setUp([a, b], {
      loggers: {
        only: { transports: ['b'], propagate: false },
        'only.deeper': { transports: ['a'] },
        both: { transports: ['b'] },
        mute: { propagate: false },
      },
    });
    expect(written('other')).toEqual(['a', 'b']);
    expect(written('only')).toEqual(['b']);
    expect(written('only.x')).toEqual(['b']);
    expect(written('only.deeper')).toEqual(['a', 'b']);
    expect(written('both')).toEqual(['a', 'b']);
    expect(written('mute.x')).toEqual([]);
    expect(a.lines).toHaveLength(0);
  });

  test('get each line once, however often they are named', () => {
    setUp([a, b], { loggers: { x: { transports: ['a'] }, 'x.y': { transports: ['a', 'a'] } } });
    a.lines.length = 0;
    getLogger('x.y').info('m');
    expect(a.lines).toHaveLength(1);
  });

  test('can be told for the root', () => {
    setUp([a, b], { loggers: { '': { transports: ['b'] } } });
    expect(written('anything')).toEqual(['b']);
  });
});

describe('a record that cannot be encoded', () => {
  test('is a line all the same, and a failure', () => {
    const memory = new MemoryTransport();
    const failures: Failure[] = [];
    const limited = Error.stackTraceLimit;
    setUp([memory], { onFailure: (failure) => failures.push(failure) });
    const { stringify } = JSON;
    JSON.stringify = thrown(new Error('broken runtime'));
    try {
      getLogger('x').info('%j', { a: 1 });
    } finally {
      JSON.stringify = stringify;
      Error.stackTraceLimit = limited;
    }
    expect(JSON.parse(memory.lines[0] as string)).toMatchObject({
      level: 'INFO',
      name: 'x',
      message: '[record could not be encoded]',
    });
    expect(failures.map(({ stage }) => stage)).toEqual(['sanitize']);
  });
});

describe('health', () => {
  test('tells the state of each transport', async () => {
    let isBroken = false;
    const handle = setUp([
      {
        name: 'mine',
        write() {
          if (isBroken) throw new Error('x');
        },
      },
    ]);
    expect(handle.health()).toEqual({
      mine: { state: 'ok', queuedBytes: 0, dropped: 0, lastError: undefined },
    });
    isBroken = true;
    getLogger('x').info('m');
    expect(handle.health()['mine']).toMatchObject({ state: 'degraded', dropped: 1 });
    await handle.close();
    expect(handle.health()['mine']?.state).toBe('closed');
  });
});
