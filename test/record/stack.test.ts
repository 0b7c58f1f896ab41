import { describe, expect, test } from 'vitest';
import { createStackWriter, type StackOptions } from '../../src/record/stack.js';

const written = (options: Partial<StackOptions>, stack: string, message = 'boom'): string | undefined =>
  createStackWriter({ policy: 'full', maxLines: 50, cwd: '', home: '', ...options })(stack, message);

const STACK = `Error: boom
    at handler (/srv/app/src/a.js:1:2)
    at async run (file:///srv/app/src/b.js:3:4)
    at /home/ann/tools/c.js:5:6
    at Object.<anonymous> (/opt/other/d.js:7:8)
    at node:internal/process:9:10`;

describe('full', () => {
  test('writes the stack as it is', () => {
    expect(written({}, STACK)).toBe(STACK);
  });
});

describe('none', () => {
  test('writes no stack', () => {
    expect(written({ policy: 'none' }, STACK)).toBeUndefined();
  });
});

describe('maxStackLines', () => {
  test('keeps so many frames and counts the others', () => {
    expect(written({ maxLines: 2 }, STACK)).toBe(
      `${STACK.split('\n').slice(0, 3).join('\n')}\n    [+3 more]`,
    );
  });

  test('0 writes no stack', () => {
    expect(written({ maxLines: 0 }, STACK)).toBeUndefined();
  });

  test('counts frames, not the lines of the message', () => {
    const message = 'one\ntwo\nthree';
    const stack = `Error: ${message}\n    at f (/a.js:1:1)`;
    expect(written({ maxLines: 1 }, stack, message)).toBe(stack);
  });
});

describe('relative', () => {
  const relative = (stack: string, options: Partial<StackOptions> = {}) =>
    written({ policy: 'relative', cwd: '/srv/app', home: '/home/ann', ...options }, stack);

  test('shortens what is under the working directory and the home folder, and nothing else', () => {
    expect(relative(STACK)).toBe(`Error: boom
    at handler (src/a.js:1:2)
    at async run (src/b.js:3:4)
    at ~/tools/c.js:5:6
    at Object.<anonymous> (/opt/other/d.js:7:8)
    at node:internal/process:9:10`);
  });

  test.each([
    '    at f (/srv/application/a.js:1:1)',
    '    at f (/srv/app2/a.js:1:1)',
    '    at f (/home/anna/a.js:1:1)',
  ])('does not take a longer name for the folder: %s', (line) => {
    expect(relative(`Error: boom\n${line}`)).toContain(line);
  });

  test('knows Windows paths', () => {
    const stack = 'Error: boom\n    at f (C:\\work\\app\\a.js:1:1)';
    expect(relative(stack, { cwd: 'C:\\work\\app' })).toBe('Error: boom\n    at f (a.js:1:1)');
  });

  test('does not take the folder out of the middle of another path', () => {
    const stack = 'Error: boom\n    at f (/backup/srv/app/a.js:1:1)';
    expect(relative(stack)).toBe(stack);
  });

  test('knows folders with characters that file URLs leave alone', () => {
    const stack = 'Error: boom\n    at file:///srv/@scope/app/a.js:1:1';
    expect(relative(stack, { cwd: '/srv/@scope/app' })).toBe('Error: boom\n    at a.js:1:1');
  });

  test('knows folders whose URL is encoded', () => {
    const stack = 'Error: boom\n    at f (file:///srv/my%20app/a.js:1:1)\n    at g (/srv/my app/b.js:1:1)';
    expect(relative(stack, { cwd: '/srv/my app' })).toBe(
      'Error: boom\n    at f (a.js:1:1)\n    at g (b.js:1:1)',
    );
  });

  test('does not shorten by the root or by an unknown folder', () => {
    expect(relative(STACK, { cwd: '/', home: '' })).toBe(STACK);
  });

  test('leaves a message that imitates frames as it is', () => {
    const message = 'boom\n    at /srv/app/fake.js:1:1';
    const stack = `Error: ${message}\n    at real (/srv/app/real.js:1:1)`;
    expect(written({ policy: 'relative', cwd: '/srv/app' }, stack, message)).toBe(
      `Error: ${message}\n    at real (real.js:1:1)`,
    );
    expect(written({ maxLines: 1 }, stack, message)).toBe(stack);
  });

  test('works without a message', () => {
    expect(written({ policy: 'relative', cwd: '/srv/app' }, 'Error\n    at f (/srv/app/a.js:1:1)', '')).toBe(
      'Error\n    at f (a.js:1:1)',
    );
  });

  test('works with a message that the stack does not have', () => {
    expect(
      written({ policy: 'relative', cwd: '/srv/app' }, 'Error: old\n    at f (/srv/app/a.js:1:1)', 'new'),
    ).toBe('Error: old\n    at f (a.js:1:1)');
  });
});

describe('names', () => {
  test('writes functions without files', () => {
    expect(written({ policy: 'names' }, STACK)).toBe(`Error: boom
    at handler
    at async run
    at <anonymous>
    at Object.<anonymous>
    at <anonymous>`);
  });

  test('writes nothing of a folder with a parenthesis in its name', () => {
    const stack = 'Error: boom\n    at f (C:\\Program Files (x86)\\app\\a.js:1:1)';
    expect(written({ policy: 'names' }, stack)).toBe('Error: boom\n    at f');
  });

  test('keeps a frame that has no file', () => {
    expect(written({ policy: 'names' }, 'Error: boom\n    at <anonymous>')).toBe(
      'Error: boom\n    at <anonymous>',
    );
  });
});
