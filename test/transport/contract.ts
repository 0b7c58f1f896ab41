/**
 * What every transport has to keep, ours and the application's own. Call it at the top of a test file:
 *
 *     describeTransport('mine', async () => ({ transport: openMine(path), received: () => readFileSync(path, 'utf8') }));
 */
import { afterEach, describe, expect, test } from 'vitest';
import type { Transport } from '../../src/index.js';

export interface TransportUnderTest {
  readonly transport: Transport;
  /** All that has arrived where the transport writes to, in order. Asked after `flush()` or `close()`. */
  received(): string | Promise<string>;
  /** Takes away what was made for the test. */
  remove?(): void | Promise<void>;
}

const line = (n: number): string => `{"n":${n},"text":"\u00e9\u4e16\u{1f600}"}\n`;
const lines = (count: number): string[] => Array.from({ length: count }, (_, n) => line(n));

export function describeTransport(
  name: string,
  make: () => TransportUnderTest | Promise<TransportUnderTest>,
): void {
  describe(`${name} keeps the contract of a transport`, () => {
    let made: TransportUnderTest | undefined;
    const open = async (): Promise<TransportUnderTest> => {
      made = await make();
      return made;
    };
    afterEach(async () => {
      await made?.transport.close?.();
      await made?.remove?.();
      made = undefined;
    });

    test('it has a name', async () => {
      const { transport } = await open();
      expect(transport.name).toMatch(/\S/);
    });

    test('write gives nothing back and takes any line', async () => {
      const { transport } = await open();
      expect(transport.write(line(0))).toBeUndefined();
      expect(transport.write('\n')).toBeUndefined();
      expect(transport.write(`${'x'.repeat(300_000)}\n`)).toBeUndefined();
    });

    test('lines arrive once, whole and in order', async () => {
      const { transport, received } = await open();
      for (const one of lines(500)) transport.write(one);
      await transport.flush?.();
      expect(await received()).toBe(lines(500).join(''));
    });

    test('flush waits for what was written before it, and may be called when there is nothing', async () => {
      const { transport, received } = await open();
      await transport.flush?.();
      transport.write(line(1));
      await transport.flush?.();
      await transport.flush?.();
      expect(await received()).toBe(line(1));
    });

    test('flushes at the same time all end', async () => {
      const { transport } = await open();
      transport.write(line(1));
      await Promise.all([transport.flush?.(), transport.flush?.(), transport.flush?.()]);
    });

    test('close flushes, and may be called again', async () => {
      const { transport, received } = await open();
      for (const one of lines(100)) transport.write(one);
      await Promise.all([transport.close?.(), transport.close?.()]);
      await transport.close?.();
      expect(await received()).toBe(lines(100).join(''));
    });

    test('after close, write and flush do no harm', async () => {
      const { transport, received } = await open();
      transport.write(line(1));
      await transport.close?.();
      expect(() => transport.write(line(2))).not.toThrow();
      await transport.flush?.();
      expect(await received()).toBe(line(1));
    });
  });
}
