/** When two records are alike: the same logger, level and message template. Arguments and fields do not count. */
import { LEVELS } from '../record/level.js';
import type { LogRecord } from '../record/record.js';

/** How many kinds of record each table remembers. */
export const MAX_KINDS = 1_024;
/** How much of a name or template tells it apart, so that a table stays small. UTF-16 units. */
const MAX_UNITS = 256;

/** ERROR and CRITICAL are left out only where that was asked for. */
export function isErrorLevel({ level }: LogRecord): boolean {
  return level >= LEVELS.ERROR;
}

/** The message as it was written in the code; '' where it is no text. */
export function templateOf({ message }: LogRecord): string {
  return typeof message === 'string' ? cut(message) : '';
}

/** Whether the record can be told from others of its logger and level. Fields alone, without a message, cannot. */
export function hasTemplate({ message }: LogRecord): boolean {
  return typeof message === 'string' && message !== '';
}

export function kindOf(logger: string, record: LogRecord): string {
  return `${record.level}\n${cut(logger)}\n${templateOf(record)}`;
}

/** Texts that differ only behind the cut are told apart by their length. A plain slice would keep the whole alive. */
function cut(text: string): string {
  if (text.length <= MAX_UNITS) return text;
  const start = Buffer.from(text.slice(0, MAX_UNITS), 'utf16le').toString('utf16le');
  return `${start} [${text.length}]`;
}
