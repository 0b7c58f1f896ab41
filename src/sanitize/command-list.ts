/**
 * A command with its arguments in a list, as child processes have it: `['sshpass', '-p', 'x']`. A short flag means a
 * password only behind its tool, so an argument is read together with both, as the text rules know them.
 */
import type { Beside } from './pairs.js';
import { TOOL_NAMES } from './scrub/match/short-flag-tools.js';

const TOOLS: ReadonlySet<string> = new Set(TOOL_NAMES);
/** First words of those with two. */
const FIRST_WORDS: ReadonlySet<string> = new Set(
  TOOL_NAMES.filter((name) => name.includes(' ')).map((name) => name.split(' ', 1)[0]!),
);
/** A tool stands among the first items, perhaps behind `sudo` and its like. */
const FIRST_ITEMS = 8;
const LONGEST_TOOL = 64;
/** Longer arguments are no passwords. UTF-16 units. */
const LONGEST = 4_096;
/** A flag that takes its value from the next item of an argument list. */
const FLAG = /^--?([A-Za-z][\w.-]{2,63})$/;
/** Flags of tools that are no sensitive names in themselves. */
const SECRET_FLAGS = /^-(?:pw|(?:src|dest)?(?:store|key)pass)$/;
const SHORT_FLAG = /^-[A-Za-z]$/;
/** Flags in one word, of which the last one takes the user: `curl -sSu bob:x`. */
const JOINED = /^-(?:[A-Za-z]{1,8}|-(?:proxy-)?(?=user$))([uU])(?:ser)?$/;

/** Where a program stands beside the list of its arguments. */
const PROGRAMS = [
  ...['path', 'file', 'spawnfile', 'program', 'bin', 'exe', 'executable', 'Path', 'command', 'Command'],
  ...['cmd', 'Cmd'],
] as const;

export class CommandList {
  private tool: string;
  private before: string;
  private count = 0;

  /** @param program that of which the list has the arguments alone, empty where it stands in the list */
  constructor(
    private readonly redact: (text: string) => string,
    program: string,
  ) {
    this.before = baseName(program);
    this.tool = toolOf(program, '') ?? '';
  }

  /** The next item as it is to be shown, were it not for what it says itself. */
  next(item: string): string {
    const { before } = this;
    this.before = item;
    this.count += 1;
    const isFlag = item.charCodeAt(0) === 45;
    if (!isFlag && this.count <= FIRST_ITEMS && item.length <= LONGEST_TOOL)
      this.tool = toolOf(item, before) ?? this.tool;
    if (this.tool === '' || item.length > LONGEST) return item;
    const last = this.tool === 'curl' ? JOINED.exec(before)?.[1] : undefined;
    if (last !== undefined || SHORT_FLAG.test(before))
      return this.read([this.tool, last === undefined ? before : `-${last}`, item]);
    return isFlag && item.length > 2 ? this.read([this.tool, item]) : item;
  }

  private read(items: readonly string[]): string {
    const text = JSON.stringify(items);
    const redacted = this.redact(text);
    if (redacted === text) return items.at(-1)!;
    const [shown] = /"((?:[^"\\]|\\.)*)"\]$/.exec(redacted)?.slice(1) ?? [];
    return shown === undefined ? redacted : (JSON.parse(`"${shown}"`) as string);
  }
}

/** `mysql` of `/usr/bin/mysql`, and `docker login` of two items. */
function toolOf(item: string, before: string): string | undefined {
  const name = baseName(item);
  if (TOOLS.has(name)) return name;
  if (!FIRST_WORDS.has(before)) return undefined;
  const both = `${before} ${item}`;
  return TOOLS.has(both) ? both : undefined;
}

function baseName(item: string): string {
  const name = item.slice(Math.max(item.lastIndexOf('/'), item.lastIndexOf('\\')) + 1).toLowerCase();
  return name.endsWith('.exe') ? name.slice(0, -4) : name;
}

/** The name of a flag (`--password`) that an item of a list is. */
export function flagName(item: string): string | undefined {
  if (item.charCodeAt(0) !== 45) return undefined;
  return SECRET_FLAGS.test(item) ? 'password' : FLAG.exec(item)?.[1];
}

/** The tool whose arguments stand beside it, or empty text. */
export function programBeside({ read }: Beside): string {
  for (const name of PROGRAMS) {
    const program = read(name);
    if (typeof program !== 'string') continue;
    const word = program.split(' ', 1)[0]!;
    const tool = baseName(word);
    if (TOOLS.has(tool) || FIRST_WORDS.has(tool)) return word;
  }
  return '';
}
