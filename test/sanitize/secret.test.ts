import { format, inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { describe, expect, test } from 'vitest';
import { createPseudonymizer, problemWithKey } from '../../src/sanitize/pseudonym.js';
import { ref } from '../../src/sanitize/ref.js';
import { isSecret, secret } from '../../src/sanitize/secret.js';

const HIDDEN = '[REDACTED]';
const VALUE = 'correct horse battery staple';
const wrapped = secret(VALUE);

describe('a secret', () => {
  test.each<[string, () => unknown]>([
    ['String()', () => String(wrapped)],
    ['a template literal', () => `${wrapped}`],
    ['concatenation', () => 'x: '.concat(wrapped as unknown as string).slice(3)],
    ['toString', () => wrapped.toString()],
    ['toLocaleString', () => wrapped.toLocaleString()],
    ['valueOf', () => wrapped.valueOf()],
    ['join', () => [wrapped].join()],
    ['JSON', () => JSON.parse(JSON.stringify(wrapped))],
    ['inspect', () => inspect(wrapped)],
    ['format %s', () => format('%s', wrapped)],
    ['format %o', () => format('%O', wrapped)],
    ['a property key', () => Object.keys({ [wrapped as unknown as string]: 1 })[0]],
  ])('comes out of %s as a placeholder', (_, door) => {
    expect(door()).toBe(HIDDEN);
  });

  test.each<[string, () => unknown]>([
    ['spread', () => ({ ...wrapped })],
    ['Object.values', () => Object.values(wrapped)],
    ['Object.entries', () => Object.entries(wrapped)],
    ['own names', () => Reflect.ownKeys(wrapped)],
    ['assign', () => Object.assign({}, wrapped)],
    ['structuredClone', () => structuredClone(wrapped)],
    ['v8 serialisation', () => deserialize(serialize(wrapped))],
    ['inspect without hooks', () => inspect(wrapped, { customInspect: false, showHidden: true, depth: 9 })],
    ['a nested object', () => inspect({ a: [wrapped], m: new Map([['k', wrapped]]) }, { depth: 9 })],
    ['an error', () => inspect(new Error(`failed with ${wrapped}`, { cause: wrapped }))],
    ['a number', () => Number(wrapped)],
    [
      'for in',
      () => {
        const keys = [];
        for (const key in wrapped) keys.push(key);
        return keys;
      },
    ],
    ['serialised bytes', () => serialize(wrapped).toString('latin1')],
  ])('does not come out of %s', (_, door) => {
    const result = door();
    expect(inspect(result, { customInspect: false, showHidden: true, depth: 9 })).not.toContain('horse');
    expect(JSON.stringify(result) ?? '').not.toContain('horse');
  });

  test('is given back by reveal only', () => {
    const object = { password: VALUE };
    expect(wrapped.reveal()).toBe(VALUE);
    expect(secret(object).reveal()).toBe(object);
  });

  test('stays the one it is when it is wrapped again, and cannot be changed', () => {
    expect(secret(wrapped)).toBe(wrapped);
    expect(Object.isFrozen(wrapped)).toBe(true);
  });

  test('is recognised, also one of another copy of this package, and nothing else is', () => {
    expect(isSecret(wrapped)).toBe(true);
    expect(isSecret({ [Symbol.for('codomyrmex-logging/secret')]: true })).toBe(true);
    const hostile = new Proxy(
      {},
      {
        get: () => {
          throw new Error('trap');
        },
      },
    );
    for (const other of [undefined, null, 0, '', HIDDEN, {}, [], hostile])
      expect(isSecret(other)).toBe(false);
  });
});

describe('a pseudonym', () => {
  const key = { keyId: 'k1', key: '0123456789abcdef0123456789abcdef' };
  const pseudonymize = createPseudonymizer(key);

  test('is the same for the same value, and another for another value, kind or key', () => {
    const one = pseudonymize('email', 'ann@example.org');
    expect(one).toMatch(/^\[REDACTED:email:k1:[0-9a-f]{16}\]$/);
    expect(pseudonymize('email', 'ann@example.org')).toBe(one);
    expect(pseudonymize('email', 'bob@example.org')).not.toBe(one);
    expect(pseudonymize('user', 'ann@example.org').slice(-17)).not.toBe(one.slice(-17));
    const other = createPseudonymizer({ keyId: 'k1', key: 'another key of some length' });
    expect(other('email', 'ann@example.org')).not.toBe(one);
  });

  test('is an HMAC-SHA256 of kind and value, cut to 64 bits', () => {
    // Computed with: printf 'email\0ann@example.org' | openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef
    expect(pseudonymize('email', 'ann@example.org')).toBe('[REDACTED:email:k1:5b4756b7f15796c0]');
  });

  test('cannot be broken out of by its kind', () => {
    expect(pseudonymize('a]\n"b', 'x')).toMatch(/^\[REDACTED:a---b:k1:[0-9a-f]{16}\]$/);
    expect(pseudonymize('', 'x')).toMatch(/^\[REDACTED:value:k1:/);
  });

  test('needs a key of 16 bytes and a plain key id; the complaint does not contain the key', () => {
    for (const bad of [
      { keyId: 'k1', key: 'too short' },
      { keyId: 'k:1', key: key.key },
      { keyId: '', key: key.key },
      { keyId: 'k', key: 7 },
    ]) {
      const problem = problemWithKey(bad as never);
      expect(problem).toMatch(/^the pseudonym key/);
      expect(problem).not.toContain(String(bad.key));
      expect(() => createPseudonymizer(bad as never)).toThrow(TypeError);
    }
    expect(problemWithKey(key)).toBeUndefined();
  });
});

describe('a reference', () => {
  test('is the same for the same value within the process', () => {
    expect(ref('user', 17)).toBe(ref('user', '17'));
    expect(ref('user', 17)).not.toBe(ref('user', 18));
    expect(ref('user', { a: 1 })).toBe(ref('user', { a: 1 }));
    expect(ref('user', 17)).toMatch(/^\[REDACTED:user:local:[0-9a-f]{16}\]$/);
  });

  test('is made with the key of the application if there is one', () => {
    const key = { keyId: 'k2', key: 'x'.repeat(32) };
    expect(ref('user', 'ann', key)).toBe(createPseudonymizer(key)('user', 'ann'));
  });

  test('exists for every value', () => {
    const circular: Record<string, unknown> = {};
    circular['self'] = circular;
    for (const odd of [undefined, null, Symbol('s'), circular, () => 1, 1n, Object.create(null)]) {
      expect(ref('odd', odd)).toMatch(/^\[REDACTED:odd:local:/);
    }
  });
});
