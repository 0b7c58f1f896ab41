/** The header of a syslog message (RFC 5424, section 6.2): every field clamped to its alphabet and length. */
import type { Head } from '../record/encoder.js';
import { type LevelName, levelName } from '../record/level.js';
import { timestamp } from './timestamp.js';

/** RFC 5424, table 1, by number; names as in `syslog.conf`. */
export const FACILITIES = [
  ...['kern', 'user', 'mail', 'daemon', 'auth', 'syslog', 'lpr', 'news', 'uucp', 'cron', 'authpriv', 'ftp'],
  ...['ntp', 'audit', 'alert', 'clock'],
  ...['local0', 'local1', 'local2', 'local3', 'local4', 'local5', 'local6', 'local7'],
] as const;

/** RFC 5424, table 2. */
const SEVERITIES: Readonly<Record<LevelName, number>> = {
  TRACE: 7,
  DEBUG: 7,
  INFO: 6,
  WARNING: 4,
  ERROR: 3,
  CRITICAL: 2,
};

/** In `msgId`: the logger's name. */
export const MSGID_NAME = '%(name)s';

/** A private SD-ID: a name, `@`, an enterprise number with sub-numbers, 32 characters at most (RFC 5424, section 7.2.2). */
export const SD_ID = /^(?=.{1,32}$)[!#-<>?A-\\^-~]+@\d+(?:\.\d+)*$/;

/** The sequence id of a process starts anew behind this (RFC 5424, section 7.3.1). */
const MAX_SEQUENCE_ID = 2_147_483_647;

export interface SyslogHeaderOptions {
  /** 0 to 23. */
  readonly facility: number;
  readonly host: string;
  readonly appName: string;
  readonly msgId: string;
}

/** Counts the messages of one transport, so that a receiver can tell a replayed one from a new one. */
export class Sequence {
  /** `last`: the number before the first one. */
  constructor(private last = 0) {}

  next(): number {
    this.last = this.last >= MAX_SEQUENCE_ID ? 1 : this.last + 1;
    return this.last;
  }
}

/** The part of a message before its fields: header, then the elements that say how to read it. */
export class SyslogHeader {
  private readonly middle: string;
  private readonly msgId: string;
  /** All before the sequence id, which is the same for the records of one head in one millisecond. */
  private open = '';
  private headOfOpen: Head | undefined = undefined;
  private timeOfOpen = Number.NaN;

  constructor(
    private readonly options: SyslogHeaderOptions,
    private readonly sequence: Sequence,
  ) {
    this.middle = ` ${clamp(hostPart(options.host), 255)} ${clamp(options.appName, 48)} ${process.pid} `;
    this.msgId = clamp(options.msgId, 32);
  }

  render(head: Head, time: number): string {
    if (head !== this.headOfOpen || time !== this.timeOfOpen) {
      this.open = this.openOf(head, time);
      this.headOfOpen = head;
      this.timeOfOpen = time;
    }
    return `${this.open}${this.sequence.next()}"]`;
  }

  private openOf(head: Head, time: number): string {
    const priority = this.options.facility * 8 + SEVERITIES[levelName(head.level)];
    const msgId = this.options.msgId === MSGID_NAME ? clamp(head.name, 32) : this.msgId;
    const elements = '[timeQuality tzKnown="1"][meta sequenceId="';
    return `<${priority}>1 ${timestamp(time)}${this.middle}${msgId} ${elements}`;
  }
}

/** An IPv6 address, with a zone or without. */
const IPV6 = /^[\da-f:.]+(?:%\w+)?$/i;

/** syslog-ng refuses a message whose HOSTNAME is printable, as RFC 5424 has it, but neither a name nor an address. */
function hostPart(host: string): string {
  return IPV6.test(host) ? host : host.replace(/[^\w.-]/g, '_');
}

/** Printable US-ASCII without blank; anything else becomes `_`, and nothing at all becomes `-`. */
export function clamp(text: string, maxLength: number): string {
  const clamped = text.slice(0, maxLength).replace(/[^!-~]/g, '_');
  return clamped === '' ? '-' : clamped;
}
