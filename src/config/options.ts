/** What `setupLogging` takes. Everything is optional; what is left out comes from the environment or a default. */

import type { Failure } from '../diagnostics.js';
import type { SchemaName } from '../format/schema.js';
import type { Theme } from '../format/theme.js';
import type { LevelText } from '../record/level.js';
import type { StackPolicy } from '../record/stack.js';
import type { Censor } from '../sanitize/paths.js';
import type { UserPattern as ScrubPattern } from '../sanitize/patterns.js';
import type { PresetName } from '../sanitize/scrub/presets.js';
import type { PseudonymOptions } from '../sanitize/scrub/pseudonym.js';
import type { Transport } from '../transport/transport.js';
import type { Environment } from './variables.js';

/** Bytes: a positive integer, or digits with B, K, M or G in any case; 1K = 1024. */
export type Size = number | `${number}${'' | 'B' | 'K' | 'M' | 'G' | 'b' | 'k' | 'm' | 'g'}`;
/** Digits with s, m, h or d. */
export type Interval = `${number}${'s' | 'm' | 'h' | 'd'}`;

export type Format = 'json' | 'text' | JsonFormat | TextFormat;

export interface JsonFormat {
  readonly type: 'json';
  /** Names of the core keys, for a reader other than ours. @default 'default' */
  readonly schema?: SchemaName;
}

export interface TextFormat {
  readonly type: 'text';
  /**
   * `DETAILED`, or text with `%(asctime)s %(name)s %(levelname)s %(message)s %(process)d %(module)s %(funcName)s
   * %(lineno)d`. @default '%(asctime)s - %(name)s - %(levelname)s - %(message)s'
   */
  readonly template?: string;
  /** Colours of the parts, used only on a terminal. False: none there either. */
  readonly theme?: Theme | false;
}

export interface ConsoleOptions {
  /** @default 'stdout' */
  readonly stream?: 'stdout' | 'stderr';
  /** Records below it are not written here. */
  readonly level?: LevelText;
  /** @default the set-up's format */
  readonly format?: Format;
}

export interface FileOptions {
  readonly path: string;
  readonly level?: LevelText;
  /** @default the set-up's format */
  readonly format?: Format;
  /** The file is rotated before it would grow beyond this. @default '10M' */
  readonly size?: Size;
  /** The file is rotated when a period of this length, counted in UTC, is over. @default none */
  readonly interval?: Interval;
  /** Rotated files kept. @default 5 */
  readonly maxFiles?: number;
  /** Rotated files older than this are removed. @default none */
  readonly maxAge?: Interval;
  /** The oldest rotated files are removed until all together are no larger. @default none */
  readonly maxTotalSize?: Size;
  /** @default none */
  readonly compress?: 'gzip' | false;
  /** Permissions of every file made, whatever the umask. @default 0o600 */
  readonly mode?: number | string;
  /** The group that the files are given to, by name or number. @default the process's */
  readonly group?: string | number;
  /**
   * `sync`: a line is written before the log call returns. `async`, for slow and network disks: it is written soon after,
   * and at most 64 KiB are lost at SIGKILL. @default 'sync'
   */
  readonly durability?: 'sync' | 'async';
  /** `always`, or every so many milliseconds: the file is forced to the disk, so that it survives a power cut. @default false */
  readonly fsync?: false | 'always' | number;
  /** Below this much free space lines are dropped, and counted. @default 0 */
  readonly minFreeBytes?: Size;
  /** The file is opened anew on this signal. Takes the signal's default action away. @default none */
  readonly reopenOn?: 'SIGHUP';
}

export interface SyslogServer {
  readonly host: string;
  /** @default 6514 for TLS, else 514 */
  readonly port?: number;
  /** The name that its certificate has to carry. @default the host */
  readonly servername?: string;
}

/** RFC 5424 messages over TLS (RFC 5425). Names are checked against the certificate, and nothing here switches that off. */
export interface SyslogOptions extends Partial<SyslogServer> {
  /** Further servers, tried in this order. */
  readonly servers?: ReadonlyArray<string | SyslogServer>;
  /** `tcp` and `udp` need `insecure: true`. @default 'tls' */
  readonly protocol?: 'tls' | 'tcp' | 'udp';
  /** Permits `tcp` and `udp`, which anyone on the way can read and change. It never weakens TLS. @default false */
  readonly insecure?: boolean;
  /** Certificate authorities, instead of Node's: a path or PEM text. */
  readonly ca?: string;
  /** Client certificate: a path or PEM text. */
  readonly cert?: string;
  /** Its key: a path or PEM text. */
  readonly key?: string;
  readonly passphrase?: string;
  /** SHA-256 fingerprints, one of which the server's certificate must have as well. */
  readonly pins?: readonly string[];
  /** The pin stands instead of chain and name, as for a self-signed server. @default false */
  readonly pinsOnly?: boolean;
  /** By number or name. @default 'user' */
  readonly facility?: number | string;
  /** @default the program's name */
  readonly appName?: string;
  /** @default the host's name */
  readonly hostname?: string;
  /** `%(name)s` stands for the logger's name. @default '-' */
  readonly msgId?: string;
  /** `json`: the record is a JSON object in MSG. `sd`: fields are structured data, MSG is the message. @default 'json' */
  readonly fields?: 'json' | 'sd';
  /** The SD-ID of the fields. 32473 is the enterprise number for examples. @default 'fields@32473' */
  readonly sdId?: string;
  /** Longer messages are cut, with a mark. Octets. @default 8192 */
  readonly maxOctets?: Size;
  /** A folder that keeps lines until they are confirmed, also across restarts. */
  readonly spool?: string | { readonly path: string; readonly maxBytes?: Size };
  readonly level?: LevelText;
  /** Lines that wait for the server; beyond it the oldest are dropped and counted. @default '64M' */
  readonly queueBytes?: Size;
  /** @default 131072 */
  readonly queueEntries?: number;
  /** A sent line counts as arrived when its connection has lived on for so long. Milliseconds. @default 2000 */
  readonly confirmAfterMs?: number;
}

export interface RedactOptions {
  readonly keys?: {
    /** Names that are sensitive besides the built-in ones, in any spelling (`employeeId` is `employee_id`). */
    readonly add?: readonly string[];
    /** Names that the built-in rules are not to apply to. */
    readonly remove?: readonly string[];
    /** Names that are always shown. Wins over everything. */
    readonly allow?: readonly string[];
  };
  /**
   * Places by path: `user.email`, `items[*].owner`, `headers["x-id"]`, `*.note`. Compared without case, also where the
   * value is frozen, a getter, a Map, or comes from `toJSON`. A path is data: nothing in it is run.
   */
  readonly paths?: readonly string[];
  /** Written for what a path leads to; a function gets the value and its path. @default '[REDACTED]' */
  readonly censor?: string | Censor;
  /** Leaves out what a path leads to. @default false */
  readonly remove?: boolean;
  /** Rules and groups of rules by name (docs/redaction.md). `disable` wins. */
  readonly rules?: { readonly enable?: readonly string[]; readonly disable?: readonly string[] };
  /** Sets of rules that are off by default. */
  readonly presets?: readonly PresetName[];
  /**
   * Secrets known by value, hidden wherever they occur, also in base64 and percent-encoding. True: the values of
   * environment variables with sensitive names; a list: these as well, of 8 characters or more each. @default true
   */
  readonly values?: boolean | readonly string[];
  /** Keyed pseudonyms instead of plain placeholders, so that one person can be followed without being known. */
  readonly pseudonym?: PseudonymOptions;
}

export interface ScrubOptions {
  /** Patterns of the application's own. One that could take more than linear time is refused at set-up. */
  readonly patterns?: readonly ScrubPattern[];
}

export interface RateLimitOptions {
  /** Records of one logger, level and message template in a second, on average. */
  readonly perSecond: number;
  /** How many of them may come at once. @default perSecond, at least 1 */
  readonly burst?: number;
  /** Whether ERROR and CRITICAL are limited as well. @default false */
  readonly errors?: boolean;
}

export interface RepeatOptions {
  /** How long a logger's record is not written again while it repeats itself. */
  readonly interval: Interval;
  /** Whether ERROR and CRITICAL are collapsed as well. @default false */
  readonly errors?: boolean;
}

/** Parts of the records that are kept, 0 to 1, by level. */
export type SampleOptions = { readonly [L in Exclude<LevelText, 'SILENT' | 'silent'>]?: number } & {
  /** Permits `ERROR` and `CRITICAL` here. @default false */
  readonly errors?: boolean;
};

/** What is set for one logger and those below it. */
export interface LoggerOptions {
  readonly level?: LevelText;
  /** Names of transports that its records go to. @default none besides those of the loggers above */
  readonly transports?: readonly string[];
  /** Whether its records also go where those of the loggers above go. @default true */
  readonly propagate?: boolean;
}

export interface LimitOptions {
  /** Containers inside each other. @default 12 */
  readonly depth?: number;
  /** Entries of one container. @default 1,000 */
  readonly breadth?: number;
  /** UTF-16 units of one string. @default 64K */
  readonly string?: Size;
  /** UTF-8 bytes of one line. @default 256K */
  readonly line?: Size;
  /** UTF-16 units of one key or logger name. @default 1,024 */
  readonly key?: number;
}

export type { Censor, PresetName, PseudonymOptions, ScrubPattern };

export interface LoggingOptions {
  /** @default 'INFO' */
  readonly level?: LevelText;
  /** Levels by logger: `shop` and everything below it, or `shop.*`. */
  readonly levels?: Readonly<Record<string, LevelText>>;
  readonly loggers?: Readonly<Record<string, LoggerOptions>>;
  /** @default 'json' when NODE_ENV is production, else 'text' */
  readonly format?: Format;
  /** @default 'stdout' */
  readonly console?: 'stdout' | 'stderr' | false | ConsoleOptions;
  /** A path, the options of a file, or several of these. @default none */
  readonly file?: string | FileOptions | ReadonlyArray<string | FileOptions> | false;
  /** A server as `tls://host:port`, or options. @default none */
  readonly syslog?: string | SyslogOptions | false;
  /** The application's own, beside the others. */
  readonly transports?: readonly Transport[];
  /** False: nothing is redacted, which is said on stderr. */
  readonly redact?: RedactOptions | false;
  readonly scrub?: ScrubOptions;
  /** @default 'relative' when NODE_ENV is production, else 'full' */
  readonly stack?: StackPolicy;
  /** Frames of a stack that are written; 0: no stack. @default 50 */
  readonly maxStackLines?: number;
  readonly limits?: LimitOptions;
  /** How often records that are alike are written. @default no limit */
  readonly rateLimit?: RateLimitOptions;
  /** Writes a record that a logger repeats once, then how often it came. Arguments and fields are not compared. @default off */
  readonly collapseRepeats?: Interval | RepeatOptions;
  /** Keeps a random part of the records of a level. @default all */
  readonly sample?: SampleOptions;
  /** Called with each failure of a stage or a transport. What it throws is ignored. */
  readonly onFailure?: (failure: Failure) => void;
  /** Whether wrong environment variables are an error. @default false */
  readonly strict?: boolean;
  /** Replaces the set-up in force. @default false */
  readonly force?: boolean;
  /** Where variables are read. @default process.env */
  readonly env?: Environment;
}

export const OPTION_NAMES: readonly (keyof LoggingOptions)[] = [
  ...([
    'level',
    'levels',
    'loggers',
    'format',
    'console',
    'file',
    'syslog',
    'transports',
    'redact',
    'scrub',
  ] as const),
  ...(['stack', 'maxStackLines', 'limits', 'rateLimit', 'collapseRepeats', 'sample'] as const),
  ...(['onFailure', 'strict', 'force', 'env'] as const),
];
