import { expect, test } from 'vitest';
import { OPT_IN_GROUPS } from '../../../src/sanitize/scrub/detector.js';
import { DETECTORS } from '../../../src/sanitize/scrub/detectors/table.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { some } from '../../helpers/size.js';
import { isSensitiveName } from './key-names.js';

const { scrub } = createScrubber({ keyNames: isSensitiveName, rules: { enable: OPT_IN_GROUPS } });
const SMALL = 8192;
const LARGE = SMALL * 8;

/** Milliseconds of processor time, so that other work on the machine does not count. */
function time(text: string): number {
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 2; i++) {
    const start = process.cpuUsage();
    scrub(text);
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}

const repeat = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Every prefix and sample, repeated, alone and before a run of one class: what a quadratic rule cannot stand. */
const ALL = [
  ...new Set([
    ...DETECTORS.flatMap(({ prefilter }) => prefilter.slice(0, 3)),
    ...DETECTORS.flatMap(({ hits }) => hits().map(({ text }) => text)),
    ...'=:@%\\"\'<[{.-/ \n~+'.split(''),
    'password=',
    'password= ',
    'password="',
    'password=[ ',
    '"password":{',
    'password=\\"',
    '?key=',
    '?code=',
    'Cookie: ',
    'Cookie: a; ',
    'Authorization: a ',
    "'Authorization: ",
    'http://a:b',
    'postgres://a ',
    '-----BEGIN PRIVATE KEY-----',
    'eyJ-',
    'sk-',
    'a@b.',
    '4111 ',
    'DE89 ',
    '\\n',
    '%25',
    '[REDACTED',
    'arn:',
    'curl -u ',
    '<password>',
    'secret:secret:',
    'a1:',
  ]),
];

const pieces = some(ALL, 3);

test('time grows in proportion to the length', { retry: 2, timeout: 240_000 }, () => {
  for (const piece of pieces) for (let i = 0; i < 2; i++) scrub(repeat(piece, 2000));
  const slow: string[] = [];
  for (const piece of pieces) {
    const small = Math.max(time(repeat(piece, SMALL)), 0.5);
    const large = time(repeat(piece, LARGE));
    // Eight times the length; a quadratic rule takes 64 times as long. The bound leaves room for a busy machine.
    if (large / small > 24) slow.push(`${JSON.stringify(piece)} ${small} ms, ${large} ms`);
  }
  expect(slow).toEqual([]);
});
