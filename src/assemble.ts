/** Makes the parts of a pipeline from settings: sanitizer, encoders, routes. */
import { homedir } from 'node:os';
import { isatty } from 'node:tty';
import type { Problem } from './config/problem.js';
import { fileName } from './config/resolve.js';
import type { FileSettings, FormatSettings, Settings } from './config/settings.js';
import { JsonEncoder } from './format/json.js';
import { createSchema, type Schema } from './format/schema.js';
import { TextLineEncoder } from './format/text.js';
import { DEFAULT_THEME, wantsColor } from './format/theme.js';
import type { EncoderFactory, Route } from './pipeline.js';
import { createKeyRules } from './sanitize/keys.js';
import { Sanitizer } from './sanitize/sanitizer.js';
import { openConsoleTransport } from './transport/console.js';
import { openFileTransport } from './transport/file/file-transport.js';
import type { Notify, Transport } from './transport/transport.js';

/** The sanitizer of these settings. `count` is called with the rule for each thing redacted. */
export function createSanitizer(settings: Settings, count: (rule: string) => void): Sanitizer {
  const { redact, limits } = settings;
  const rules = redact === undefined ? undefined : createKeyRules(redact);
  const schemas = formatsOf(settings).map(schemaOf);
  return new Sanitizer({
    scrub: (text) => text,
    shortest: Number.POSITIVE_INFINITY,
    keyRule: rules === undefined ? () => 'clear' : (name) => rules.verdict(name),
    limits,
    stack: {
      policy: settings.stack,
      maxLines: settings.maxStackLines,
      cwd: workingDirectory(),
      home: homedir(),
    },
    reserved: new Set(schemas.flatMap((schema) => [...schema.reserved])),
    errorNames: new Set(schemas.flatMap((schema) => Object.values(schema.errorNames))),
    paths: undefined,
    countKey: () => count('key'),
  });
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
export function openRoutes(settings: Settings, notify: Notify): Routes {
  const formats = new Formats();
  const routes: Route[] = [];
  const problems: Problem[] = [];
  const { console, files, transports, format } = settings;
  if (console !== undefined) {
    const isColored = wantsColor(settings.env, isatty(console.stream === 'stdout' ? 1 : 2));
    const transport = openConsoleTransport({ name: 'console', stream: console.stream }, notify);
    routes.push({
      transport,
      threshold: console.threshold,
      format: formats.index(console.format, isColored),
    });
  }
  for (const [at, file] of files.entries()) {
    const transport = openFile(file, fileName(at), notify, problems);
    if (transport === undefined) continue;
    routes.push({ transport, threshold: file.threshold, format: formats.index(file.format, false) });
  }
  for (const transport of transports) {
    routes.push({ transport, threshold: 0, format: formats.index(format, false) });
  }
  return { routes, formats: formats.factories, problems };
}

/** Opens one file; one that cannot be used is a problem that names it. */
function openFile(
  file: FileSettings,
  name: string,
  notify: Notify,
  problems: Problem[],
): Transport | undefined {
  try {
    return openFileTransport({ ...file, name, durability: 'sync' }, notify);
  } catch (error) {
    problems.push({
      source: file.source,
      fromEnvironment: file.fromEnvironment,
      text: `cannot be used: ${error instanceof Error ? error.message : String(error)}`,
      fallback: 'logging goes on without it',
    });
    return undefined;
  }
}

/** Each distinct format once: what it renders is shared by all transports that ask for it. */
class Formats {
  readonly factories: EncoderFactory[] = [];
  private readonly known: string[] = [];

  index(format: FormatSettings, isColored: boolean): number {
    const key = JSON.stringify([format, isColored]);
    const at = this.known.indexOf(key);
    if (at >= 0) return at;
    this.known.push(key);
    return this.factories.push(factoryOf(format, isColored)) - 1;
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
