/**
 * Rows of the engine itself. Behind an escape (`\n`, `%22`, `\u0022`, a terminal colour) a word starts, although the
 * escape ends in a word character; and a placeholder is passed over, so that nothing inside one matches.
 */
import { DOTTED, HEX, hexByte, isDigit, isIn } from './characters.js';
import { type Detector, type Matcher, MISS } from './detector.js';
import { JSON_STARTS } from './encoded-json.js';
import { placeholderEnd } from './placeholder.js';
import type { Scan } from './scan.js';

/** Where a resource name ends. */
function resourceEnd(text: string, from: number): number {
  let end = from;
  for (; end < text.length; end++) {
    const code = text.charCodeAt(end);
    if (!isIn(code, DOTTED) && code !== 58 && code !== 47 && code !== 42 && code !== 43 && code !== 44) break;
  }
  return end;
}

type AskAt = (scan: Scan, at: number) => number;

/** Length of the escape at `at`, or 0. */
function escapeLength(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === 37) {
    let i = at + 1;
    while (i < at + 7 && text.charCodeAt(i) === 50 && text.charCodeAt(i + 1) === 53) i += 2;
    return hexByte(text, i) < 0 ? 0 : i + 2 - at;
  }
  if (code === 27 || code === 91) {
    let i = at + (code === 27 ? 2 : 1);
    const stop = i + 12;
    while (i < stop && (isDigit(text.charCodeAt(i)) || text.charCodeAt(i) === 59)) i++;
    return text.charCodeAt(i) === 109 ? i + 1 - at : 0;
  }
  const letter = text.charCodeAt(at + 1);
  const length = letter === 117 ? 6 : letter === 120 ? 4 : 2;
  // A terminal colour whose ESC is written as an escape: `\\u001b[31m`.
  return length > 2 && text.charCodeAt(at + length) === 91
    ? length + escapeLength(text, at + length)
    : length;
}

/** A cheap no for short escapes before another one: rows of them would each be measured for nothing. */
function isLastEscape(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code === 37) return text.charCodeAt(at + 3) !== 37 && text.charCodeAt(at + 2) !== 37;
  const letter = text.charCodeAt(at + 1);
  return code !== 92 || letter === 117 || letter === 120 || text.charCodeAt(at + 2) !== 92;
}

const PREFIXES = [...[...'nrtbfv0ux'].map((letter) => `\\${letter}`), '\u001b['];
const ENCODED = [...'0123456789abcdefABCDEF'].map((digit) => `%${digit}`);

/** The rows; `ask` asks all rows at a position as if a word started there. */
export function engineRows(ask: AskAt): readonly Detector[] {
  const matchEscape: Matcher = (scan, at) => {
    const length = escapeLength(scan.text, at);
    const next = scan.text.charCodeAt(at + length);
    // Another escape is a candidate of its own; asking it from here would nest as deep as the text is long.
    if (length === 0 || Number.isNaN(next) || next === 92 || next === 37 || next === 27 || next === 91)
      return MISS;
    return ask(scan, at + length);
  };
  const matchPlaceholder: Matcher = (scan, at) => placeholderEnd(scan.text, at);
  const matchResourceName: Matcher = (scan, _at, after) => {
    scan.noColonBefore = Math.max(scan.noColonBefore, scan.endOf('resource', after, resourceEnd));
    return MISS;
  };
  const matchEncodedJson: Matcher = (scan) => {
    scan.hasEncodedJson = true;
    return MISS;
  };
  const row = (name: string, prefilter: readonly string[], boundary: boolean, match: Matcher): Detector => ({
    name,
    about: '',
    prefilter,
    boundary,
    match,
    mask: 'full',
    hits: () => [],
    misses: () => [],
  });
  return [
    row('placeholder', ['[REDACTED'], false, matchPlaceholder),
    row('resource-name', ['arn:', 'urn:'], true, matchResourceName),
    row('encoded-json', JSON_STARTS, false, matchEncodedJson),
    { ...row('escape', PREFIXES, false, matchEscape), mayMatch: isLastEscape },
    { ...row('escape', ENCODED, false, matchEscape), third: HEX, mayMatch: isLastEscape },
  ];
}
