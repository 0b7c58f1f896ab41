import { pathToFileURL } from 'node:url';
import { describe, expect, test } from 'vitest';
import { outcomeOf } from './settings-of.js';

function filesOf(file: unknown, env: Record<string, string> = {}) {
  const { settings, problems } = outcomeOf({ file }, env);
  return { files: settings.files, problems };
}

test.each<[string, unknown, readonly string[]]>([
  ['none', undefined, []],
  ['none, when it is switched off', false, []],
  ['a path', '/var/log/app.log', ['/var/log/app.log']],
  ['a URL', pathToFileURL('/var/log/app.log'), ['/var/log/app.log']],
  ['options', { path: 'app.log', size: '1M' }, ['app.log']],
  ['several', ['a.log', { path: 'b.log' }], ['a.log', 'b.log']],
])('%s', (_, given, paths) => {
  const { files, problems } = filesOf(given, { CODOMYRMEX_LOG_FILE: given === false ? 'x.log' : '' });
  expect(problems).toEqual([]);
  expect(files.map(({ path }) => path)).toEqual(paths);
});

test.each<[unknown, RegExp]>([
  [{ size: '1M' }, /^option file\.path is missing; allowed: a path$/],
  [['a.log', {}], /^option file\[1\]\.path is missing/],
  [17, /^option file is 17; allowed: an object of options$/],
  ['logs/', /^option file is "logs\/" \(it names a folder\)/],
  [{ path: 'a.log', sizes: 1 }, /^option file\.sizes is not known \(did you mean size\?\)/],
])('%j is refused by name', (given, sentence) => {
  expect(filesOf(given).problems).toContainEqual(expect.stringMatching(sentence));
});

describe('the size of all files together', () => {
  test.each([
    ['1M', '2M'],
    ['1K', 2_048],
    ['10M', '1G'],
  ])('may be twice the size of one, %s, or more: %s', (size, maxTotalSize) => {
    const { files, problems } = filesOf({ path: 'a.log', size, maxTotalSize });
    expect(problems).toEqual([]);
    expect(files[0]?.maxTotalSizeBytes).toBeGreaterThanOrEqual(2 * (files[0]?.sizeBytes ?? 0));
  });

  test('is refused below that, in code and in a variable', () => {
    const inCode = filesOf({ path: 'a.log', size: '1M', maxTotalSize: 2 * 1024 ** 2 - 1 });
    expect(inCode.problems).toEqual([
      'option file.maxTotalSize is 2097151 bytes; allowed: twice the size at which the file is rotated, 2097152 bytes, or more',
    ]);
    const env = { CODOMYRMEX_LOG_FILE: 'a.log', CODOMYRMEX_LOG_FILE_MAX_TOTAL_SIZE: '19M' };
    const inVariable = filesOf(undefined, env);
    expect(inVariable.problems).toEqual([
      expect.stringMatching(/^CODOMYRMEX_LOG_FILE_MAX_TOTAL_SIZE is \d+ bytes; allowed: twice the size/),
    ]);
    expect(inVariable.files[0]?.maxTotalSizeBytes).toBeUndefined();
  });
});

test.each<[object, RegExp]>([
  [{ env: 17 }, /^option env is 17; allowed: an object of texts/],
  [{ transports: {} }, /^option transports is an object; allowed: a list of transports$/],
])('beside it, %j is refused by name', async (options, sentence) => {
  const { resolve } = await import('../../src/config/resolve.js');
  const { describeProblem } = await import('../../src/config/problem.js');
  const { problems } = resolve(options);
  expect(problems.map(describeProblem)).toContainEqual(expect.stringMatching(sentence));
});
