/** What every transport has to keep, whoever wrote it. */
import { describe, expect, it } from 'vitest';
import type { BuiltinTransport, Transport } from '../../src/transport/transport.js';

export interface Opened {
  readonly transport: Transport;
  /** What has arrived at the destination, as one text. */
  arrived(): string | Promise<string>;
}

const LINES = [
  '{"message":"first"}\n',
  'second - with "quotes" and \\n escaped\n',
  '\n',
  `${'long '.repeat(20_000)}end\n`,
  'Grüße, 你好, 🙂\n',
  ...Array.from({ length: 500 }, (_, index) => `line ${index}\n`),
];

function isBuiltin(transport: Transport): transport is BuiltinTransport {
  return 'health' in transport;
}

/** Runs the suite; `make` opens a new transport with an empty destination for each test. */
export function describeTransport(name: string, make: () => Opened | Promise<Opened>): void {
  describe(`the transport contract, kept by ${name}`, () => {
    it('has a name', async () => {
      const { transport } = await make();
      expect(transport.name).toMatch(/\S/);
      await transport.close?.();
    });

    it('takes a line without throwing and gives nothing back', async () => {
      const { transport } = await make();
      expect(transport.write('one\n')).toBeUndefined();
      await transport.close?.();
    });

    it('delivers every line once, whole and in order, before flush resolves', async () => {
      const { transport, arrived } = await make();
      for (const line of LINES) transport.write(line);
      await transport.flush?.();
      expect(await arrived()).toBe(LINES.join(''));
      await transport.close?.();
    });

    it('delivers what was not flushed before close resolves', async () => {
      const { transport, arrived } = await make();
      for (const line of LINES) transport.write(line);
      await transport.close?.();
      expect(await arrived()).toBe(LINES.join(''));
    });

    it('goes on after a flush, and flushes with nothing to do', async () => {
      const { transport, arrived } = await make();
      await transport.flush?.();
      transport.write('one\n');
      await Promise.all([transport.flush?.(), transport.flush?.()]);
      transport.write('two\n');
      await transport.flush?.();
      expect(await arrived()).toBe('one\ntwo\n');
      await transport.close?.();
    });

    it('is closed twice, and at the same time, as if it were once', async () => {
      const { transport, arrived } = await make();
      transport.write('one\n');
      await Promise.all([transport.close?.(), transport.close?.()]);
      await transport.close?.();
      expect(await arrived()).toBe('one\n');
    });

    it('does not throw for a line or a flush that comes after close', async () => {
      const { transport, arrived } = await make();
      transport.write('one\n');
      await transport.close?.();
      expect(() => transport.write('late\n')).not.toThrow();
      await transport.flush?.();
      expect((await arrived()).startsWith('one\n')).toBe(true);
    });

    it('tells its health, if it does, as plain data that fits its state', async () => {
      const { transport } = await make();
      if (!isBuiltin(transport)) return;
      transport.write('one\n');
      await transport.flush();
      const health = transport.health();
      expect(structuredClone(health)).toEqual(health);
      expect(Object.getPrototypeOf(health)).toBe(Object.prototype);
      expect(health).toEqual({ state: 'ok', queuedBytes: 0, dropped: 0, lastError: undefined });
      await transport.close();
      expect(transport.health()).toMatchObject({ state: 'closed', queuedBytes: 0, dropped: 0 });
    });
  });
}
