/** Makes the parts of a pipeline from settings: sanitizer, encoders, routes. */
import { homedir } from 'node:os';
import type { Problem } from './config/problem.js';
import { fileName } from './config/resolve.js';
import type { FormatSettings, RedactSettings, Settings, SyslogSettings } from './config/settings.js';
import type { Environment } from './config/variables.js';
import { reasonOf } from './diagnostics.js';
import { JsonEncoder } from './format/json.js';
import { createSchema, type Schema } from './format/schema.js';
import { Sequence, SyslogHeader } from './format/syslog-header.js';
import { SyslogJsonEncoder } from './format/syslog-json.js';
import { SyslogSdEncoder } from './format/syslog-sd.js';
import { TextLineEncoder } from './format/text.js';
import { DEFAULT_THEME, wantsColor } from './format/theme.js';
import type { EncoderFactory, Route } from './pipeline.js';
import { LEVELS } from './record/level.js';
import { OWN_NAME } from './record/own-name.js';
import { createKeyRules, type KeyVerdict } from './sanitize/keys.js';
import { knownSecrets } from './sanitize/known-secrets.js';
import type { VettedPattern } from './sanitize/patterns.js';
import { Sanitizer, type SanitizerOptions } from './sanitize/sanitizer.js';
import { createScrubber, SHORTEST_TEXT } from './sanitize/scrub/scrubber.js';
import type { UserPattern } from './sanitize/scrub/user-patterns.js';
import { openConsoleTransport } from './transport/console.js';
import { openFileTransport } from './transport/file/file-transport.js';
import { openSyslogTransport } from './transport/syslog/syslog.js';
import type { Notify } from './transport/transport.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const tty = () => process.getBuiltinModule('node:tty');

import type { Redactions } from './redactions.js';

/** The sanitizer of these settings, which counts what it redacts. */
export function createSanitizer(settings: Settings, redactions: Redactions): Sanitizer {
  const { redact, limits } = settings;
  const count = (rule: string): void => redactions.add(rule);
  const keys = redactions.of('key');
  const schemas = formatsOf(settings).map(schemaOf);
  return new Sanitizer({
    ...(redact === undefined ? NO_REDACTION : redaction(redact, settings.env, count)),
    limits,
    stack: {
      policy: settings.stack,
      maxLines: settings.maxStackLines,
      cwd: workingDirectory(),
      home: homedir(),
    },
    reserved: new Set(schemas.flatMap((schema) => [...schema.reserved])),
    errorNames: new Set(schemas.flatMap((schema) => Object.values(schema.errorNames))),
    countKey: () => {
      keys.count += 1;
    },
  });
}

type Redaction = Pick<SanitizerOptions, 'scrubber' | 'explain' | 'shortest' | 'keyRule' | 'paths'>;

const NO_REDACTION: Redaction = {
  scrubber: { isHarmless: () => false, scrub: (text) => text, lastWasPlain: false },
  explain: () => [],
  shortest: Number.POSITIVE_INFINITY,
  keyRule: () => 'clear',
  paths: undefined,
};

function redaction(redact: RedactSettings, env: Environment, count: (rule: string) => void): Redaction {
  const rules = createKeyRules(redact.keys);
  const verdict = (name: string): KeyVerdict => rules.verdict(name);
  const known = redact.values === false ? [] : knownSecrets(env, verdict);
  const { pseudonym } = redact;
  const scrubber = createScrubber({
    keyNames: (name) => verdict(name) !== 'clear',
    addedKeys: redact.keys.add ?? [],
    rules: redact.rules,
    patterns: redact.patterns.map(runnable),
    values: Array.isArray(redact.values) ? [...known, ...redact.values] : known,
    count,
    ...(pseudonym === undefined ? {} : { pseudonym }),
  });
  return {
    scrubber,
    explain: (text) => scrubber.explainText(text),
    shortest: redact.patterns.length === 0 ? SHORTEST_TEXT : 1,
    keyRule: verdict,
    paths: redact.paths,
  };
}

/** A pattern as the engine runs it: what is written instead is always a function. */
function runnable({ name, pattern, keywords, replace, validate }: VettedPattern): UserPattern {
  return {
    name,
    pattern,
    ...(keywords.length === 0 ? {} : { keywords }),
    ...(replace === undefined ? {} : { replace: typeof replace === 'string' ? () => replace : replace }),
    ...(validate === undefined ? {} : { validate }),
  };
}

function formatsOf({ console, files, format }: Settings): FormatSettings[] {
  return [format, ...files.map((file) => file.format), ...(console === undefined ? [] : [console.format])];
}

/** A text line has the core keys of the default schema. */
function schemaOf(format: FormatSettings): Schema {
  return createSchema(format.type === 'json' ? format.schema : 'default');
}

/** A folder that was removed under the process has no name any more. */
function workingDirectory(): string {
  try {
    return process.cwd();
  } catch {
    return '';
  }
}

export interface Routes {
  readonly routes: readonly Route[];
  readonly formats: readonly EncoderFactory[];
  /** Transports that could not be opened. */
  readonly problems: readonly Problem[];
}

/** Opens the transports of these settings. One that cannot be opened is a problem, not an exception. */
export function openRoutes(settings: Settings, sanitizer: Sanitizer, notify: Notify): Routes {
  const formats = new Formats();
  const routes: Route[] = [];
  const problems: Problem[] = [];
  const { console, files, syslog, transports, format } = settings;
  if (console !== undefined) {
    const isColored = wantsColor(settings.env, tty().isatty(console.stream === 'stdout' ? 1 : 2));
    const transport = openConsoleTransport({ name: 'console', stream: console.stream }, notify);
    routes.push({
      transport,
      threshold: console.threshold,
      format: formats.index(console.format, isColored),
    });
  }
  for (const [at, file] of files.entries()) {
    const transport = attempt(file, problems, () =>
      openFileTransport({ ...file, name: fileName(at) }, notify),
    );
    if (transport === undefined) continue;
    routes.push({ transport, threshold: file.threshold, format: formats.index(file.format, false) });
  }
  if (syslog !== undefined) {
    const factory = syslogFactory(syslog, settings.limits.line);
    const transport = attempt(syslog, problems, () =>
      openSyslogTransport({ ...syslog, name: 'syslog', dropRecord: dropRecord(factory, sanitizer) }, notify),
    );
    if (transport !== undefined) {
      routes.push({ transport, threshold: syslog.threshold, format: formats.add(factory) });
    }
  }
  for (const transport of transports) {
    routes.push({ transport, threshold: 0, format: formats.index(format, false) });
  }
  return { routes, formats: formats.factories, problems };
}

/** A destination that cannot be used is a problem that names it, and says why. */
function attempt<T>(
  asked: { readonly source: string; readonly fromEnvironment: boolean },
  problems: Problem[],
  open: () => T,
): T | undefined {
  try {
    return open();
  } catch (error) {
    const text = `cannot be used: ${reasonOf(error)}`;
    const { source, fromEnvironment } = asked;
    problems.push({ source, fromEnvironment, text, fallback: 'logging goes on without it' });
    return undefined;
  }
}

/** One sequence of ids for all messages of the transport, also those logged while another is encoded. */
function syslogFactory(settings: SyslogSettings, longestLine: number): EncoderFactory {
  const { facility, hostname: host, appName, msgId, fields, sdId } = settings;
  const maxOctets = Math.min(settings.maxOctets, longestLine - '\n'.length);
  const header = new SyslogHeader({ facility, host, appName, msgId }, new Sequence());
  const schema = createSchema('default');
  return (slot) =>
    fields === 'sd'
      ? new SyslogSdEncoder(header, sdId, maxOctets, slot)
      : new SyslogJsonEncoder(header, maxOctets, schema, slot);
}

/** Tells the receiver that lines before this one are missing. */
function dropRecord(factory: EncoderFactory, sanitizer: Sanitizer): (dropped: number) => string {
  const encoder = factory(0);
  const head = sanitizer.head(LEVELS.WARNING, OWN_NAME);
  return (dropped) => {
    const message = sanitizer.text(`${dropped} lines were dropped while no server took them`);
    encoder.begin(head, Date.now(), message, false, undefined);
    encoder.end();
    return encoder.lines[0] as string;
  };
}

/** Each distinct format once: what it renders is shared by all transports that ask for it. */
class Formats {
  readonly factories: EncoderFactory[] = [];
  private readonly known = new Map<string, number>();

  index(format: FormatSettings, isColored: boolean): number {
    const key = JSON.stringify([format, isColored]);
    const known = this.known.get(key) ?? this.add(factoryOf(format, isColored));
    this.known.set(key, known);
    return known;
  }

  add(factory: EncoderFactory): number {
    return this.factories.push(factory) - 1;
  }
}

function factoryOf(format: FormatSettings, isColored: boolean): EncoderFactory {
  if (format.type === 'json') {
    const schema = createSchema(format.schema);
    return (slot) => new JsonEncoder(schema, slot);
  }
  const theme = isColored && format.theme !== false ? (format.theme ?? DEFAULT_THEME) : {};
  return (slot) => new TextLineEncoder(format.template, theme, slot);
}
