/** Any record under any options is a message of RFC 5424 that says what was logged. */
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { getLogger, type SyslogOptions, setupLogging, withContext } from '../../src/index.js';
import type { Transport } from '../../src/transport/transport.js';
import { difference } from '../helpers/difference.js';
import { readSyslog, type SyslogMessage } from '../helpers/rfc5424.js';
import { sized } from '../helpers/size.js';
import { captureStderr } from '../helpers/stderr.js';
import { readStrictJson } from '../helpers/strict-json.js';
import { EMPTY_LIST, EMPTY_OBJECT, flatten, type TextField, unescapeText } from '../helpers/text-line.js';
import { type AnyRecord, anyRecord, anyText } from '../security/arbitrary.js';
import { writtenFields } from '../security/model.js';

/** What would have gone to the network. */
const lines = vi.hoisted<string[]>(() => []);
vi.mock('../../src/transport/syslog/syslog.js', () => ({
  openSyslogTransport: (): Transport => ({ name: 'syslog', write: (line) => void lines.push(line) }),
}));
captureStderr();
vi.setConfig({ testTimeout: 120_000 });

/** Messages of each kind. */
const RUNS = sized({ part: 150, normal: 600, full: 12_000 });
const seed = Number(process.env['FAST_CHECK_SEED'] ?? 20_261_122);

const LEVELS = [
  ['TRACE', 7],
  ['DEBUG', 7],
  ['INFO', 6],
  ['WARNING', 4],
  ['ERROR', 3],
  ['CRITICAL', 2],
] as const;

let inForce: SyslogOptions | undefined;

/** Redaction is off: it is not what is looked at here. */
function setUp(options: SyslogOptions): void {
  if (options === inForce) return;
  inForce = options;
  setupLogging({
    ...{ force: true, env: {}, console: false, redact: false, level: 'TRACE' },
    syslog: { host: 'logs.invalid', ...options },
  });
}

/** The octets of the one message of a record. */
function octetsOf(options: SyslogOptions, record: AnyRecord, level = 'INFO'): Buffer {
  setUp(options);
  lines.length = 0;
  const { logger, message, fields, bound, context } = record;
  withContext(context, () =>
    getLogger(logger)
      .child(bound)
      .log(level as 'INFO', message, fields),
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]!.indexOf('\n')).toBe(lines[0]!.length - 1);
  return Buffer.from(lines[0]!.slice(0, -1));
}

const elementOf = ({ elements }: SyslogMessage, id: string) => elements.find((element) => element.id === id);

const anyOption = anyText.filter((text) => text.trim() !== '');
const PRINTABLE = /^[!-~]+$/;

/** The part of a host's name or address that daemons take. */
const hostOf = (host: string): string =>
  /^[\da-f:.]+(?:%\w+)?$/i.test(host) ? host : host.replace(/[^\w.-]/g, '_');

/** What RFC 5424 lets stand stays as it is; the rest is made to fit. */
function expectClamped(shown: string | undefined, given: string, maxLength: number): void {
  if (given === '-') expect(shown).toBeUndefined();
  else if (PRINTABLE.test(given)) expect(shown).toBe(given.slice(0, maxLength));
  else expect(shown).toHaveLength(Math.min(given.length, maxLength));
}

describe('the header', () => {
  const options = fc.record({
    facility: fc.nat(23),
    hostname: fc.oneof(anyOption, fc.constantFrom('h'.repeat(300), 'web-1.example', '-', '2001:db8::1')),
    appName: fc.oneof(anyOption, fc.constantFrom('a'.repeat(60), '<13>1', 'b]')),
    msgId: fc.oneof(anyOption, fc.constantFrom('m'.repeat(40), 'ID47', '[x]')),
    fields: fc.constantFrom('json' as const, 'sd' as const),
  });

  test('says what was set, clamped to its alphabets and lengths, whatever is logged', () => {
    fc.assert(
      fc.property(options, anyRecord, fc.constantFrom(...LEVELS), (given, record, [level, severity]) => {
        const before = Date.now();
        const message = readSyslog(octetsOf({ ...given, maxOctets: 200_000 }, record, level));
        expect(message).toMatchObject({ facility: given.facility, severity, version: 1 });
        expect(message.procId).toBe(String(process.pid));
        expectClamped(message.hostname, hostOf(given.hostname), 255);
        expectClamped(message.appName, given.appName, 48);
        expectClamped(message.msgId, given.msgId, 32);
        const time = Date.parse(message.timestamp ?? '');
        expect(time >= before && time <= Date.now()).toBe(true);
        expect(message.timestamp).toMatch(/Z$/);
        expect(elementOf(message, 'timeQuality')?.params).toEqual([['tzKnown', '1']]);
        expect(elementOf(message, 'meta')?.params).toEqual([['sequenceId', expect.stringMatching(/^\d+$/)]]);
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
  });

  test('carries the name of the logger as MSGID, when that is asked for', () => {
    const options = { msgId: '%(name)s', maxOctets: 200_000 };
    fc.assert(
      fc.property(anyRecord, (record) => {
        const { msgId } = readSyslog(octetsOf(options, record));
        const name = record.logger;
        if (name === '' || name === '-') expect(msgId).toBeUndefined();
        else if (PRINTABLE.test(name) && !name.includes('\\')) expect(msgId).toBe(name.slice(0, 32));
        else expect(msgId).toMatch(/^[!-~]{1,32}$/);
      }),
      { numRuns: RUNS / 3, seed },
    );
  });
});

test('with fields as JSON, MSG is the record', () => {
  const options = { fields: 'json', maxOctets: 200_000 } as const;
  fc.assert(
    fc.property(anyRecord, (record) => {
      const { msg, elements } = readSyslog(octetsOf(options, record));
      expect(elements.map(({ id }) => id)).toEqual(['timeQuality', 'meta']);
      const { timestamp: _, ...rest } = readStrictJson(msg ?? '') as Record<string, unknown>;
      const fields = writtenFields(record.context, record.bound, record.fields);
      const wanted = { level: 'INFO', name: record.logger, message: record.message, ...fields };
      expect(difference(rest, wanted)).toBeUndefined();
    }),
    { numRuns: RUNS, seed, endOnFailure: true },
  );
});

describe('with fields as structured data', () => {
  const isPlain = ({ path }: TextField): boolean =>
    path.every((part) => /^[\w-]+$/.test(part)) && path.join('.').length <= 32;
  const shown = ({ value }: TextField): string =>
    value === EMPTY_OBJECT ? '{}' : value === EMPTY_LIST ? '[]' : String(value);

  test('every field is one parameter with its value, under a legal name that no other has; MSG is the message', () => {
    const options = { fields: 'sd', sdId: 'shop@32473.1', maxOctets: 1_000_000 } as const;
    fc.assert(
      fc.property(anyRecord, (record) => {
        const message = readSyslog(octetsOf(options, record));
        expect(unescapeText(message.msg ?? '')).toBe(record.message);
        const params = elementOf(message, 'shop@32473.1')?.params ?? [];
        expect(params[0]?.[0]).toBe('name');
        expect(unescapeText(params[0]?.[1] ?? '')).toBe(record.logger);
        expect(new Set(params.map(([name]) => name)).size).toBe(params.length);
        const wanted = flatten(writtenFields(record.context, record.bound, record.fields));
        const values = params.slice(1).map(([, value]) => unescapeText(value));
        expect(values.sort()).toEqual(wanted.map(shown).sort());
        for (const field of wanted.filter(isPlain)) {
          const name = field.path.join('.');
          const same = wanted.filter(({ path }) => path.join('.') === name);
          // Another name may have become this one when it was made legal.
          const candidates = params.filter(([one]) => one === name || one.startsWith(`${name.slice(0, 29)}`));
          expect(same.length).toBeGreaterThan(0);
          expect(candidates.map(([, value]) => unescapeText(value))).toContain(shown(field));
        }
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
  });
});

describe('a message longer than it may be', () => {
  const long = fc.record({
    ...{ hostname: fc.constantFrom('h', 'h'.repeat(255)), appName: fc.constantFrom('a', 'a'.repeat(48)) },
    ...{
      msgId: fc.constantFrom('-', 'm'.repeat(32)),
      sdId: fc.constantFrom('f@1', `${'f'.repeat(23)}@12345678`),
    },
    ...{
      fields: fc.constantFrom('json' as const, 'sd' as const),
      maxOctets: fc.integer({ min: 1_024, max: 2_500 }),
    },
  });
  const padded = fc.tuple(
    anyRecord,
    fc.constantFrom('x', '\u00fc', '\u{1f600}', '"', '\\', ']', '\n'),
    fc.nat(2_600),
  );

  test('has at most those octets, is cut between characters with a mark, and is still a message', () => {
    fc.assert(
      fc.property(long, padded, (options, [record, filler, length]) => {
        const text = filler.repeat(length);
        const fields = { ...record.fields, [text.slice(0, 40)]: text };
        const octets = octetsOf(options, { ...record, message: record.message + text, fields });
        expect(octets.length).toBeLessThanOrEqual(options.maxOctets);
        const { msg, elements } = readSyslog(octets);
        expect(elements.map(({ id }) => id)).toContain('meta');
        const isCut = /\[truncated \d+\]$/.test(msg ?? '') || octets.includes('more\\]"]');
        if (options.fields === 'json' && !isCut) readStrictJson(msg ?? '');
        if (length * Buffer.byteLength(filler) > options.maxOctets) expect(isCut).toBe(true);
      }),
      { numRuns: RUNS, seed, endOnFailure: true },
    );
  });
});
