/** How often characters stand beside each other in logs, more or less: it decides by which pairs a literal is known. */
import { CLASSES, OTHER } from './flags.js';

/** Characters of logs, the most frequent ones first; all others are rarer. */
const FREQUENT = ' etaonisrdlhcum0p12fg-.:ywb3456789/v,k"=';
/** Digits stand beside digits, and capitals beside capitals: so many times as often as chance would have it. */
const FLOCK = 16;

const DIGIT = 1;
const CAPITAL = 2;

const shares = Float64Array.from({ length: CLASSES }, (_, code) => {
  const rank = FREQUENT.indexOf(String.fromCharCode(code));
  return 1 / (rank < 0 ? 300 : 7 + rank * 3);
});

const kinds = Uint8Array.from({ length: CLASSES }, (_, code) => {
  if (code >= 48 && code <= 57) return DIGIT;
  return code >= 65 && code <= 90 ? CAPITAL : 0;
});

/** How much of a log two classes, one behind the other, are, as a share; by `first << 7 | second`. */
export const SHARES = Float64Array.from({ length: CLASSES * CLASSES }, (_, pair) => {
  const first = pair >> 7;
  const second = pair & OTHER;
  const chance = shares[first]! * shares[second]!;
  return kinds[first] !== 0 && kinds[first] === kinds[second] ? chance * FLOCK : chance;
});
