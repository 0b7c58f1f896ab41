/**
 * Who made a lock or a temporary file, and whether that one still lives.
 *
 * A token is `<pid>-<thread>-<start>-<scope>`. The start time tells a process from a later one with the same id (in a
 * container every process is number 1); the scope tells process ids of another container, machine or boot, which
 * cannot be looked up here, from ours.
 */
import fs from 'node:fs';
import os from 'node:os';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const threads = () => process.getBuiltinModule('node:worker_threads');

/** A file of an owner that cannot be looked up (another scope) is stale after this time without a change. */
const UNKNOWN_OWNER_MS = 60_000;
/** Another thread of this process cannot be looked up either; what it does under a lock takes milliseconds. */
const OTHER_THREAD_MS = 5_000;

let ownToken: string | undefined;

/** The token of this process and thread. */
export function owner(): string {
  ownToken ??= `${process.pid}-${threads().threadId}-${startOf('self') ?? '0'}-${scope()}`;
  return ownToken;
}

/**
 * Whether the owner behind `token` is gone, so that its file may be removed.
 * @param ageMs time since the file was last changed, by the wall clock
 */
export function isDead(token: string, ageMs: number): boolean {
  const [pidText = '', thread, start, where] = token.split('-');
  const [ownPid, , ownStart, ownScope] = owner().split('-');
  if (where !== ownScope) return ageMs > UNKNOWN_OWNER_MS;
  if (pidText === ownPid) {
    if (start !== ownStart) return true;
    return thread === String(threads().threadId) ? false : ageMs > OTHER_THREAD_MS;
  }
  const pid = Number(pidText);
  if (!isRunning(pid)) return true;
  const startNow = startOf(pid);
  // No way to see start times (macOS): a running process with that id counts as the owner for a minute.
  if (startNow === undefined) return ageMs > UNKNOWN_OWNER_MS;
  return startNow !== start;
}

/** Whether a process with that id runs, under whatever name. A zombie does not. */
export function isRunning(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return startOf(pid) !== 'zombie';
}

/** Start time in clock ticks since boot, base 36; `zombie` for a dead process nobody has waited for; undefined without /proc. */
function startOf(pid: number | 'self'): string | undefined {
  try {
    const text = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field is the command in parentheses and may itself hold blanks and parentheses.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return 'zombie';
    return Number(fields[19]).toString(36);
  } catch {
    return undefined;
  }
}

function scope(): string {
  const parts = [os.hostname()];
  for (const read of [
    () => fs.readFileSync('/proc/sys/kernel/random/boot_id', 'latin1'),
    () => fs.readlinkSync('/proc/self/ns/pid'),
  ]) {
    try {
      parts.push(read());
    } catch {
      // Not Linux: the host name alone has to do.
    }
  }
  return fnv1a(parts.join('\n')).toString(16).padStart(8, '0');
}

/** 32-bit FNV-1a: tells scopes apart, hides nothing. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}
