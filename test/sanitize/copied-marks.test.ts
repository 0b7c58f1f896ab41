/** What a path leads to is copied first: what is left out of the copy is counted as it is without a path. */
import { describe, expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';

const limits = { breadth: 5, string: 1_024, key: 128 };
const members = (count: number): Record<string, number> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));

const VALUES: ReadonlyArray<readonly [string, unknown]> = [
  ['an object of more members', members(14)],
  ['one of just as many', members(5)],
  ['one of one more', members(6)],
  ['a list of more items', Array.from({ length: 14 }, (_, i) => i)],
  ['a list of one more', [1, 2, 3, 4, 5, 6]],
  ['a Map', new Map(Object.entries(members(9)))],
  ['a long text', 'x'.repeat(3_000)],
  ['a long text with a secret at the cut', `${'x '.repeat(505)}password=${'abc1'.repeat(99)}`],
  ['a long key', { ['k'.repeat(200)]: 1 }],
  ['all of them inside each other', { a: [members(8), { b: members(9), c: ['x'.repeat(2_000)] }] }],
];

describe('marks count the same with a path and without one', () => {
  const plain = openLab({ format: 'json', limits });
  const onPath = openLab({ format: 'json', limits, redact: { paths: ['*.zzz', 'error.zzz'] } });
  const line = (lab: typeof plain, fields: object): unknown =>
    JSON.parse(lab.line(() => lab.logger('a').info('m', fields)).replace(/"timestamp":"[^"]*",/, ''));

  test.each(VALUES)('of %s', (_, value) => {
    expect(line(onPath, { v: value })).toEqual(line(plain, { v: value }));
    expect(line(onPath, { v: value, w: 1 })).toEqual(line(plain, { v: value, w: 1 }));
  });

  test.each(VALUES)('of an error that has %s', (_, value) => {
    const error = (): Error =>
      Object.assign(new Error('e', { cause: value }), { own: value, stack: undefined });
    expect(line(onPath, error())).toEqual(line(plain, error()));
  });
});

describe('what only looks like a mark', () => {
  const lab = openLab({ format: 'json' });
  const card = ['4111', '1111', '1111', '1111'].join('');
  const field = (a: unknown): string => lab.line(() => lab.logger('a').info('m', { a }));
  const behind = (last: unknown): unknown[] => [...new Array(1_000).fill(0), last];

  test.each([`[+${card} more]`, `[+${'9'.repeat(3_000_000)} more]`, '[+12345678 more]'])(
    'is left out of a list as anything else: %.40j',
    (last) => {
      const line = field(behind(last));
      expect(JSON.parse(line).a.at(-1)).toBe('[+1 more]');
      expect(Buffer.byteLength(line)).toBeLessThan(262_144);
    },
  );

  test('is left out of a copy as well where it is no number of entries', () => {
    const own = openLab({
      format: 'json',
      redact: { paths: ['p.x'], censor: () => behind(`[+${card} more]`) },
    });
    expect(own.line(() => own.logger('a').info('m', { p: { x: 1 } }))).not.toContain(card);
  });

  test('does not hide the count of a copy with a key of the name of the mark', () => {
    const own = openLab({ format: 'json', redact: { paths: ['p.x'] } });
    const p = Object.fromEntries(Array.from({ length: 1_500 }, (_, i) => [i === 0 ? '...' : `k${i}`, 1]));
    const line = JSON.parse(own.line(() => own.logger('a').info('m', { p })));
    expect(line.p['..._']).toBe('[+500 more]');
  });
});

describe('what is left out of a copy, and again of its line, is counted once:', () => {
  const own = openLab({ format: 'json', redact: { paths: ['p.x', 'q[*].x'] } });
  const plain = openLab({ format: 'json' });
  const text = String.fromCharCode(1).repeat(200);
  const rows = Array.from({ length: 1_500 }, () => text);
  const error = Object.assign(new Error('e'), Object.fromEntries(rows.map((_, i) => [`k${i}`, i])));
  error.stack = 'Error: e';
  test.each([
    ['a list', { q: rows }],
    ['an object', { p: Object.fromEntries(rows.map((row, i) => [`k${i}`, row])) }],
  ])('%s that fills it', (_, fields) => {
    const [marked, expected] = [own, plain].map((lab) => lab.line(() => lab.logger('a').info('m', fields)));
    const counts = [marked, expected].map((line) => Number(/\[\+(\d+) more\]/.exec(line as string)?.[1]));
    expect(counts[0]).toBeGreaterThan(1_000);
    expect(Math.abs((counts[0] as number) - (counts[1] as number))).toBeLessThan(5);
  });
  test('an error with many properties', () => {
    const line = own.line(() => own.logger('a').info('m', { p: error }));
    const shown = Object.keys(JSON.parse(line).p).filter((name) => name.startsWith('k')).length;
    expect(Number(/\[\+(\d+) more\]/.exec(line)?.[1])).toBe(1_500 - shown);
  });
});

test('a text under a path that swells in the line has the mark that it has without a path', () => {
  const p = String.fromCharCode(1).repeat(1_000_000);
  const [plain, copied] = [{}, { paths: ['p.x'] }].map((redact) => {
    const own = openLab({ format: 'json', redact });
    return JSON.parse(own.line(() => own.logger('a').info('m', { p })));
  });
  expect(plain.p).toMatch(/\[truncated 9\d{5}\]$/);
  expect(copied.p).toBe(plain.p);
});

describe('the name of a mark', () => {
  const github = ['ghp_', 'Ab1'.repeat(12)].join('');
  test.each([
    github,
    `a${String.fromCharCode(10)}[1]`,
    'Q'.repeat(5_000_000),
    `x":1}${String.fromCharCode(10)}{"y":"`,
  ])('is none that a censor gives: %.20j', (last) => {
    for (const format of ['json', 'text'] as const) {
      const censor = (): unknown => ({
        ...Object.fromEntries(Array.from({ length: 1_001 }, (_, i) => [`k${i}`, i])),
        [last]: '[+5 more]',
      });
      const own = openLab({ format, redact: { paths: ['p.x'], censor } });
      const line = own.line(() => own.logger('a').info('m', { p: { x: 1 } }));
      expect(line).not.toContain(github);
      expect(line.indexOf(String.fromCharCode(10))).toBe(line.length - 1);
      expect(Buffer.byteLength(line)).toBeLessThan(262_144);
    }
  });

  test('is none of the members of a copy that fills the line', () => {
    const own = openLab({ format: 'json', redact: { paths: ['o.p'] } });
    const o: Record<string, string> = {};
    for (let i = 0; i < 500; i += 1) o[`k${i}`] = 'y'.repeat(100);
    o[`a${String.fromCharCode(10)}[1]`] = '[+5 more]';
    const z = 'z'.repeat(60_000);
    const line = own.line(() => own.logger('a').info('m', { a: z, b: z, c: z, d: z.slice(10_000), o }));
    expect(line.indexOf(String.fromCharCode(10))).toBe(line.length - 1);
    expect(JSON.parse(line).o['...']).toMatch(/more/);
  });
});

test('a secret across the end of what is scanned is not shown in half', () => {
  const own = openLab({ format: 'json' });
  const secrets = [
    ['ghp_', 'Ab1'.repeat(12)].join(''),
    ['4111', '1111', '1111', '1111'].join(''),
    ['AKIA', 'IOSFODNN7EXAMP22'].join(''),
    ['https://usr:pa55Se', 'cretXy9@host/'].join(''),
  ];
  for (const secret of secrets) {
    for (const there of [6, 10, 15, 18, 30]) {
      const start = ['pass', 'word="'].join('');
      const hidden = `${start}${'x'.repeat(131_072 - start.length - 2 - there)}" `;
      for (const text of [`${hidden}${secret} ${'tail '.repeat(100)}`]) {
        const line = own.line(() => own.logger('a').info('m', { v: text }));
        expect(line).not.toContain(secret.slice(0, 6));
        expect(line).toMatch(/\[truncated \d+\]/);
      }
    }
  }
});
