import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { parsePath, type Segment } from '../../src/sanitize/paths/grammar.js';
import { compilePaths, PathError, type PathOptions } from '../../src/sanitize/paths.js';

const HIDDEN = '[REDACTED]';

function redacted(paths: readonly string[], copy: Record<string, unknown>, options?: PathOptions): unknown {
  compilePaths(paths, options).redact(copy);
  return copy;
}

describe('a path', () => {
  test.each<[string, string[], unknown, unknown]>([
    ['names a key', ['password'], { password: 'x', a: 1 }, { password: HIDDEN, a: 1 }],
    ['names a key below', ['a.b'], { a: { b: 'x', c: 1 } }, { a: { b: HIDDEN, c: 1 } }],
    [
      'quotes a key',
      ['h["x-api-key"]', "h['a.b']"],
      { h: { 'x-api-key': 'x', 'a.b': 1 } },
      { h: { 'x-api-key': HIDDEN, 'a.b': HIDDEN } },
    ],
    ['quotes the first key', ['["x-api-key"]'], { 'x-api-key': 'x' }, { 'x-api-key': HIDDEN }],
    [
      'names an index',
      ['a[1]', 'b.0.c'],
      { a: [1, 2], b: [{ c: 3 }] },
      { a: [1, HIDDEN], b: [{ c: HIDDEN }] },
    ],
    [
      'takes all elements',
      ['a[*].b'],
      { a: [{ b: 1 }, { b: 2, c: 3 }] },
      { a: [{ b: HIDDEN }, { b: HIDDEN, c: 3 }] },
    ],
    ['takes all keys', ['a.*'], { a: { b: 1, c: { d: 2 } } }, { a: { b: HIDDEN, c: HIDDEN } }],
    [
      'takes all roots',
      ['*.token'],
      { a: { token: 1 }, b: { token: 2 }, c: 3 },
      { a: { token: HIDDEN }, b: { token: HIDDEN }, c: 3 },
    ],
    ['takes everything', ['*'], { a: 1, b: { c: 2 } }, { a: HIDDEN, b: HIDDEN }],
    [
      'takes exactly two levels',
      ['*.*.x'],
      { x: 1, a: { x: 2, b: { x: 3, c: { x: 4 } } } },
      { x: 1, a: { x: 2, b: { x: HIDDEN, c: { x: 4 } } } },
    ],
    [
      'takes what lies behind several wildcards',
      ['a[*].b[*].c.d'],
      { a: [{ b: [{ c: { d: 1 } }] }] },
      { a: [{ b: [{ c: { d: HIDDEN } }] }] },
    ],
    [
      'passes over what is not there',
      ['a.b.c', 'q.r', 'n.x', 's.length'],
      { a: { b: 's' }, n: null, s: 'text' },
      { a: { b: 's' }, n: null, s: 'text' },
    ],
    [
      'leaves null and undefined',
      ['a', 'b', 'c.*'],
      { a: null, b: undefined, c: [null] },
      { a: null, b: undefined, c: [null] },
    ],
    [
      'hides false, zero and empty text',
      ['a', 'b', 'c'],
      { a: false, b: 0, c: '' },
      { a: HIDDEN, b: HIDDEN, c: HIDDEN },
    ],
    ['hides a branch and a part of it', ['a', 'a.b'], { a: { b: 1 } }, { a: HIDDEN }],
    [
      'may have any letters',
      ['größe.ключ', 'a["naïve key"]'],
      { größe: { ключ: 1 }, a: { 'naïve key': 2 } },
      { größe: { ключ: HIDDEN }, a: { 'naïve key': HIDDEN } },
    ],
    [
      'may name what looks like code to others',
      ['process.exit', 'this.constructorOf', 'delete'],
      { process: { exit: 'x' }, delete: 1 },
      { process: { exit: HIDDEN }, delete: HIDDEN },
    ],
  ])('%s', (_, paths, copy, expected) => {
    expect(redacted(paths, copy as Record<string, unknown>)).toEqual(expected);
  });

  test('matches keys in any case, also two of them in one object', () => {
    const copy = {
      Req: { HEADERS: { authorization: 'a', Authorization: 'b', AUTHORIZATION: { x: 'c' } } },
      req: { headers: { AuthorizatioN: 'd' } },
    };
    expect(redacted(['req.headers["Authorization"]'], copy)).toEqual({
      Req: { HEADERS: { authorization: HIDDEN, Authorization: HIDDEN, AUTHORIZATION: HIDDEN } },
      req: { headers: { AuthorizatioN: HIDDEN } },
    });
  });

  test('behaves as a plain walk along its steps would, with all others beside it', () => {
    const key = fc.constantFrom('a', 'A', 'b', 'c', '0', 'w', 'k0', 's0', '__proto__');
    const leaf = fc.constantFrom<unknown>('x', 1, true, null, '');
    const { tree } = fc.letrec<{ tree: unknown; object: Record<string, unknown> }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'large', maxDepth: 5 },
        leaf,
        fc.array(tie('tree'), { maxLength: 3 }),
        tie('object'),
      ),
      object: fc.dictionary(key, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
    }));
    const root = fc.dictionary(key, tree, { minKeys: 1, maxKeys: 6, noNullPrototype: true });
    const step = fc.constantFrom('.a', '.b', '.c', '[0]', '.*', '[*]', '["w"]', '.k0');
    const path = fc
      .array(step, { minLength: 1, maxLength: 5 })
      .map((steps) => steps.join('').replace(/^\./, ''));
    fc.assert(
      fc.property(fc.array(path, { minLength: 1, maxLength: 4 }), root, (paths, record) => {
        const expected = structuredClone(record);
        const walks = paths
          .map((text) => parsePath(text))
          .flatMap((p) => ('segments' in p ? [p.segments] : []));
        const found = walks.flatMap((segments) => placesOf(expected, segments));
        for (const [parent, name] of found) parent[name] = HIDDEN;
        const actual = structuredClone(record);
        compilePaths(paths).redact(actual);
        expect(actual).toEqual(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test('leaves nothing of a record behind', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const redactor = compilePaths(['a.secret', 'b[*].secret', '*.*.x', 'a']);
    const seen = (() => {
      const record = { a: { secret: {} }, A: { secret: {} }, b: [{ secret: { x: 1 } }] };
      const parts = [record, record.A, record.b].map((part) => new WeakRef<object>(part));
      redactor.redact(record);
      return parts;
    })();
    await new Promise((resolve) => setTimeout(resolve, 10));
    collect();
    expect(seen.map((part) => part.deref())).toEqual([undefined, undefined, undefined]);
  });
});

/** The places that the steps lead to: the plain reading of a path. */
function placesOf(
  object: unknown,
  [segment, ...rest]: readonly Segment[],
): [Record<string, unknown>, string][] {
  if (typeof object !== 'object' || object === null || segment === undefined) return [];
  const parent = object as Record<string, unknown>;
  const keys = Object.keys(parent).filter(
    (key) => parent[key] != null && ('every' in segment || key.toLowerCase() === segment.key.toLowerCase()),
  );
  return keys.flatMap((key) => (rest.length === 0 ? [[parent, key]] : placesOf(parent[key], rest)));
}

describe('roots', () => {
  test('are the first steps in lower case', () => {
    const { roots, touches } = compilePaths(['Req.headers', 'req.body', '["x-y"].z']);
    expect([...roots].sort()).toEqual(['req', 'x-y']);
    expect(['REQ', 'X-Y', 'res'].map(touches)).toEqual([true, true, false]);
  });

  test('contain a star for a leading wildcard', () => {
    const { roots, touches } = compilePaths(['*.token', 'a']);
    expect([...roots].sort()).toEqual(['*', 'a']);
    expect(touches('anything')).toBe(true);
  });

  test('are empty without paths', () => {
    expect(compilePaths([]).roots.size).toBe(0);
    expect(redacted([], { a: 1 })).toEqual({ a: 1 });
  });
});

describe('the censor', () => {
  test('may be a text', () => {
    expect(redacted(['a'], { a: 1 }, { censor: '***' })).toEqual({ a: '***' });
  });

  test('may be a function of the value and the keys as they are written', () => {
    const censor = vi.fn((value: unknown, path: readonly string[]) => `${path.join('/')}=${typeof value}`);
    expect(redacted(['a[*].secret'], { A: [{ Secret: 1 }, { secret: 'x' }] }, { censor })).toEqual({
      A: [{ Secret: 'A/0/Secret=number' }, { secret: 'A/1/secret=string' }],
    });
  });

  test('that throws writes the placeholder', () => {
    const censor = () => {
      throw new Error('broken');
    };
    expect(redacted(['a', 'b[*]'], { a: 's', b: ['t'] }, { censor })).toEqual({ a: HIDDEN, b: [HIDDEN] });
  });

  test('is asked once for each place, and for a branch after its parts', () => {
    const censor = vi.fn((value: unknown) => (typeof value === 'string' ? 'part' : value));
    expect(redacted(['a', 'a.b', '*.b', 'a.*'], { a: { b: 'secret' } }, { censor })).toEqual({
      a: { b: 'part' },
    });
    expect(censor.mock.calls.map(([, path]: readonly unknown[]) => path)).toEqual([['a', 'b'], ['a']]);
  });

  test('is not needed to remove keys; an element of an array becomes null', () => {
    expect(redacted(['a.b', 'c[0]'], { a: { b: 1, d: 2 }, c: [1, 2] }, { remove: true })).toEqual({
      a: { d: 2 },
      c: [null, 2],
    });
  });
});

describe('a path that is no path', () => {
  const ATTEMPTS: readonly string[] = [
    `a[\`${'$'}{process.exit()}\`]`,
    `a[\`${'$'}{globalThis.ran = true}\`]`,
    'a[globalThis.ran = true]',
    `a["${'$'}{globalThis.ran = true}"]`,
    'a["b"]; globalThis.ran = true; ["c"]',
    'a;globalThis.ran=true',
    'a.b\nglobalThis.ran = true',
    'a.b\u2028globalThis.ran = true',
    'a[(globalThis.ran = true)]',
    'a[(() => { globalThis.ran = true })()]',
    'a, globalThis.ran = true',
    'a || (globalThis.ran = true)',
    'a.b = (globalThis.ran = true)',
    'a?.[globalThis.ran = true]',
    'a["x\\"]; globalThis.ran = true; //"]',
    'a["\\u0022+(globalThis.ran=true)+\\u0022"]',
    'a/* */[globalThis.ran = true]',
    "a['b' + (globalThis.ran = true)]",
    'constructor.constructor("globalThis.ran = true")()',
    'constructor.constructor',
    '__proto__.polluted',
    'a["__proto__"].b',
    'a[process.exit()]',
    'import("node:fs")',
    'a[new Function("globalThis.ran = true")()]',
    'a-globalThis.ran++',
    `a\`${'$'}{globalThis.ran = true}\``,
    '\\u0061.b',
    '[0, globalThis.ran = true]',
    '〇.a = 1',
  ];

  test.each(ATTEMPTS)('is refused and never run: %s', (attempt) => {
    const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
      throw new Error('the path was run');
    });
    const before = Object.keys(globalThis);
    expect(() => compilePaths(['fine', attempt])).toThrow(PathError);
    expect(exit).not.toHaveBeenCalled();
    expect(Object.keys(globalThis)).toEqual(before);
    expect((Object.prototype as Record<string, unknown>)['polluted']).toBeUndefined();
    exit.mockRestore();
  });

  test.each([
    '',
    ' ',
    'a.',
    '.a',
    'a..b',
    'a[',
    'a[]',
    'a[""]',
    'a b',
    'a[-1]',
    'a[01]',
    'a[1.5]',
    'a["b\']',
    'a[b]',
    'a.**',
    '**',
    '$.a',
    'a-b',
    '*a',
    'a*',
    'a.1b',
    'x'.repeat(2_000),
    `a${'.b'.repeat(40)}`,
  ])('is refused: %s', (path) => {
    expect(() => compilePaths([path])).toThrow(PathError);
  });

  test('is named in a sentence of printable characters that says what is allowed', () => {
    const [problem] = problemsOf(['a[\u001b[31m`']);
    expect(problem).toMatch(
      /^the redact path "a\[\\u001b\[31m`" is refused: .* from character 2 on; allowed are names/,
    );
    expect(problemsOf(['h.x-api-key'])[0]).toContain('headers["x-api-key"]');
    expect(problemsOf(['a.**'])[0]).toContain('redact.keys');
  });

  test('is reported together with all the others', () => {
    expect(problemsOf(['a[', 'fine', 'b[', 7 as unknown as string])).toHaveLength(3);
  });

  test('is refused whatever it consists of, or it is data', () => {
    const odd = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^[a.*[\]"'`${}()0-9 ;=]{1,12}$/));
    fc.assert(
      fc.property(odd, (path) => {
        const parsed = parsePath(path);
        return 'problem' in parsed || !/[`\\(){};\n]/.test(path);
      }),
      { numRuns: 1_000 },
    );
  });

  function problemsOf(paths: readonly string[]): readonly string[] {
    try {
      compilePaths(paths);
    } catch (error) {
      if (error instanceof PathError) return error.problems;
    }
    return [];
  }
});

describe('a process that forbids code generation', () => {
  test('is told that paths cannot be used there, and what can', () => {
    const esbuild = createRequire(createRequire(import.meta.url).resolve('tsup'))(
      'esbuild',
    ) as typeof import('esbuild');
    const { outputFiles } = esbuild.buildSync({
      stdin: {
        contents: `import { compilePaths } from './paths.ts';
          try { compilePaths(['a.b']); } catch (error) { console.log(error.name, error.message); }
          console.log(compilePaths([]).roots.size);`,
        resolveDir: new URL('../../src/sanitize/', import.meta.url).pathname,
      },
      bundle: true,
      platform: 'node',
      format: 'cjs',
      define: { 'import.meta.url': JSON.stringify(import.meta.url) },
      write: false,
    });
    const script = outputFiles[0]!.text;
    const output = execFileSync(process.execPath, ['--disallow-code-generation-from-strings', '-e', script], {
      encoding: 'utf8',
    });
    expect(output).toMatch(
      /^PathError redact paths cannot be used .*--disallow-code-generation-from-strings.*redact\.keys\.add.*\n0\n$/,
    );
  });
});
