/** Messages as the pipeline makes them, one record after the other. */
import { describe, expect, test, vi } from 'vitest';
import type { LoggingOptions, SyslogOptions } from '../../src/config/options.js';
import type { Transport } from '../../src/transport/transport.js';
import { type Lab, openLab } from '../helpers/lab.js';
import { readSyslog } from '../helpers/rfc5424.js';

/** What would have gone to the network. */
const sent = vi.hoisted<string[]>(() => []);
vi.mock('../../src/transport/syslog/syslog.js', () => ({
  openSyslogTransport: (): Transport => ({ name: 'syslog', write: (line) => void sent.push(line) }),
}));

function openSyslog(syslog: SyslogOptions, options: LoggingOptions = {}): Lab {
  return openLab({ syslog: { host: 'logs.invalid', ...syslog }, transports: [], ...options });
}

/** What `work` sent. */
function linesOf(work: () => void): string[] {
  sent.length = 0;
  work();
  return [...sent];
}

const parameters = (line: string | undefined) =>
  readSyslog(Buffer.from((line ?? '').slice(0, -1))).elements.find(({ id }) => id === 'fields@32473')?.params;

describe('bound fields as structured data', () => {
  test('are there in a record that is logged inside a getter', () => {
    const log = openSyslog({ fields: 'sd' }).logger('shop').child({ b: 1 });
    const lines = linesOf(() => {
      log.info('first');
      log.info('outer', {
        get g() {
          log.info('inner');
          return 1;
        },
      });
    });
    expect(lines.map((line) => line.slice(line.lastIndexOf(']') + 2))).toEqual([
      'first\n',
      'inner\n',
      'outer\n',
    ]);
    expect(parameters(lines[1])).toEqual([
      ['name', 'shop'],
      ['b', '1'],
    ]);
    expect(parameters(lines[2])?.slice(1)).toEqual([
      ['b', '1'],
      ['g', '1'],
    ]);
  });

  test('are the same in the first record and in those behind it', () => {
    const log = openSyslog({ fields: 'sd' })
      .logger()
      .child({ a: 'x"]\\', 'n.m': { o: [1] }, e: [] });
    const lines = linesOf(() => {
      log.info('m');
      log.info('m');
    });
    expect(parameters(lines[1])).toEqual(parameters(lines[0]));
    expect(parameters(lines[1])?.slice(1)).toEqual([
      ['a', 'x"]\\\\'],
      ['n_m.o.0', '1'],
      ['e', '[]'],
    ]);
  });
});

describe.each(['sd', 'json'] as const)('a message with fields as %s', (fields) => {
  test.each([1_024, 2_048, 5_000])(
    'keeps to a line of %i bytes, where that is less than its octets',
    (line) => {
      const lab = openSyslog({ fields, hostname: 'h'.repeat(60) }, { limits: { line } });
      const values = Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`k${i}`, 'v'.repeat(70)]));
      const lines = linesOf(() => {
        const child = lab.logger().child(values);
        for (const length of [0, 100, 1_000, 10_000]) {
          child.info('m'.repeat(length));
          child.info('m'.repeat(length), values);
          child.info('\u65e5'.repeat(length), { f: '\\"]'.repeat(500) });
          lab.logger().info('m'.repeat(length), { f: '\\"]'.repeat(500), g: 1 });
        }
      });
      for (const one of lines) {
        expect(Buffer.byteLength(one)).toBeLessThanOrEqual(line);
        readSyslog(Buffer.from(one.slice(0, -1)));
        expect(one).toMatch(/k19|"?g"?[:=]|f="|\[\+\d+ more|\[truncated \d+\]/);
        // What is left of a record is a whole one, as far as the walk can see to it.
        if (fields === 'json') expect(one).toMatch(/\}\n$/);
      }
    },
  );
});
