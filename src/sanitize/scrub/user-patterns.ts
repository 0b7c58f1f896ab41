/** The user's own patterns, run on bounded windows around their keywords, or over the text when they have none. */

import { cut, truncated } from '../limits.js';
import { placeholder } from './placeholder.js';
import type { Pseudonymizer } from './rulebook.js';
import type { Span } from './scan.js';

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
    const judge = judging(user, pseudonym);
    let floor = 0;
    for (const window of keywords === undefined ? [{ from: 0, to: text.length }] : windows(text, keywords)) {
      for (const { index, match } of matches(text, pattern, window)) {
        const start = Math.max(index, floor);
        const end = index + match.length;
        if (end <= start) continue;
        const shown = judge(match);
        if (shown === undefined) continue;
        spans.push({ rule: shown === ERROR ? 'error' : user.name, start, end, shown });
        floor = end;
      }
    }
    return spans;
  };
}

const ERROR = placeholder('error');

/** Of what `replace` gives for one match. UTF-16 units. */
const MAX_REPLACEMENT = 1_024;
/** Of what it gives for all matches of a text, which are thousands. Behind that it is not called. UTF-16 units. */
const MAX_REPLACEMENTS = 262_144;

function shortened(text: string): string {
  const shown = cut(text, MAX_REPLACEMENT);
  return shown === text ? text : shown + truncated(text.length - shown.length);
}

/**
 * Says what is printed for the matches of one text; undefined when a match is none. A callback that throws hides the
 * match.
 */
function judging(
  user: UserPattern,
  pseudonym: Pseudonymizer | undefined,
): (match: string) => string | undefined {
  let given = 0;
  return (match) => {
    try {
      if (user.validate !== undefined && !user.validate(match)) return undefined;
      if (user.replace !== undefined && given <= MAX_REPLACEMENTS) {
        const text = String(user.replace(match));
        given += text.length;
        return shortened(text);
      }
      return pseudonym?.(user.name, match) ?? placeholder(user.name);
    } catch {
      return ERROR;
    }
  };
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
