/** Fields of HTML forms, and of the head of a page: `<input name="csrf_token" value="x">`, `<meta name="csrf-token" content="x">`. */
import { MISS } from '../detector.js';
import { looksSecret } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { isStopValue } from './stop-values.js';

const LONGEST_TAG = 2_048;
const TAG = /^[^<>]*/;
const ATTRIBUTE = /(?<![\w:-])([\w:-]{1,64})\s?=\s?(["'])([^"']{0,1024})\2/g;
const NAMES = new Set(['name', 'id', 'property']);
const VALUES = new Set(['value', 'content']);

/** The literal is the element and its blank. What is hidden stands anywhere in the tag, so the rest is still to be judged. */
export function matchField(scan: Scan, _at: number, after: number): number {
  const { text, rules } = scan;
  const tag = TAG.exec(text.slice(after, after + LONGEST_TAG))![0];
  let isSensitive = false;
  let value: readonly [number, number] | undefined;
  for (const { index, 0: whole, 1: name, 3: content } of tag.matchAll(ATTRIBUTE)) {
    const attribute = name!.toLowerCase();
    const end = after + index + whole.length - 1;
    if (VALUES.has(attribute)) value ??= [end - content!.length, end];
    else if (NAMES.has(attribute)) isSensitive ||= content !== '' && rules.nameInfo(content!).sensitive;
    else if (attribute === 'type') isSensitive ||= content!.toLowerCase() === 'password';
  }
  if (!isSensitive || value === undefined || isStopValue(text, ...value, true)) return MISS;
  scan.hideLater('xml', ...value);
  return MISS;
}

const CELL = />\s{0,4}([\w .-]{2,64}):?\s{0,4}$/;
const LONGEST_CELL = 80;

/** `<td>password</td><td>x</td>`, `<dt>password</dt><dd>x</dd>`; the literal is what stands between the two. */
export function matchCell(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const name = CELL.exec(text.slice(Math.max(scan.floor, at - LONGEST_CELL), at))?.[1];
  if (name === undefined || !scan.rules.nameInfo(name.trim()).sensitive) return MISS;
  const end = Math.min(scan.find('<', after), text.length, after + LONGEST_TAG);
  if (!looksSecret(text.slice(after, end).trim(), true)) return MISS;
  scan.hide('xml', after, end);
  return end;
}
