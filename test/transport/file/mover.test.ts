/** Another program that moves the file away, and makes a new one or not, in the very middle of a rotation of ours. */
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { linesIn, namesIn, openIn, scratch, textOf } from './scratch.js';

const CALLS = [
  ...['openSync', 'closeSync', 'fstatSync', 'lstatSync', 'linkSync', 'renameSync'],
  ...['unlinkSync', 'readdirSync', 'fchmodSync', 'writeSync'],
] as ('openSync' | 'unlinkSync')[];

afterEach(() => {
  vi.restoreAllMocks();
});

/** Runs `step`, and `act` in front of the call number `nth` to the file system that it makes; false when it makes fewer. */
function interrupted(nth: number, hasLinks: boolean, act: () => void, step: () => void): boolean {
  let calls = 0;
  let isActing = false;
  for (const call of CALLS) {
    const real = fs[call] as (...args: unknown[]) => unknown;
    vi.spyOn(fs, call).mockImplementation(((...args: unknown[]) => {
      if (!isActing && calls++ === nth) {
        isActing = true;
        act();
        isActing = false;
      }
      if ((call as string) === 'linkSync' && !hasLinks)
        throw Object.assign(new Error('EPERM: made up'), { code: 'EPERM' });
      return real.apply(fs, args);
    }) as never);
  }
  try {
    step();
  } finally {
    vi.restoreAllMocks();
  }
  return calls > nth;
}

/** More than a rotation makes. */
const MOST_CALLS = 200;

test.each([
  ['with links', true, true],
  ['with links', true, false],
  // Between the look and the rename, a new file of another program can be replaced here.
  ['without links', false, false],
])(
  '%s (%s), moved, and made again (%s), at each moment of a rotation: no line is lost, none is there twice',
  async (_, hasLinks, isNew) => {
    let moments = 0;
    for (let nth = 0; nth < MOST_CALLS; nth++) {
      const folder = scratch();
      const { log, file, notices } = openIn(folder);
      log.write('one\n');
      const moved = path.join(folder, 'moved.1');
      const act = (): void => {
        if (!fs.existsSync(file)) return;
        fs.renameSync(file, moved);
        if (isNew) fs.writeFileSync(file, 'theirs\n', { mode: 0o600, flag: 'wx' });
        moments++;
      };
      const isReached = interrupted(nth, hasLinks, act, () => log.rotate());
      log.write('two\n');
      await log.close();
      const away = fs.existsSync(moved) ? textOf(moved).split('\n') : [];
      const lines = [...linesIn(folder), ...away].filter((line) => line !== '').sort();
      const isMade = isNew && fs.existsSync(moved);
      expect([nth, lines]).toEqual([nth, isMade ? ['one', 'theirs', 'two'] : ['one', 'two']]);
      expect([nth, namesIn(folder).filter((name) => name.startsWith('.'))]).toEqual([nth, []]);
      expect([nth, notices]).toEqual([nth, []]);
      fs.rmSync(folder, { recursive: true });
      if (!isReached) break;
    }
    expect(moments).toBeGreaterThan(10);
    expect(moments).toBeLessThan(MOST_CALLS);
  },
);
