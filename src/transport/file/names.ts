/**
 * The names of the files beside a log file. What does not match one of these patterns exactly was not written here and
 * is never touched.
 *
 *   app.log                                         current
 *   app-20261122T010203.456Z-4711-0.log             rotated: UTC time of the rotation, process id, counter
 *   app-20261122T010203.456Z-4711-0.log.gz          compressed
 *   .app.log.new.<owner>.tmp                        the next file, before it takes its place
 *   .app-20261122T010203.456Z-4711-0.log.gz.<owner>.tmp   compression at work
 *   .app.break.<owner>.tmp                          a stale lock of that owner is being removed
 *   .app.lock.<owner>.tmp                           the lock, before it gets its name
 *   .app.lock                                       rotation at work
 */
import path from 'node:path';

/** A rotated file as its name tells it. */
export interface RotatedName {
  /** File name without `.gz`. */
  readonly plain: string;
  /** Time of the rotation, milliseconds since the epoch, UTC. */
  readonly time: number;
  readonly pid: number;
  readonly counter: number;
  readonly compressed: boolean;
}

export interface TemporaryName {
  /** Text of the owner's token. */
  readonly owner: string;
  /** The rotated file that is being compressed; undefined for a file that is to become the current one, or the lock. */
  readonly rotated: string | undefined;
}

export interface Names {
  readonly current: string;
  readonly lock: string;
  /** The file that becomes the lock. */
  claim(owner: string): string;
  /** The right to remove a stale lock in which `token` stands. */
  right(token: string): string;
  isRight(name: string): boolean;
  rotated(time: number, counter: number): string;
  next(owner: string): string;
  compressing(rotated: string, owner: string): string;
  parseRotated(name: string): RotatedName | undefined;
  parseTemporary(name: string): TemporaryName | undefined;
}

// 20261122T010203.456Z
const STAMP = String.raw`(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d\.\d{3})Z`;
// 4711-0-8f3a1-1c9be0d2, see owner.ts
const OWNER = '([0-9]+-[0-9]+-[0-9a-z]+-[0-9a-f]{8})';
const TOKEN = new RegExp(`^${OWNER}$`);

/** Names for the log file `file` (a base name), as this process gives them. */
export function namesFor(file: string, pid: number): Names {
  const { name: base, ext } = path.parse(file);
  const b = literal(base);
  const e = literal(ext);
  const rotatedPattern = new RegExp(String.raw`^${b}-${STAMP}-(\d{1,10})-(\d{1,10})${e}(\.gz)?$`);
  const nextPattern = new RegExp(String.raw`^\.${b}(?:${e}\.new|\.lock)\.${OWNER}\.tmp$`);
  const rightPattern = new RegExp(String.raw`^\.${b}\.break\.(?:${OWNER}|nobody)\.tmp$`);
  const compressingPattern = new RegExp(String.raw`^\.(.+)\.gz\.${OWNER}\.tmp$`);

  function parseRotated(name: string): RotatedName | undefined {
    const match = rotatedPattern.exec(name);
    if (match === null) return undefined;
    const [, y, mo, d, h, mi, s, pidText, counter, gz] = match;
    const time = Date.parse(`${y}-${mo}-${d}T${h}:${mi}:${s}Z`);
    if (Number.isNaN(time)) return undefined;
    const plain = gz === undefined ? name : name.slice(0, -gz.length);
    return { plain, time, pid: Number(pidText), counter: Number(counter), compressed: gz !== undefined };
  }

  function parseTemporary(name: string): TemporaryName | undefined {
    const next = nextPattern.exec(name);
    if (next !== null) return { owner: next[1] as string, rotated: undefined };
    const compressing = compressingPattern.exec(name);
    if (compressing === null) return undefined;
    const rotated = parseRotated(compressing[1] as string);
    if (rotated === undefined || rotated.compressed) return undefined;
    return { owner: compressing[2] as string, rotated: rotated.plain };
  }

  return {
    current: file,
    lock: `.${base}.lock`,
    claim: (owner) => `.${base}.lock.${owner}.tmp`,
    right: (token) => `.${base}.break.${TOKEN.test(token) ? token : 'nobody'}.tmp`,
    isRight: (name) => rightPattern.test(name),
    rotated: (time, counter) => `${base}-${stamp(time)}-${pid}-${counter}${ext}`,
    next: (owner) => `.${file}.new.${owner}.tmp`,
    compressing: (rotated, owner) => `.${rotated}.gz.${owner}.tmp`,
    parseRotated,
    parseTemporary,
  };
}

/** What file systems take as a name. Bytes. */
const MAX_NAME = 255;

/** Why a log file cannot be called so: it could be written, but never rotated. Undefined when it can. */
export function nameProblem(names: Names, owner: string): string | undefined {
  const longest = names.compressing(names.rotated(0, 9_999), owner);
  const excess = Buffer.byteLength(longest) - MAX_NAME;
  if (excess <= 0) return undefined;
  const most = Buffer.byteLength(names.current) - excess;
  return `its name is too long to be rotated: at most ${most} bytes are allowed`;
}

/** 9999-12-31T23:59:59.999Z; beyond it, an ISO date has another width. */
const LAST_STAMP = 253_402_300_799_999;

function stamp(time: number): string {
  return new Date(Math.min(Math.max(time, 0), LAST_STAMP)).toISOString().replace(/[-:]/g, '');
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
