/**
 * Raw text in, {@link CleanText} out: redacted first, then cut, then escaped. In this order, because a cut could
 * hide half a secret from its pattern, and an escape could hide a separator from it.
 */
import type { CleanText } from '../record/encoder.js';
import { escapeControls, isPlainText, lengthWithin } from './escape.js';
import { cut, truncated, wasCut } from './limits.js';
import { LONGEST_KNOWN, LUCK, RecentTexts, type TextSource } from './recent-texts.js';

/** Finds secrets inside text. */
export interface Scrubber {
  /** Whether the text has nothing to hide and nothing to escape. False: it has to be looked at. */
  isHarmless(text: string): boolean;
  /** Redacts; gives the same string when there is nothing to hide. Total: it never throws. */
  scrub(text: string): string;
  /** True where the text given last is known to need no escaping, since every character of it was looked at. */
  readonly lastWasPlain: boolean;
}

/** How far beyond the cut is looked for a secret that begins before it. UTF-16 units. */
export const LOOK_AHEAD = 64 * 1024;
/** The same of a key: an object can have a thousand long ones. */
export const KEY_LOOK_AHEAD = 4 * 1024;

/** Text of the walk. Its two results beside the text are properties, so that a call allocates nothing. */
export class Cleaner {
  /** How many double quotes the text cleaned last holds. */
  quotes = 0;
  /** UTF-8 bytes of the text cleaned last, less its length. */
  excess = 0;

  private readonly recent = new RecentTexts();
  /** The source of texts that have none of their own. */
  private readonly elsewhere: TextSource = { luck: LUCK };
  /** The text that was looked at last and was not found harmless: it is not looked at again. */
  private doubted = '';

  constructor(
    private readonly scrubber: Scrubber,
    /** Texts shorter than this hold no secret that a pattern could find. UTF-16 units. */
    private readonly shortest: number,
    /** Off for plain copies, whose text is escaped later, as part of something else. */
    private readonly escapes: boolean,
  ) {}

  /** Redacts, and cuts to `limit` UTF-16 units; does not escape. */
  redact(raw: string, limit: number, ahead = LOOK_AHEAD): string {
    if (raw.length > limit && !wasCut(raw, limit)) return this.redactLong(raw, limit, ahead);
    return raw.length < this.shortest ? raw : this.scrubber.scrub(raw);
  }

  /** Whether a short text can be written as it is. A false is no proof of the contrary. */
  isHarmless(raw: string, source: TextSource): boolean {
    if (raw.length > LONGEST_KNOWN) return false;
    if (this.recent.has(raw, source)) return true;
    if (this.scrubber.isHarmless(raw)) {
      this.recent.offer(raw, source);
      return true;
    }
    this.doubted = raw;
    return false;
  }

  /** Redacts, cuts and escapes. */
  clean(raw: string, limit: number, source: TextSource = this.elsewhere): CleanText {
    const { length } = raw;
    if (length <= limit && raw !== this.doubted && this.isHarmless(raw, source)) return this.plain(raw);
    if (length < this.shortest || length > limit) return this.escape(this.redact(raw, limit));
    const redacted = this.scrubber.scrub(raw);
    return this.scrubber.lastWasPlain ? this.plain(redacted) : this.escape(redacted);
  }

  private plain(text: string): CleanText {
    this.quotes = 0;
    this.excess = 0;
    return text as CleanText;
  }

  /** Escapes text that is redacted already. */
  escape(text: string): CleanText {
    if (isPlainText(text) || !this.escapes) return this.plain(text);
    const escaped = escapeControls(text);
    this.quotes = countQuotes(escaped);
    this.excess = Buffer.byteLength(escaped) - escaped.length;
    return escaped as CleanText;
  }

  /** How much of a redacted text, in UTF-16 units, takes no more than so many bytes between quotes once it is escaped. */
  lengthWithin(text: string, bytes: number): number {
    return this.escapes ? lengthWithin(text, bytes) : Math.max(0, Math.min(text.length, bytes));
  }

  /** Nothing behind the part that was scanned is written. */
  private redactLong(raw: string, limit: number, ahead: number): string {
    const scanned = cut(raw, limit + ahead);
    const redacted = this.scrubber.scrub(scanned);
    const decided = raw.length > scanned.length ? decidedEnd(redacted) : redacted.length;
    const shown = cut(redacted, endOfPlaceholder(redacted, Math.min(limit, decided)));
    // Of what is left the mark counts the text as it would be shown: a placeholder is not as long as its secret.
    const left = redacted.length - shown.length + raw.length - scanned.length;
    return left > 0 ? shown + truncated(left) : shown;
  }
}

/** A secret that the end of what was scanned cuts in half may be too short for its rule. UTF-16 units. */
const HALF = 256;
const LONGEST_HALF = 4_096;

/**
 * How far a redacted text can be shown of which more was not scanned: to a blank, some way before its end. What is hidden
 * up to the end leaves no half of anything.
 */
function decidedEnd(redacted: string): number {
  const open = redacted.lastIndexOf('[REDACTED');
  if (open >= 0 && redacted.indexOf(']', open) === redacted.length - 1) return redacted.length;
  const end = Math.max(0, redacted.length - HALF);
  const from = Math.max(0, end - LONGEST_HALF);
  const blank = redacted.slice(from, end).search(/\s\S*$/);
  return blank < 0 ? from : from + blank;
}

/** A placeholder is at most this long. UTF-16 units. */
const PLACEHOLDER = 128;

/** Where to cut so that a placeholder which stands across `limit` is kept whole. */
function endOfPlaceholder(text: string, limit: number): number {
  const open = text.lastIndexOf('[REDACTED', limit);
  const end = open < 0 ? -1 : text.indexOf(']', open);
  return end >= limit && end - open < PLACEHOLDER ? end + 1 : limit;
}

function countQuotes(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at >= 0; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}
