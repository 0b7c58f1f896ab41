/** A configuration with everything decided: what `resolve` makes of options and environment. */

import type { Failure } from '../diagnostics.js';
import type { FloodSettings } from '../flood/flood-control.js';
import type { SchemaName } from '../format/schema.js';
import type { TemplatePart } from '../format/template.js';
import type { Theme } from '../format/theme.js';
import type { StackPolicy } from '../record/stack.js';
import type { KeyRuleOptions } from '../sanitize/keys.js';
import type { Limits } from '../sanitize/limits.js';
import type { PathRedactor } from '../sanitize/paths.js';
import type { VettedPattern } from '../sanitize/patterns.js';
import type { PseudonymOptions } from '../sanitize/scrub/pseudonym.js';
import type { RuleSelection } from '../sanitize/scrub/selection.js';
import type { Transport } from '../transport/transport.js';
import type { Environment } from './variables.js';

export type FormatSettings =
  | { readonly type: 'json'; readonly schema: SchemaName }
  | {
      readonly type: 'text';
      readonly template: readonly TemplatePart[];
      readonly theme: Theme | false | undefined;
    };

export interface ConsoleSettings {
  readonly stream: 'stdout' | 'stderr';
  readonly threshold: number;
  readonly format: FormatSettings;
}

export interface FileSettings {
  /** The variable or option that asked for it, for messages. */
  readonly source: string;
  readonly fromEnvironment: boolean;
  readonly path: string;
  readonly threshold: number;
  readonly format: FormatSettings;
  readonly sizeBytes: number;
  readonly intervalMs: number | undefined;
  readonly maxFiles: number;
  readonly maxAgeMs: number | undefined;
  readonly maxTotalSizeBytes: number | undefined;
  readonly compress: 'gzip' | undefined;
  readonly mode: number;
  readonly group: string | number | undefined;
  readonly durability: 'sync' | 'async';
  readonly fsync: false | 'always' | number;
  readonly minFreeBytes: number;
  readonly reopenOn: 'SIGHUP' | undefined;
}

export interface SyslogServerSettings {
  readonly host: string;
  readonly port: number;
  readonly servername: string | undefined;
}

export interface SyslogSettings {
  /** The variable or option that asked for it, for messages. */
  readonly source: string;
  readonly fromEnvironment: boolean;
  readonly servers: readonly SyslogServerSettings[];
  readonly protocol: 'tls' | 'tcp' | 'udp';
  readonly insecure: boolean;
  readonly threshold: number;
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly passphrase: string | undefined;
  readonly pins: readonly string[];
  readonly pinsOnly: boolean;
  readonly facility: number;
  readonly appName: string;
  readonly hostname: string;
  readonly msgId: string;
  readonly fields: 'json' | 'sd';
  readonly sdId: string;
  readonly maxOctets: number;
  readonly spool: { readonly path: string; readonly maxBytes: number } | undefined;
  readonly queueBytes: number | undefined;
  readonly queueEntries: number | undefined;
  readonly confirmAfterMs: number | undefined;
}

export interface RedactSettings {
  readonly keys: KeyRuleOptions;
  readonly paths: PathRedactor | undefined;
  readonly rules: RuleSelection;
  /** True: what the environment holds under sensitive names; a list: these as well. */
  readonly values: boolean | readonly string[];
  readonly pseudonym: PseudonymOptions | undefined;
  readonly patterns: readonly VettedPattern[];
}

/** What is set for one logger besides its level. */
export interface LoggerSettings {
  /** Names of transports; undefined: none of its own. */
  readonly transports: readonly string[] | undefined;
  readonly propagate: boolean;
}

export interface Settings {
  readonly threshold: number;
  readonly levels: ReadonlyMap<string, number>;
  readonly loggers: ReadonlyMap<string, LoggerSettings>;
  readonly format: FormatSettings;
  readonly console: ConsoleSettings | undefined;
  readonly files: readonly FileSettings[];
  readonly syslog: SyslogSettings | undefined;
  readonly transports: readonly Transport[];
  /** Undefined: nothing is redacted. */
  readonly redact: RedactSettings | undefined;
  readonly stack: StackPolicy;
  readonly maxStackLines: number;
  readonly limits: Limits;
  /** Undefined: nothing is left out. */
  readonly flood: FloodSettings | undefined;
  readonly onFailure: ((failure: Failure) => void) | undefined;
  readonly strict: boolean;
  readonly env: Environment;
}
