/** What a child process does with a writer. Line numbers tell the parent afterwards what is missing. */
import { closeSync, openSync, unlinkSync, writeFileSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import { ENDS } from './ends.mjs';

/** Time for what happens in the background, also on a busy machine. */
const SETTLE_MS = 1_000;

function logAll(writer, count, from = 0) {
  for (let n = from; n < from + count; n += 1) writer.log(n);
}

/** Uses up the disk, and gives what was taken. */
function fill(folder) {
  const ballast = join(folder, 'ballast');
  const fd = openSync(ballast, 'w');
  try {
    for (;;) writeSync(fd, Buffer.alloc(4096));
  } catch {
    closeSync(fd);
  }
  return ballast;
}

/** The documented end, or two seconds. */
const ended = (writer) => Promise.race([writer.end(), sleep(2_000)]);

const memory = () => {
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
};

export const PROGRAMS = {
  /** A burst of lines, then the end. */
  async end(open, { path, count, waitMs, how }) {
    const writer = await open({ path });
    if (waitMs > 0) await sleep(waitMs);
    logAll(writer, count);
    await ENDS[how](writer);
  },

  /** The disk fills up, and has room again later. */
  async disk(open, { path }) {
    const writer = await open({ path });
    await sleep(SETTLE_MS);
    logAll(writer, 100);
    await sleep(SETTLE_MS);
    const ballast = fill(dirname(path));
    for (let from = 100; from < 1_100; from += 100) {
      logAll(writer, 100, from);
      await turn();
    }
    await sleep(SETTLE_MS);
    unlinkSync(ballast);
    await sleep(1_000);
    logAll(writer, 100, 1_100);
    await ended(writer);
    return { dropped: writer.dropped?.() };
  },

  /** The disk is full when the process wants to end. */
  async diskExit(open, { path, exitedAt }) {
    const writer = await open({ path });
    await sleep(SETTLE_MS);
    fill(dirname(path));
    logAll(writer, 1_000);
    await sleep(SETTLE_MS);
    writeFileSync(exitedAt, String(Date.now()));
    process.exit(0);
  },

  /** Nobody reads what is written. */
  async stuck(open, { count }) {
    const writer = await open({});
    const before = memory();
    logAll(writer, count);
    return { grown: memory() - before, dropped: writer.dropped?.() };
  },

  /** One of several processes that write to the same file. */
  async share(open, { path, size, count, from }) {
    const writer = await open({ path, size });
    for (let n = from; n < from + count; n += 50) {
      logAll(writer, 50, n);
      await turn();
    }
    await ended(writer);
    await sleep(SETTLE_MS);
  },

  /** Files of all kinds, with a umask that takes no right away. */
  async modes(open, { path, size, mode }) {
    process.umask(0);
    const writer = await open({ path, size, mode });
    for (let n = 0; n < 1_000; n += 50) {
      logAll(writer, 50, n);
      await turn();
    }
    await ended(writer);
    await sleep(SETTLE_MS);
  },

  /** A symbolic link stands at the path. */
  async link(open, { path }) {
    const writer = await open({ path });
    logAll(writer, 10);
    await ended(writer);
  },
};
