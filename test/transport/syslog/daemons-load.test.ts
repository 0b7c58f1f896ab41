/** 100,000 records of all kinds, logged as an application does, and read back from what a daemon stored. */
import { afterAll, describe, expect, test } from 'vitest';
import { Setup } from '../../../src/setup.js';
import { difference } from '../../helpers/difference.js';
import { sized } from '../../helpers/size.js';
import { readStrictJson } from '../../helpers/strict-json.js';
import { unescapeText } from '../../helpers/text-line.js';
import { Daemon, type DaemonRecord, usableDaemons } from './daemons.js';
import { Pki } from './pki.js';
import { until } from './receiver.js';
import { parametersOf } from './structured-data.js';

const pki = new Pki();
afterAll(() => pki.remove());

const COUNT = sized({ part: 3_000, normal: 10_000, full: 100_000 });
const EVERY_ESCAPE = Array.from({ length: 160 }, (_, code) => String.fromCharCode(code)).join('');
const UNICODE = 'gr\u00fc\u00dfe \u{1f600} \u4f60\u597d \u2028\u2029\u202e\u200b\ufeff\ud800 e\u0301';

interface Sent {
  readonly message: string;
  readonly fields: Readonly<Record<string, unknown>>;
}

const MIXED: ReadonlyArray<(n: number) => Sent> = [
  (n) => ({ message: `plain ${n}`, fields: { n } }),
  (n) => ({ message: UNICODE, fields: { n, text: UNICODE } }),
  (n) => ({ message: EVERY_ESCAPE, fields: { n, text: EVERY_ESCAPE } }),
  (n) => ({ message: 'x'.repeat(700), fields: { n, on: n % 4 === 0, none: null, share: n / 7 } }),
  (n) => ({ message: n % 498 === 4 ? '\u00e4'.repeat(30_000) : 'short', fields: { n } }),
  (n) => ({
    message: '[not="sd"] <13>1 - - - - - - forged?',
    fields: { n, quotes: '"]\\', line: '\n9 <13>1 - -' },
  }),
];
const sentOf = (n: number): Sent => MIXED[n % MIXED.length]!(n);

/** JSON has no lone surrogate of its own, and every other character comes back as it was. */
function wrongJson({ msg }: DaemonRecord, { message, fields }: Sent): string | undefined {
  const { timestamp: _, ...rest } = readStrictJson(msg) as Record<string, unknown>;
  return difference(rest, { level: 'INFO', name: 'load', message, ...fields });
}

function wrongSd({ sd, msg }: DaemonRecord, { message, fields }: Sent): string | undefined {
  const got = Object.fromEntries(
    parametersOf(String(sd), 'fields@32473').map(([name, value]) => [name, unescapeText(value)]),
  );
  const wanted = Object.entries(fields).map(([name, value]) => [name, String(value)]);
  return difference(
    { message: unescapeText(msg), ...got },
    { message, name: 'load', ...Object.fromEntries(wanted) },
  );
}

describe.each(usableDaemons())('%s', (kind) => {
  test.each([
    ['json', wrongJson],
    ['sd', wrongSd],
  ] as const)(
    'stores every record as it was logged, in order, fields as %s',
    { timeout: 120_000 },
    async (fields, wrong) => {
      const daemon = await Daemon.start(kind, pki);
      try {
        const setup = new Setup();
        const logging = setup.explicit({
          ...{ env: {}, console: false },
          syslog: {
            ...{ host: '127.0.0.1', port: daemon.ports.tls, ca: pki.ca(), fields, maxOctets: 65_536 },
            ...{ queueBytes: '16M', queueEntries: 10_000 },
          },
        });
        const log = setup.core.logger('load');
        for (let n = 0; n < COUNT; n += 1) {
          const { message, fields: given } = sentOf(n);
          log.info(message, given);
          const { queuedLines = 0, queuedBytes = 0 } = logging.health()['syslog'] ?? {};
          // The queue is half full.
          if (Number(queuedLines) > 5_000 || Number(queuedBytes) > 8 * 1024 * 1024) await logging.flush();
        }
        await logging.close();
        expect(logging.stats().syslog).toMatchObject({ dropped: 0, replayed: 0, connects: 1 });
        await until(() => daemon.count() >= COUNT, 20_000, 'the last record');
        const records = daemon.records();
        const failures: string[] = [];
        for (let n = 0; n < COUNT && failures.length < 3; n += 1) {
          try {
            const difference = wrong(records[n]!, sentOf(n));
            if (difference !== undefined) failures.push(`${n}: ${difference}`);
          } catch (error) {
            failures.push(`${n}: ${error}`);
          }
        }
        expect(failures).toEqual([]);
        expect(records).toHaveLength(COUNT);
      } finally {
        await daemon.remove();
      }
    },
  );
});
