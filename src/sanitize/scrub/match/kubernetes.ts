/**
 * The `data` and `stringData` of a Secret of Kubernetes, whatever its members are called: as YAML, as JSON, also escaped,
 * and as `util.inspect` and Python print it. The literal is `kind: Secret` in one of its spellings.
 */
import { isIn, WORD } from '../characters.js';
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { containerEnd } from './container.js';
import { isStopValue } from './stop-values.js';

/** How far its data may stand from its kind. Characters. */
const FARTHEST = 65_536;
const SEPARATOR = '\n---';
const LINE = /^([ \t]*)([\s\S]*?)\r?$/;
/** A member of the data in YAML, or a line of one that has several. */
const MEMBER = /^(?:[ \t]*["']?[\w.-]{1,256}["']?:[ \t]+(?:[|>][+-]?\d?$)?|[ \t]*)["']?([^\n]*?)["']?\r?$/;
const DATA_LINE = /^["']?(?:data|stringData)["']?:[ \t]*(?:#[^\n]*|(\{[^\n]*))?$/;
const DATA_KEY = /(?:^|[{,\s])\\*["']?(?:data|stringData)\\*["']?\s?:\s?$/;
const LONGEST_KEY = 32;
const LONGEST_INDENT = 64;
const BACKSLASH = 92;
/** Blank, tab and hyphen. */
const INDENT: ReadonlySet<number> = new Set([32, 9, 45]);

const OPEN = 123;
const CLOSE = 125;

export function matchKubernetesSecret(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  if (at < scan.manifestEnd || isIn(text.charCodeAt(after), WORD)) return MISS;
  const { manifestEnd: from } = scan;
  if (text.startsWith('kind: ', at)) hideLines(scan, at, from);
  if (!text.startsWith('kind: S', at)) hideContainers(scan, at, from);
  return MISS;
}

/** YAML: the lines below `data:` that stand deeper than it, in the document around `at`. */
function hideLines(scan: Scan, at: number, before: number): void {
  const { text } = scan;
  const least = Math.max(before, at - FARTHEST);
  const from = least + text.slice(least, at).lastIndexOf(SEPARATOR) + 1;
  const to = Math.min(scan.find(SEPARATOR, at), text.length, at + FARTHEST);
  scan.manifestEnd = to;
  const indent = indentBefore(text, at);
  let isData = false;
  for (let start = from, end = from; start < to; start = end + widthOfBreak(text, end)) {
    end = Math.min(scan.find('\n', start), scan.find('\\n', start), to);
    const [, blanks, rest] = LINE.exec(text.slice(start, end))!;
    if (rest === '') continue;
    if (blanks!.length > indent) {
      if (isData) hideMember(scan, start, end);
      continue;
    }
    const data = blanks!.length === indent ? DATA_LINE.exec(rest!) : null;
    isData = data !== null;
    const flow = data?.[1]?.length ?? 0;
    if (flow > 2) scan.hideLater('key-value', end - flow, end);
  }
}

/** How deep the key at `at` stands: blanks, and the hyphen of an item. What stands before them is a string around it. */
function indentBefore(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_INDENT && INDENT.has(text.charCodeAt(start - 1))) start--;
  return at - start;
}

function widthOfBreak(text: string, at: number): number {
  return text.charCodeAt(at) === BACKSLASH ? 2 : 1;
}

function hideMember(scan: Scan, from: number, to: number): void {
  const line = scan.text.slice(from, to);
  const value = MEMBER.exec(line)?.[1] ?? '';
  const start = from + line.lastIndexOf(value);
  if (value !== '' && !isStopValue(scan.text, start, start + value.length, false))
    scan.hideLater('key-value', start, start + value.length);
}

/** JSON: the objects under `data` beside `at`. */
function hideContainers(scan: Scan, at: number, before: number): void {
  const { text } = scan;
  const least = Math.max(scan.floor, before, at - FARTHEST);
  // Objects that hold one another, as brackets make them seem to, would each be read to the same end.
  let left = 4 * FARTHEST;
  let depth = 0;
  for (let i = at; i > least && depth >= 0 && left > 0; i--) {
    const code = text.charCodeAt(i);
    if (code === CLOSE) depth++;
    else if (code === OPEN && --depth === 0) left -= hideData(scan, i);
  }
  const most = Math.min(text.length, at + FARTHEST);
  depth = 0;
  let i = at;
  for (; i < most && depth >= 0 && left > 0; i++) {
    const code = text.charCodeAt(i);
    if (code === CLOSE) depth--;
    else if (code === OPEN && depth++ === 0) left -= hideData(scan, i);
  }
  if (left <= 0) scan.hideLater('json-in-string', least, most);
  scan.manifestEnd = Math.max(scan.manifestEnd, i);
}

/** Returns how much of the text was read. */
function hideData(scan: Scan, open: number): number {
  const { text } = scan;
  const key = DATA_KEY.exec(text.slice(Math.max(0, open - LONGEST_KEY), open))?.[0];
  if (key === undefined) return 0;
  const end = containerEnd(scan, open);
  // What ends so far off was not read to its own end.
  if (end - open > FARTHEST) scan.openContainers++;
  if (end - open > 2) scan.hideLater('json-in-string', open, end, /\\*["']/.exec(key)?.[0]);
  return Math.min(end - open, FARTHEST);
}
