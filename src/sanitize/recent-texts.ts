/**
 * Texts that were found harmless not long ago. Most strings of a log are one of a few: methods, hosts, states, the
 * messages themselves. To know one again costs a third of looking at it.
 */

/** Slots, a power of two. Each holds one text. */
const SLOTS = 1024;
/** Shorter texts are looked at as fast, longer ones are seldom the same twice. UTF-16 units. */
const SHORTEST = 3;
const LONGEST = 64;
/** Of this many texts that were not known one is kept, so that those which come once seldom push out the others. */
const EVERY = 8;
/** V8 shares no memory between a text of fewer units and the larger one that it was cut from. */
const LEAST_SLICE = 13;

export class RecentTexts {
  private readonly texts: string[] = new Array(SLOTS).fill('');
  private missed = 0;

  has(text: string): boolean {
    return isKept(text) && this.texts[slotOf(text)] === text;
  }

  /** Keeps one text in {@link EVERY}. */
  offer(text: string): void {
    this.missed += 1;
    if (this.missed < EVERY || !isKept(text)) return;
    this.missed = 0;
    this.texts[slotOf(text)] = text.length < LEAST_SLICE ? text : copyOf(text);
  }
}

function isKept({ length }: string): boolean {
  return length >= SHORTEST && length <= LONGEST;
}

function slotOf(text: string): number {
  const last = text.length - 1;
  const mixed =
    (last * 37) ^
    (text.charCodeAt(0) * 5) ^
    (text.charCodeAt(last) * 17) ^
    (text.charCodeAt(last - 1) * 67) ^
    (text.charCodeAt(last - 2) * 131);
  return mixed & (SLOTS - 1);
}

/** Of its own: a part of a body must not keep the whole body in memory. The text is ASCII. */
function copyOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('latin1');
}
