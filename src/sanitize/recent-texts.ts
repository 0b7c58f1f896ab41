/**
 * Texts that were found harmless not long ago. Most strings of a log are one of a few: methods, hosts, states, the
 * messages themselves. To know one again costs a third of looking at it.
 */

/** There are two to this power places, each for one text. */
const SLOT_BITS = 11;
/** Spreads neighbouring numbers (Knuth, The Art of Computer Programming, section 6.4). */
const GOLDEN = 0x9e3779b1;
/** Shorter texts are looked at as fast, longer ones are seldom the same twice. UTF-16 units. */
const SHORTEST = 3;
export const LONGEST_KNOWN = 64;
/** Of this many texts that were not known one is kept, so that those which come once seldom push out the others. */
export const EVERY = 32;

/**
 * Where texts come from: a key, or a logger whose messages they are. Methods and states come again, identifiers do not.
 * A text that is not known costs some luck, one that is brings some; without luck, a source is not asked for a while.
 */
export interface TextSource {
  luck: number;
}
export const LUCK = 64;
const MOST_LUCK = 256;
/** Texts that are not asked about. */
const PAUSE = 2_048;

export class RecentTexts {
  private readonly texts: string[] = new Array(1 << SLOT_BITS).fill('');
  private missed = 0;

  has(text: string, source: TextSource): boolean {
    const { luck } = source;
    if (luck < 0) {
      source.luck = luck === -1 ? LUCK : luck + 1;
      return false;
    }
    if (!isKept(text)) return false;
    const isKnown = this.texts[slotOf(text)] === text;
    if (isKnown) source.luck = Math.min(luck + 1, MOST_LUCK);
    else source.luck = luck === 0 ? -PAUSE : luck - 1;
    return isKnown;
  }

  /** Keeps one text in {@link EVERY}. */
  offer(text: string, source: TextSource): void {
    if (source.luck < 0 || !isKept(text)) return;
    this.missed += 1;
    if (this.missed < EVERY) return;
    this.missed = 0;
    this.texts[slotOf(text)] = nameOf(text);
  }
}

function isKept({ length }: string): boolean {
  return length >= SHORTEST && length <= LONGEST_KNOWN;
}

/** By length, middle and end, where texts of one kind differ. */
function slotOf(text: string): number {
  const last = text.length - 1;
  let mixed = text.charCodeAt(last - 2) * 31 + text.charCodeAt(last - 1);
  mixed = mixed * 31 + text.charCodeAt(last);
  mixed = mixed * 31 + text.charCodeAt(last >> 1);
  return Math.imul(mixed * 31 + last, GOLDEN) >>> (32 - SLOT_BITS);
}

/**
 * The text as V8 holds names: in memory of its own, since a part of a body must not keep the whole body alive, and the
 * very same string as a literal of the program, which is then compared by its address.
 */
function nameOf(text: string): string {
  for (const name in { [text]: true }) return name;
  return text;
}
