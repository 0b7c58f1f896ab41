import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Gates } from '../../src/flood/gate.js';
import { LEFT_OUT } from '../../src/flood/left-out.js';
import { MAX_KINDS } from '../../src/flood/likeness.js';
import { emptyTally } from '../../src/flood/tally.js';
import { recordOf } from '../../src/record/arguments.js';
import { setUp } from '../helpers/memory.js';
import { captureStderr } from '../helpers/stderr.js';

const stderr = captureStderr();
let id = 0;
/** Gates remember what passed for as long as the process lives: each test has templates of its own. */
const fresh = (text = 'template'): string => `${text} ${id++}`;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('once', () => {
  test('writes the first record of its kind', () => {
    const { log, logging, written } = setUp();
    const message = fresh();
    const lines = written(() => {
      for (let i = 0; i < 5; i += 1) log.once().warn(message, { i });
    });
    expect(lines.map(({ i }) => i)).toEqual([0]);
    expect(logging.stats().suppressed.once).toBe(4);
    expect(logging.stats().dropped).toBe(0);
  });

  test('tells kinds apart by logger, level and template, not by arguments', () => {
    const { log, written } = setUp();
    const other = setUp({}, 'other').log;
    const template = `${fresh()} %s`;
    const lines = written(() => {
      log.once().info(template, 'a');
      log.once().info(template, 'b');
      log.once().warn(template, 'c');
      other.once().info(template, 'd');
      log.child({ bound: 1 }).once().info(template, 'e');
    });
    expect(lines.map(({ message }) => message.at(-1))).toEqual(['a', 'c', 'd']);
  });

  test('holds across set-ups', () => {
    const message = fresh();
    const lines = [setUp(), setUp()].flatMap(({ log, written }) => written(() => log.once().info(message)));
    expect(lines).toHaveLength(1);
  });

  test('is not used up by a record below the threshold', () => {
    const { log, written } = setUp({ level: 'INFO' });
    const message = fresh();
    const lines = written(() => {
      log.once().debug(message);
      log.setLevel('DEBUG');
      log.once().debug(message);
    });
    expect(lines).toHaveLength(1);
  });
});

describe('every', () => {
  test('writes the first and each n-th after it, with the number left out between', () => {
    const { log, written } = setUp();
    const message = fresh();
    const lines = written(() => {
      for (let i = 0; i < 10; i += 1) log.every(4).info(message, { i });
    });
    expect(lines.map(({ i, suppressed }) => [i, suppressed])).toEqual([
      [0, undefined],
      [4, 3],
      [8, 3],
    ]);
  });

  test('of one writes all', () => {
    const { log, written } = setUp();
    const message = fresh();
    const lines = written(() => {
      for (let i = 0; i < 3; i += 1) log.every(1).info(message);
    });
    expect(lines).toHaveLength(3);
    expect(lines[2]).not.toHaveProperty('suppressed');
  });
});

describe('throttle', () => {
  test('writes one record in its time', () => {
    const { log, written } = setUp();
    const message = fresh();
    const lines = written(() => {
      for (let i = 0; i < 25; i += 1) {
        log.throttle(1_000).error(message, { i });
        vi.advanceTimersByTime(100);
      }
    });
    expect(lines.map(({ i, suppressed }) => [i, suppressed])).toEqual([
      [0, undefined],
      [10, 9],
      [20, 9],
    ]);
  });
});

describe('a gate', () => {
  test('has every way to log', () => {
    const { log, written } = setUp({ level: 'TRACE' });
    const gated = log.every(1);
    const lines = written(() => {
      for (const level of [
        'trace',
        'debug',
        'info',
        'warn',
        'warning',
        'error',
        'critical',
        'fatal',
      ] as const) {
        gated[level](fresh());
      }
      gated.exception(new Error(fresh()), 'with an error');
      gated.log('INFO', fresh());
    });
    expect(lines.map(({ level }) => level)).toEqual([
      ...['TRACE', 'DEBUG', 'INFO', 'WARNING', 'WARNING', 'ERROR', 'CRITICAL', 'CRITICAL', 'ERROR', 'INFO'],
    ]);
  });

  test.each([
    ['every', 0],
    ['every', -1],
    ['every', Number.NaN],
    ['every', '10'],
    ['throttle', -5],
    ['throttle', undefined],
  ] as const)('%s(%s) writes every record and says so', (name, size) => {
    const { log, written } = setUp();
    const message = fresh();
    const lines = written(() => {
      for (let i = 0; i < 3; i += 1) log[name](size as never).info(message);
    });
    expect(lines).toHaveLength(3);
    expect(stderr.lines.some((line) => line.includes('a number from'))).toBe(true);
  });

  test('wins over what the set-up leaves out', () => {
    const { log, logging, written } = setUp({
      ...{ sample: { INFO: 0 }, collapseRepeats: '1h', rateLimit: { perSecond: 1 } },
    });
    const message = fresh();
    const lines = written(() => {
      for (let i = 0; i < 10; i += 1) log.every(2).info(message);
    });
    expect(lines).toHaveLength(5);
    expect(logging.stats().suppressed).toMatchObject({
      every: 5,
      sample: 0,
      collapseRepeats: 0,
      rateLimit: 0,
    });
  });

  test('takes whatever is passed as a message', () => {
    const { log, written } = setUp();
    const hostile = new Proxy({}, { get: () => expect.fail('read'), ownKeys: () => expect.fail('read') });
    const lines = written(() => {
      for (const message of [undefined, null, 7, Symbol('s'), () => fresh(), {}, [], hostile]) {
        expect(() => log.once().info(message as never)).not.toThrow();
      }
    });
    expect(lines.length).toBeGreaterThan(0);
  });

  test('remembers a bounded number of kinds, and forgets the one not used for longest', () => {
    const gates = new Gates();
    const judge = (message: string) =>
      gates.judge({ reason: 'once', size: 1 }, 'x', recordOf(0, 20, [message]), emptyTally());
    for (let i = 0; i < MAX_KINDS; i += 1) expect(judge(`kind ${i}`)).toBe(0);
    expect(judge('kind 0')).toBe(LEFT_OUT);
    expect(judge('one more')).toBe(0);
    expect(judge('kind 0')).toBe(LEFT_OUT);
    expect(judge('kind 1')).toBe(0);
  });

  test('tells long templates apart by their beginning and their length', () => {
    const gates = new Gates();
    const judge = (message: string) =>
      gates.judge({ reason: 'once', size: 1 }, 'x', recordOf(0, 20, [message]), emptyTally());
    const long = '\ud800'.repeat(300);
    expect(judge(`${long}a`)).toBe(0);
    expect(judge(`${long}ab`)).toBe(0);
    expect(judge(`${long}a`)).toBe(LEFT_OUT);
  });
});
