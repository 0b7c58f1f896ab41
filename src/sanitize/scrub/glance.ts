/**
 * The first look at a short text, without a branch that depends on what it holds: that is worth a factor of two. Each
 * pair of neighbouring characters has flags in one table, for all scrubbers of the process. A literal is known by two
 * pairs that stand beside each other in it, and literals are in groups: a bit for the first pair of one, and a bit for
 * the second. Where a text has both behind each other it may hold a secret, and is looked at again.
 *
 * There is nothing imported here, and all that the loop uses is a constant of this one closure: V8 then writes it into
 * the code, and else loads and checks it anew for each character.
 */

/** Longer texts are not looked at. UTF-16 units. */
export const LONGEST = 64;
export const GROUPS = 12;
/** The second of a pair cannot stand between quotes as it is. */
export const NOT_PLAIN = 1 << 24;
/** The bit that says: the second of a pair is a digit, or may stand between the digits of one number. */
export const IN_NUMBER = 1 << 31;
/** Shorter numbers are not looked for. Characters. */
export const SHORTEST_NUMBER = 11;
/**
 * What a character adds to the length of a number, in its own units: eleven digits and hyphens are long, and a card
 * number with dots, but no address of four octets.
 */
export const DIGIT_STEP = 24;
export const DOT_STEP = -11;

/** The text can be written between quotes as it is. */
export const HARMLESS = 0;
/** It has to be escaped. (Between the two: something in it may be a secret.) */
export const UNSAFE = 2;

export const glance = (() => {
  const groups = 12;
  const mask = (1 << 14) - 1;
  const long = 256;
  const notPlain = 1 << 24;
  /** By `first << 7 | second`; 0 stands before a text and behind it. */
  const table = new Int32Array(1 << 14);
  /** By the length of a text: the groups that have a row for it. */
  const fitting = new Int32Array(64 + 1);
  /** What a character adds to the length of a number; 0 where it ends one. */
  const steps = new Int8Array(128);

  /** Whether eleven neighbours of 32 in a circle are ones. */
  function hasElevenOnes(ring: number): boolean {
    const two = ring & ((ring << 1) | (ring >>> 31));
    const four = two & ((two << 2) | (two >>> 30));
    const eight = four & ((four << 4) | (four >>> 28));
    return (eight & ((eight << 3) | (eight >>> 29))) !== 0;
  }

  function hasLongNumber(text: string): boolean {
    let number = 0;
    for (let at = 0; at < text.length; at++) {
      const step = steps[text.charCodeAt(at)]!;
      // Dots before a number owe it nothing.
      number = step === 0 ? 0 : Math.max(0, number + step);
      if (number >= long) return true;
    }
    return false;
  }

  return {
    table,
    fitting,
    steps,
    /** What is known of a text of up to {@link LONGEST} characters. */
    at(text: string): number {
      const { length } = text;
      let wide = 0;
      let pair = 0;
      let one = table[0]!;
      let two = one;
      let hits = 0;
      let all = 0;
      // A bit for each character of a number, at its place of 32: without waiting for the character before.
      let numbers = 0;
      for (let at = 0; at < length; at++) {
        const code = text.charCodeAt(at);
        wide |= code;
        pair = ((pair << 7) | code) & mask;
        const flags = table[pair]!;
        hits |= (flags >> groups) & two;
        numbers |= (flags >>> 31) << at;
        all |= flags;
        two = one;
        one = flags;
      }
      // What ends behind the text.
      hits |= ((table[(pair << 7) & mask]! >> groups) & two) | ((table[0]! >> groups) & one);
      if (wide > 127 || (all & notPlain) !== 0) return 2;
      if ((hits & fitting[length]!) !== 0) return 1;
      return hasElevenOnes(numbers) && hasLongNumber(text) ? 1 : 0;
    },
  };
})();
