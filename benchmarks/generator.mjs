/** Numbers that look random and are the same in every run (xorshift, 32 bits), and text made from them. */
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const HEX = '0123456789abcdef';

export function createGenerator(seed) {
  let state = seed * 2654435761 || 1;
  const below = (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
  const pick = (list) => list[below(list.length)];
  const text = (length, alphabet = LETTERS) => Array.from({ length }, () => pick(alphabet)).join('');
  const hex = (length) => text(length, HEX);
  return { below, pick, text, hex };
}

/** One flat string, as it comes from a socket or a file, not a rope of pieces. */
export const flat = (text) => Buffer.from(text, 'utf8').toString('utf8');
