/**
 * Random interleavings of lines with everything that happens to a log file. What must hold: the lines on the disk, or
 * in a file that was removed or truncated after they were written, are the acknowledged lines, each once, in order.
 */
import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { openFileTransport } from '../../../src/transport/file/file-transport.js';
import { leaveRoom } from './room.js';
import { namesIn, numbered, optionsFor, scratch, textOf } from './scratch.js';

const RUNS = Number(process.env['RUNS'] ?? 1000);

const step = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('write' as const), n: fc.integer({ min: 1, max: 25 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rotate' as const), n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('reopen' as const), n: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('rename' as const), n: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete' as const), n: fc.constant(0) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('truncate' as const), n: fc.constant(0) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove folder' as const), n: fc.constant(0) }) },
  // The disk takes so many bytes more, then nothing.
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('fill' as const), n: fc.integer({ min: 0, max: 60 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('free' as const), n: fc.constant(0) }) },
);

afterEach(() => {
  vi.restoreAllMocks();
});

test('the lines that can be found are the lines that were acknowledged', { timeout: 300_000 }, async () => {
  const room = leaveRoom(Number.POSITIVE_INFINITY);
  const base = scratch();
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), fc.boolean(), async (steps, limited) => {
      const folder = path.join(base, String(run++), 'logs');
      const file = path.join(folder, 'app.log');
      const notices: string[] = [];
      const options = optionsFor(file, { sizeBytes: limited ? 300 : undefined });
      const log = openFileTransport(options, (text) => notices.push(text));
      /** What was taken away: text that was cut off, and files that only we still hold. */
      const texts: string[] = [];
      const held: number[] = [];
      let count = 0;
      let moved = 0;
      const hold = (name: string): void => {
        held.push(fs.openSync(path.join(folder, name), 'r'));
      };

      for (const { do: what, n } of steps) {
        const exists = fs.existsSync(file);
        if (what === 'write') for (let i = 0; i < n; i++) log.write(`line ${count++}\n`);
        else if (what === 'rotate') log.rotate();
        else if (what === 'reopen') log.reopen();
        else if (what === 'rename' && exists) fs.renameSync(file, `${file}.${moved++}`);
        else if (what === 'delete' && exists) {
          hold('app.log');
          fs.unlinkSync(file);
        } else if (what === 'truncate' && exists) {
          // Half a line that waited is cut off as well; it is written again from its start.
          texts.push(textOf(file).replace(/[^\n]+$/, ''));
          fs.truncateSync(file);
        } else if (what === 'remove folder' && fs.existsSync(folder)) {
          namesIn(folder).forEach(hold);
          fs.rmSync(folder, { recursive: true });
        } else if (what === 'fill') room.left = n;
        else if (what === 'free') room.left = Number.POSITIVE_INFINITY;
      }
      room.left = Number.POSITIVE_INFINITY;
      await log.flush();
      await log.close();

      if (fs.existsSync(folder))
        for (const name of namesIn(folder)) texts.push(textOf(path.join(folder, name)));
      for (const fd of held) {
        texts.push(fs.readFileSync(fd, 'utf8'));
        fs.closeSync(fd);
      }
      const first = (text: string): number => Number(/^line (\d+)\n/.exec(text)?.[1] ?? -1);
      const found = texts.filter((text) => text !== '').sort((a, b) => first(a) - first(b));
      expect(found.join('')).toBe(
        numbered(count)
          .map((line) => `${line}\n`)
          .join(''),
      );
      expect(log.health()).toMatchObject({ state: 'closed', queuedBytes: 0, dropped: 0 });
      expect(fs.existsSync(folder) ? namesIn(folder).filter((name) => name.startsWith('.')) : []).toEqual([]);
      fs.rmSync(path.dirname(folder), { recursive: true, force: true });
    }),
    { numRuns: RUNS },
  );
});
