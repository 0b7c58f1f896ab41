import { describe, expect, test } from 'vitest';
import { parsePin } from '../../../src/transport/syslog/pins.js';

describe('a pin', () => {
  const hex = 'ab'.repeat(32);
  const colons = 'AB:'.repeat(32).slice(0, -1);

  test.each([hex, colons, `sha-256:${colons}`, `SHA256:${hex.toUpperCase()}`, ` ${hex}`])(
    'may be written %s',
    (pin) => {
      expect(parsePin(pin)).toBe(colons);
    },
  );

  test.each(['', 'ab', `sha-1:${'AB:'.repeat(20).slice(0, -1)}`, `${hex}00`, `sha-512:${hex}`])(
    'is not %j',
    (pin) => {
      expect(parsePin(pin)).toBeUndefined();
    },
  );
});
