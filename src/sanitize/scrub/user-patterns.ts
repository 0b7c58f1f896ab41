/** The user's own patterns, run on bounded windows around their keywords, or over the text when they have none. */

import { placeholder } from './placeholder.js';
import type { Pseudonymizer, Span } from './scan.js';

/** A pattern that the set-up has found to be linear. */
export interface UserPattern {
  readonly name: string;
  readonly pattern: RegExp;
  /** Literals one of which must occur in or near a match. */
  readonly keywords?: readonly string[];
  /** What is printed instead of the match. */
  readonly replace?: (match: string) => string;
  /** Whether the match is one. */
  readonly validate?: (match: string) => boolean;
}

/** How far before its keyword a match may start. Characters. */
const BEFORE = 256;
/** How far behind its keyword a match may end; doubled up to the greatest while a match touches the end. Characters. */
const BEHIND = 1024;
const GREATEST = 65_536;

interface Window {
  readonly from: number;
  readonly to: number;
}

export type PatternFinder = (text: string, pseudonym: Pseudonymizer | undefined) => readonly Span[];

/** Makes the finder of one pattern. */
export function createPatternFinder(user: UserPattern): PatternFinder {
  const flags = [...new Set([...user.pattern.flags.replace('y', ''), 'g'])].join('');
  const pattern = new RegExp(user.pattern.source, flags);
  const keywords = keywordFinder(user, flags.includes('i'));
  return (text, pseudonym) => {
    const spans: Span[] = [];
    let floor = 0;
    for (const window of keywords === undefined ? [{ from: 0, to: text.length }] : windows(text, keywords)) {
      for (const { index, match } of matches(text, pattern, window)) {
        const start = Math.max(index, floor);
        const end = index + match.length;
        if (end <= start) continue;
        const shown = judge(user, match, pseudonym);
        if (shown === undefined) continue;
        spans.push({ rule: shown === ERROR ? 'error' : user.name, start, end, shown });
        floor = end;
      }
    }
    return spans;
  };
}

const ERROR = placeholder('error');

/** What is printed for a match; undefined when it is none. A callback that throws hides the match. */
function judge(user: UserPattern, match: string, pseudonym: Pseudonymizer | undefined): string | undefined {
  try {
    if (user.validate !== undefined && !user.validate(match)) return undefined;
    if (user.replace !== undefined) return String(user.replace(match));
    return pseudonym?.(user.name, match) ?? placeholder(user.name);
  } catch {
    return ERROR;
  }
}

function keywordFinder(user: UserPattern, anyCase: boolean): RegExp | undefined {
  const keywords = (user.keywords ?? []).filter((keyword) => keyword !== '');
  if (keywords.length === 0) return undefined;
  const source = keywords.map((keyword) => keyword.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')).join('|');
  return new RegExp(source, anyCase ? 'gi' : 'g');
}

/** The windows around the keywords of a text, joined where they touch. */
function windows(text: string, keywords: RegExp): readonly Window[] {
  const found: { from: number; to: number }[] = [];
  keywords.lastIndex = 0;
  for (let hit = keywords.exec(text); hit !== null; hit = keywords.exec(text)) {
    const from = Math.max(0, hit.index - BEFORE);
    const to = Math.min(text.length, hit.index + hit[0].length + BEHIND);
    const last = found.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else found.push({ from, to });
    if (hit[0].length === 0) keywords.lastIndex++;
  }
  return found;
}

/** The matches inside a window; one that touches the end of the window is read again in a wider one. */
function matches(
  text: string,
  pattern: RegExp,
  window: Window,
): readonly { readonly index: number; readonly match: string }[] {
  for (let to = window.to; ; to = Math.min(text.length, to + Math.max(BEHIND, to - window.from))) {
    const part = window.from === 0 && to === text.length ? text : text.slice(window.from, to);
    const found: { index: number; match: string }[] = [];
    pattern.lastIndex = 0;
    for (let hit = pattern.exec(part); hit !== null; hit = pattern.exec(part)) {
      if (hit[0] === '') pattern.lastIndex++;
      else found.push({ index: window.from + hit.index, match: hit[0] });
    }
    const last = found.at(-1);
    const cut = last !== undefined && last.index + last.match.length === to && to < text.length;
    if (!cut || to - window.to > GREATEST) return found;
  }
}
