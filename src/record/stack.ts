/** What of a stack trace is written. */
import { pathToFileURL } from 'node:url';

/**
 * `full`: as it is. `relative`: paths in frames are shortened where they lie under the working directory or the
 * home folder. `names`: frames name functions, not files. `none`: no stack.
 */
export const STACK_POLICIES = ['full', 'relative', 'names', 'none'] as const;
export type StackPolicy = (typeof STACK_POLICIES)[number];

export interface StackOptions {
  readonly policy: StackPolicy;
  /** Frames kept; the rest is counted. 0: no stack. */
  readonly maxLines: number;
  /** Working directory without a trailing separator; empty: not known. */
  readonly cwd: string;
  /** Home folder, likewise. */
  readonly home: string;
}

export type StackWriter = (stack: string, message: string) => string | undefined;

/** A frame as V8 prints it. Everything else (the message, a wrapped message) is text. */
const FRAME = /^ {4}at /;

/** Makes the function that applies `options` to `error.stack`; it gives undefined where nothing is to be shown. */
export function createStackWriter(options: StackOptions): StackWriter {
  const { policy, maxLines } = options;
  if (policy === 'none' || maxLines === 0) return () => undefined;
  const shorten = policy === 'relative' ? createShortener(options) : policy === 'names' ? withoutPath : same;
  return (stack, message) => {
    const start = endOfHeading(stack, message);
    const lines = stack.slice(start).split('\n');
    const kept: string[] = [];
    let frames = 0;
    for (const line of lines) {
      if (!FRAME.test(line)) kept.push(line);
      else if (frames++ < maxLines) kept.push(shorten(line));
    }
    if (frames > maxLines) kept.push(`    [+${frames - maxLines} more]`);
    return stack.slice(0, start) + kept.join('\n');
  };
}

/** The offset behind the message at the top of the stack: a message that imitates frames is left as it is. */
function endOfHeading(stack: string, message: string): number {
  const at = placeOfMessage(stack, message);
  return at < 0 ? 0 : at + message.length;
}

/** Of what stands before the message. UTF-16 units. */
const LONGEST_TYPE = 256;

/** Where the message stands in the stack, behind its type; -1: nowhere near its start. */
export function placeOfMessage(stack: string, message: string): number {
  // Of a long text each place would be compared with a long one.
  return message === '' ? -1 : stack.slice(0, LONGEST_TYPE + message.length).indexOf(message);
}

function same(line: string): string {
  return line;
}

/** `    at handler (/srv/app/a.js:1:2)` becomes `    at handler`. */
function withoutPath(line: string): string {
  const open = line.indexOf(' (');
  if (open >= 0) return line.slice(0, open);
  return /[/\\:]/.test(line) ? '    at <anonymous>' : line;
}

/** Replaces the working directory by nothing and the home folder by `~`, where a path begins, also in URLs. */
function createShortener(options: StackOptions): (line: string) => string {
  const folders = [
    { folder: options.cwd, short: '' },
    { folder: options.home, short: '~/' },
  ].filter(({ folder }) => folder.length > 1);
  const prefixes = folders.flatMap(({ folder, short }) =>
    [`${pathToFileURL(folder).href}/`, `${folder}/`, `${folder}\\`].map((prefix) => ({ prefix, short })),
  );
  return (line) => {
    let shortened = line;
    for (const { prefix, short } of prefixes) shortened = withoutPrefix(shortened, prefix, short);
    return shortened;
  };
}

/** A path in a frame begins behind a blank or a bracket. */
function withoutPrefix(line: string, prefix: string, short: string): string {
  if (!line.includes(prefix)) return line;
  return line.replaceAll(` ${prefix}`, ` ${short}`).replaceAll(`(${prefix}`, `(${short}`);
}
