/**
 * What must not compile, and what must. Checked by `npm run typecheck`; never run. An `@ts-expect-error` above a line
 * that does compile is an error itself.
 */
import {
  ConfigError,
  correlationId,
  type Explanation,
  explain,
  getLogger,
  type Logger,
  type Logging,
  ref,
  type Secret,
  type Stats,
  scrub,
  scrubObject,
  secret,
  setupLogging,
  type Theme,
  type Transport,
  type TransportHealth,
  withContext,
  withCorrelation,
} from '../../src/index.js';
import { CleanKey, type CleanText, type Encoder, Head } from '../../src/record/encoder.js';
import { LEVELS } from '../../src/record/level.js';
import type { LogRecord } from '../../src/record/record.js';

/** Asks for a value of a type without declaring a variable, which would be an error of its own where it is not used. */
function takes<T>(_value: T): void {}

const mine: Transport = { name: 'mine', write(_line: string) {} };

export function wrongCalls(log: Logger): void {
  // @ts-expect-error: nothing to log
  log.info();
  // @ts-expect-error: a message that is a number
  log.info(42);
  // @ts-expect-error: the same with fields
  log.info(42, { orderId: 1 });
  // @ts-expect-error: fields, then a message that is none
  log.info({ orderId: 1 }, 42);
  // @ts-expect-error: a lazy message gives a text
  log.info(() => 42, { orderId: 1 });
  // @ts-expect-error: an error is needed
  log.exception();
  // @ts-expect-error: the message behind the error is a text
  log.exception(new Error('broken'), 42);
  // @ts-expect-error: a level and no message
  log.log('INFO');
  // @ts-expect-error: a level that there is not
  log.log('VERBOSE', 'message');
  // @ts-expect-error: levels are written by name
  log.log(20, 'message');
  // @ts-expect-error: a method that there is not
  log.verbose('message');
  // @ts-expect-error: fields are an object
  log.child('x');
  // @ts-expect-error: fields are needed
  log.child();
  // @ts-expect-error: fields are not null
  log.child(null);
  // @ts-expect-error: a level that there is not
  log.setLevel('VERBOSE');
  // @ts-expect-error: null takes a level back, undefined does nothing
  log.setLevel(undefined);
  // @ts-expect-error: a level that there is not
  log.isEnabled('LOUD');
  // @ts-expect-error: the threshold is set by setLevel
  log.level = 'INFO';
  // @ts-expect-error: the name is the place in the tree
  log.name = 'other';
  // @ts-expect-error: level methods are not replaced
  log.info = () => {};
  // @ts-expect-error: a name is a text
  getLogger(17);
  // @ts-expect-error: a number of records
  log.every().info('message');
  // @ts-expect-error: a number of milliseconds
  log.throttle('1s').info('message');
  // @ts-expect-error: a gate is for one call, it has no children
  log.once().child({});
  // @ts-expect-error: logging gives nothing back
  takes<string>(log.info('message'));
}

export function wrongOptions(): void {
  // @ts-expect-error: a misspelt option
  setupLogging({ levle: 'INFO' });
  // @ts-expect-error: a level that there is not
  setupLogging({ level: 'VERBOSE' });
  // @ts-expect-error: a level that there is not, for one logger
  setupLogging({ levels: { 'shop.*': 'VERBOSE' } });
  // @ts-expect-error: transports of a logger are names
  setupLogging({ loggers: { shop: { transports: [mine] } } });
  // @ts-expect-error: a format that there is not
  setupLogging({ format: 'xml' });
  // @ts-expect-error: a schema that there is not
  setupLogging({ format: { type: 'json', schema: 'unknown' } });
  // @ts-expect-error: a schema is for JSON
  setupLogging({ format: { type: 'text', schema: 'ecs' } });
  // @ts-expect-error: a template is for text
  setupLogging({ format: { type: 'json', template: '%(message)s' } });
  // @ts-expect-error: a style that there is not
  setupLogging({ format: { type: 'text', theme: { message: 'sparkling' } } });
  // @ts-expect-error: escape sequences are no style
  setupLogging({ format: { type: 'text', theme: { level: { ERROR: '\u001b[31m' } } } });
  // @ts-expect-error: a stream that there is not
  setupLogging({ console: 'stdin' });
  // @ts-expect-error: the console is on unless it is false
  setupLogging({ console: true });
  // @ts-expect-error: a file without a path
  setupLogging({ file: { size: '10M' } });
  // @ts-expect-error: a mode is a number or a text
  setupLogging({ file: { path: 'app.log', mode: true } });
  // @ts-expect-error: a size in units that there are not
  setupLogging({ file: { path: 'app.log', size: '10 megabytes' } });
  // @ts-expect-error: an interval in units that there are not
  setupLogging({ file: { path: 'app.log', interval: '1w' } });
  // @ts-expect-error: a compression that there is not
  setupLogging({ file: { path: 'app.log', compress: 'zip' } });
  // @ts-expect-error: a durability that there is not
  setupLogging({ file: { path: 'app.log', durability: 'later' } });
  // @ts-expect-error: a signal that is not taken
  setupLogging({ file: { path: 'app.log', reopenOn: 'SIGKILL' } });
  // @ts-expect-error: a protocol that there is not
  setupLogging({ syslog: { host: 'logs.example', protocol: 'http' } });
  // @ts-expect-error: verification cannot be switched off
  setupLogging({ syslog: { host: 'logs.example', rejectUnauthorized: false } });
  // @ts-expect-error: a transport without a name
  setupLogging({ transports: [{ write(_line: string) {} }] });
  // @ts-expect-error: a transport that cannot write
  setupLogging({ transports: [{ name: 'mine' }] });
  // @ts-expect-error: one transport is a list of one
  setupLogging({ transports: mine });
  // @ts-expect-error: redaction is on unless it is false
  setupLogging({ redact: true });
  // @ts-expect-error: paths are a list
  setupLogging({ redact: { paths: 'user.email' } });
  // @ts-expect-error: a set of rules that there is not
  setupLogging({ redact: { presets: ['everything'] } });
  // @ts-expect-error: a pattern without a name
  setupLogging({ scrub: { patterns: [{ pattern: /EMP-\d{6}/ }] } });
  // @ts-expect-error: a policy that there is not
  setupLogging({ stack: 'short' });
  // @ts-expect-error: a number of lines
  setupLogging({ maxStackLines: '50' });
  // @ts-expect-error: a limit that there is not
  setupLogging({ limits: { width: 80 } });
  // @ts-expect-error: how often is needed
  setupLogging({ rateLimit: { burst: 5 } });
  // @ts-expect-error: an interval in units that there are not
  setupLogging({ collapseRepeats: '10 seconds' });
  // @ts-expect-error: a level that there is not
  setupLogging({ sample: { VERBOSE: 0.1 } });
  // @ts-expect-error: nothing is logged at SILENT
  setupLogging({ sample: { SILENT: 0.1 } });
  // @ts-expect-error: set-up gives its handle at once, not a promise
  void setupLogging().then();
}

/** Only the sanitizer makes what an encoder accepts. */
export function rawText(encoder: Encoder, clean: CleanText, raw: string): void {
  // @ts-expect-error: raw text as a value
  encoder.text(raw, false);
  // @ts-expect-error: raw text as a key
  encoder.key(raw);
  // @ts-expect-error: raw text as a key, wrapped
  encoder.key(new CleanKey(raw, 0));
  // @ts-expect-error: raw text as the message
  encoder.begin(new Head(LEVELS.INFO, clean, 0), 0, raw, false, undefined);
  // @ts-expect-error: raw text as the name of a logger
  new Head(LEVELS.INFO, raw, 0);
  // @ts-expect-error: what is done with clean text need not be clean
  encoder.text(clean.slice(1), false);
  // @ts-expect-error: and joined text neither
  encoder.text(`${clean}${raw}`, false);
  // @ts-expect-error: raw text is not declared clean
  takes<CleanText>(raw);
  encoder.text(clean, false);
  encoder.key(new CleanKey(clean, 0));
}

/** Neither a formatter nor a transport sees a record. */
export function records(encoder: Encoder, clean: CleanText, transport: Transport, record: LogRecord): void {
  // @ts-expect-error: a record as a line
  transport.write(record);
  // @ts-expect-error: the message of a record has not been cleaned
  encoder.text(record.message, false);
  // @ts-expect-error: a record instead of a head
  encoder.begin(record, 0, clean, false, undefined);
  // @ts-expect-error: a transport that asks for records
  takes<Transport>({ name: 'reader', write(_record: LogRecord) {} });
  // @ts-expect-error: a transport that asks for more than the line
  takes<Transport>({ name: 'greedy', write(_line: string, _record: LogRecord) {} });
}

export function otherMisuse(logging: Logging, hidden: Secret<string>): void {
  // @ts-expect-error: a secret is no text
  takes<string>(hidden);
  // @ts-expect-error: the value is private
  hidden.value;
  // @ts-expect-error: fields are an object
  withContext('requestId', () => 1);
  // @ts-expect-error: something to do is needed
  withContext({ requestId: 1 });
  // @ts-expect-error: an id is a text
  withCorrelation(17, () => 1);
  // @ts-expect-error: text only; values go to scrubObject
  scrub({ password: 'x' });
  // @ts-expect-error: a key without a name
  ref('user', 'ada', { key: 'x'.repeat(16) });
  // @ts-expect-error: a level that there is not
  logging.setLevel('VERBOSE');
  // @ts-expect-error: counts are read only
  logging.stats().lines = 0;
  // @ts-expect-error: a style that there is not
  takes<Theme>({ name: ['bold', 'loud'] });
}

export function calls(log: Logger, err: unknown, error: Error, user: string, orderId: number): void {
  log.info('order placed', { orderId, total: 12.5 });
  log.info('User %s logged in from %s', user, '192.0.2.1');
  log.info(() => `order ${orderId}`, { orderId });
  log.info({ orderId }, 'order placed');
  log.info({ orderId }, 'order %d placed', orderId);
  log.info({ orderId }, () => 'order placed');
  log.info({ orderId });
  log.info('lazy field', { value: () => orderId });
  log.error(err);
  log.error(42);
  log.error(error, 'payment failed', { orderId });
  log.error('payment failed', { orderId }, err);
  log.exception(err);
  log.exception(err, 'payment failed', { orderId });
  log.exception(undefined, () => 'payment failed');
  log.log('warning', 'by name');
  log.log('FATAL', { orderId }, 'by name');
  for (const method of [log.trace, log.debug, log.info, log.warn, log.warning]) method('message');
  for (const method of [log.error, log.critical, log.fatal]) method(error);
  Promise.reject(error).catch(log.error);
  log.once().warn('deprecated', { orderId });
  log.every(100).info('%d rows', orderId);
  log.throttle(1_000).exception(err, 'no connection');
  const child: Logger = log.child({ requestId: 'r-1' }).child(new Map([['tenant', 't-1']]));
  child.setLevel('debug');
  child.setLevel(null);
  takes<boolean>(child.isEnabled('TRACE'));
}

export async function uses(): Promise<void> {
  const logging: Logging = setupLogging();
  setupLogging({
    level: 'warn',
    levels: { 'shop.*': 'DEBUG' },
    console: false,
    file: 'app.log',
    force: true,
  });
  setupLogging({
    loggers: { shop: { level: 'SILENT', transports: ['file'], propagate: false } },
    format: {
      type: 'text',
      template: 'DETAILED',
      theme: { level: { ERROR: ['bold', 'red'] }, name: 'cyan' },
    },
    console: { stream: 'stderr', level: 'ERROR', format: { type: 'json', schema: 'ecs' } },
    file: [
      'app.log',
      {
        ...({ path: 'all.log', size: '10M', interval: '1d', maxFiles: 5, maxAge: '30d' } as const),
        ...({
          maxTotalSize: 1024,
          compress: 'gzip',
          mode: '0640',
          group: 'adm',
          durability: 'async',
        } as const),
        ...({ fsync: 1_000, minFreeBytes: '64M', reopenOn: 'SIGHUP' } as const),
      },
    ],
    syslog: { host: 'logs.example', servers: ['tls://other.example:6514'], spool: { path: 'spool' } },
    transports: [mine, { name: 'async', write() {}, async flush() {}, async close() {} }],
    redact: { keys: { add: ['employeeId'] }, paths: ['user.email'], censor: (_value, path) => path.length },
    scrub: { patterns: [{ name: 'employee-id', pattern: /EMP-\d{6}/, keywords: ['EMP-'] }] },
    rateLimit: { perSecond: 10, burst: 100, errors: true },
    collapseRepeats: { interval: '10s' },
    sample: { DEBUG: 0.01, info: 0.1, warn: 0.5 },
    stack: 'names',
    limits: { depth: 4, string: '8K' },
    onFailure: ({ stage, transport, error }) => console.error(stage, transport, error),
    env: process.env,
  });
  setupLogging({ redact: false, syslog: 'tls://logs.example:6514', env: { CODOMYRMEX_LOG_LEVEL: 'DEBUG' } });
  const made: number = withContext({ requestId: 1 }, () => 1);
  const later: string = await withCorrelation(undefined, async (id) => id);
  takes<[number, string, string | undefined]>([made, later, correlationId()]);
  takes<Secret<number>>(secret(secret(42)));
  takes<string>(secret('x').reveal());
  takes<[string, unknown]>([scrub('text'), scrubObject({ password: 'x' })]);
  takes<readonly Explanation[]>(explain({ password: 'x' }));
  takes<string>(ref('user', 17, { keyId: 'k1', key: new Uint8Array(16) }));
  takes<(error: ConfigError) => readonly unknown[]>((error) => error.problems);
  takes<boolean>((undefined as unknown) instanceof ConfigError);
  takes<Stats>(logging.stats());
  takes<number>(logging.stats().suppressed.rateLimit);
  takes<Readonly<Record<string, TransportHealth>>>(logging.health());
  logging.setLevel('INFO', 'shop');
  logging.reopen();
  await logging.flush();
  await logging.close();
  await logging[Symbol.asyncDispose]();
}
