/**
 * The numbers of the engine's inner loops. They stand alone, because the bundler writes a constant into the code that
 * uses it only where nothing is imported before it; else each use is a load, and these are used for every character.
 */

/** Characters from here on share one class: DEL, which occurs nowhere, stands for everything beyond ASCII. */
export const OTHER = 127;
export const CLASSES = 128;

export const BLANK = 32;
export const QUOTE = 34;
export const BACKSLASH = 92;
export const COLON = 58;
export const EQUALS = 61;

/** A row may start at the first character of this pair, wherever it stands. */
export const ANYWHERE = 1;
/** A row may start at the first character of this pair when a word starts there. */
export const AT_BOUNDARY = 2;
/** The first character of this pair is no word character, so behind it a word may start. */
export const NO_WORD = 4;
/** The first character of this pair cannot stand between quotes as it is. */
export const FIRST_NOT_PLAIN = 8;

/** Of the quick look. Shifted down it is the mask of what may start behind the first character of the pair. */
export const GATE = 4;
export const BEHIND_NO_WORD = (ANYWHERE | AT_BOUNDARY) << GATE;
export const BEHIND_WORD = ANYWHERE << GATE;
/** Above the flags: the number of the pair's bucket. */
export const BUCKET = 8;

/**
 * Of the pair table. Most literals are known by two neighbouring pairs, of one of seven kinds: a kind has a bit for its
 * first pair and, `SECOND` higher, a bit for its second.
 */
export const KINDS = 127;
export const SECOND = 7;
/** Number of the bit of a pair that alone is sign enough. */
export const RARE = 14;
/** A character of this pair cannot stand between quotes as it is: control, quote, backslash, or beyond ASCII. */
export const NOT_PLAIN = 1 << 15;
/** Farthest distance from the start of a literal to the first pair of its sign. Characters. */
export const FARTHEST = 6;
