/** Finds where in the application a log call stands. Costly: only asked for by templates that print it. */
import { basename } from 'node:path';

export interface RawSite {
  /** The file's name without folder and extension, as Python's `%(module)s`. */
  readonly module: string;
  readonly function: string;
  readonly line: number;
}

/** `    at fn (file:1:2)` or `    at file:1:2`; the path may hold colons and blanks. */
const FRAME = /^\s*at (?:(.*) \()?(.*?):(\d+):\d+\)?$/;

/** The caller of the function that called `entry`. Undefined where the engine cannot tell. */
export function callSite(entry: (...args: never[]) => unknown): RawSite | undefined {
  const stack = stackFrom(entry);
  if (stack === undefined) return undefined;
  const frame = stack.split('\n').filter((line) => line.startsWith('    at '))[1];
  const match = frame === undefined ? null : FRAME.exec(frame);
  if (match === null) return undefined;
  const [, name, file, line] = match;
  return {
    module: basename(file as string).replace(/\.\w+$/, ''),
    function: name ?? '<anonymous>',
    line: Number(line),
  };
}

/** The application can have replaced how stacks are made, by something that throws or gives no text. */
function stackFrom(entry: (...args: never[]) => unknown): string | undefined {
  try {
    const holder: { stack?: unknown } = {};
    Error.captureStackTrace(holder, entry);
    return typeof holder.stack === 'string' ? holder.stack : undefined;
  } catch {
    return undefined;
  }
}
