/** How often characters stand beside each other in logs, more or less: it decides by which pairs a literal is known. */
import { CLASSES, OTHER } from './flags.js';

/** Characters of logs, the most frequent ones first; all others are rarer. */
const FREQUENT = ' etaonisrdlhcum0p12fg-.:ywb3456789/v,k"=';
/** The most frequent pairs of letters of English (Norvig, English Letter Frequency Counts, 2013), in their order. */
const FREQUENT_PAIRS =
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur'.split(
    ' ',
  );
/** Digits stand beside digits, and capitals beside capitals: so many times as often as chance would have it. */
const FLOCK = 16;

const DIGIT = 1;
const CAPITAL = 2;

function share(code: number): number {
  const rank = FREQUENT.indexOf(String.fromCharCode(code));
  return 1 / (rank < 0 ? 300 : 7 + rank * 3);
}

function kind(code: number): number {
  if (code >= 48 && code <= 57) return DIGIT;
  return code >= 65 && code <= 90 ? CAPITAL : 0;
}

/** How much of a log two classes, one behind the other, are, as a share; by `first << 7 | second`. */
export function createShares(): Float64Array {
  const shares = Array.from({ length: CLASSES }, (_, code) => share(code));
  const kinds = Array.from({ length: CLASSES }, (_, code) => kind(code));
  const table = new Float64Array(CLASSES * CLASSES);
  for (let pair = 0; pair < table.length; pair++) {
    const first = pair >> 7;
    const second = pair & OTHER;
    const chance = shares[first]! * shares[second]!;
    table[pair] = kinds[first] !== 0 && kinds[first] === kinds[second] ? chance * FLOCK : chance;
  }
  FREQUENT_PAIRS.forEach((pair, rank) => {
    table[(pair.charCodeAt(0) << 7) | pair.charCodeAt(1)] = 1 / (33 + rank * 3);
  });
  return table;
}
