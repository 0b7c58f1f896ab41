/**
 * The table of the first pass. The text is read as pairs of bytes, two characters a step, so a literal is met at one of
 * two alignments. At each it is known by two neighbouring pairs, the rarest that it has: `password` not by `pa` and `ss`
 * but by `sw` and `or`. So ordinary prose has next to no place that is near a candidate.
 */
import { type Alphabet, BASE36, isIn, WORD } from './characters.js';
import {
  BACKSLASH,
  BLANK,
  EVEN,
  FARTHEST,
  NOT_PLAIN,
  ODD,
  OFFSET_ZERO,
  OTHER,
  QUOTE,
  RARE,
  SECOND,
} from './flags.js';

export interface PairTable {
  /** Bits of kinds, and `NOT_PLAIN`, by `first | second << 8`. */
  readonly flags: Uint8Array;
  /** Of first pairs: bit `OFFSET_ZERO + n` says that a literal may start n characters before the pair. */
  readonly offsets: Uint8Array;
}

/** A literal as the table needs it. */
export interface TableLiteral {
  readonly literal: string;
  /** What the third character must be in where the literal has only two; 0 for anything. */
  readonly thirdIn: Alphabet;
  readonly boundary: boolean;
}

const BYTES = 256;

export const isPlain = (byte: number) =>
  byte >= BLANK && byte < OTHER && byte !== QUOTE && byte !== BACKSLASH;

/** Characters of logs in prose, the most frequent ones first; all others are rarer. */
const FREQUENT = ' etaonisrhldcumfpgwybv.k,-0123456789/:';

/** About how often a character occurs, as one in so many. */
function rarity(code: number): number {
  const rank = FREQUENT.indexOf(String.fromCharCode(code));
  return rank < 0 ? 400 : 6 + rank * 4;
}

/** The characters that a pair of a literal may have. */
interface Pair {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** Two neighbouring pairs by which a literal is known, the first of them `offset` characters behind its start. */
interface Sign {
  readonly pairs: readonly [Pair, Pair];
  readonly offset: number;
}

const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
/** Sets of bytes; each is one object, so that what is known of it is known again. */
const ANY = range(0, BYTES);
const NO_WORD = ANY.filter((byte) => byte >= OTHER || !isIn(byte, WORD));
const BEYOND = range(OTHER, BYTES);
const SINGLE = ANY.map((byte) => [byte]);
const EVERY: Pair = { first: ANY, second: ANY };

const alphabets = new Map<Alphabet, readonly number[]>();

function bytesOf(alphabet: Alphabet): readonly number[] {
  const known = alphabets.get(alphabet) ?? ANY.filter((byte) => byte < OTHER && isIn(byte, alphabet));
  alphabets.set(alphabet, known);
  return known;
}

/** The bytes that a character of the literal can be. */
function bytesAt({ literal, thirdIn, boundary }: TableLiteral, index: number): readonly number[] {
  if (index < 0) return boundary ? NO_WORD : ANY;
  if (index < literal.length) {
    const code = literal.charCodeAt(index);
    return code < OTHER ? SINGLE[code]! : BEYOND;
  }
  return index !== 2 || thirdIn === 0 ? ANY : bytesOf(thirdIn);
}

const shares = new Map<readonly number[], number>([[ANY, 1]]);

/** How often a character is one of these, more or less. */
function share(bytes: readonly number[]): number {
  const known =
    shares.get(bytes) ??
    Math.min(
      1,
      bytes.reduce((total, byte) => total + 1 / rarity(byte), 0),
    );
  shares.set(bytes, known);
  return known;
}

function frequency({ first, second }: Pair): number {
  return share(first) * share(second);
}

/** Whether a pair is seldom in prose and in numbers: it holds a capital or a sign. */
function isSeldom({ first, second }: Pair): boolean {
  return holdsSign(first) || holdsSign(second);
}

function holdsSign(bytes: readonly number[]): boolean {
  return bytes.length === 1 && !isIn(bytes[0]!, BASE36) && bytes[0] !== BLANK;
}

/** The rarest sign of a literal, at the alignment at which its start is the first (0) or second (-1) of a pair. */
function rarest(literal: TableLiteral, from: number): Sign {
  let alone: Sign | undefined;
  let both: Sign | undefined;
  let pair = pairAt(literal, from);
  for (let offset = from; offset < literal.literal.length && offset <= FARTHEST; offset += 2) {
    const next = pairAt(literal, offset + 2);
    if (isSeldom(pair) && (alone === undefined || frequency(pair) < frequency(alone.pairs[0])))
      alone = { pairs: [pair, EVERY], offset };
    if (both === undefined || often(pair, next) < often(...both.pairs))
      both = { pairs: [pair, next], offset };
    pair = next;
  }
  return (alone ?? both) as Sign;
}

function pairAt(literal: TableLiteral, offset: number): Pair {
  return { first: bytesAt(literal, offset), second: bytesAt(literal, offset + 1) };
}

function often(pair: Pair, next: Pair): number {
  return frequency(pair) * frequency(next);
}

/** Several rules start with the same literal. */
function distinct(literals: readonly TableLiteral[]): Iterable<TableLiteral> {
  return new Map(literals.map((row) => [`${row.boundary} ${row.thirdIn} ${row.literal}`, row])).values();
}

export function createPairTable(literals: readonly TableLiteral[]): PairTable {
  const flags = new Uint8Array(BYTES * BYTES);
  const offsets = new Uint8Array(BYTES * BYTES);
  const mark = (table: Uint8Array, { first, second }: Pair, bit: number) => {
    for (const a of first) for (const b of second) table[a | (b << 8)]! |= bit;
  };
  mark(flags, EVERY, RARE << SECOND);
  for (const literal of distinct(literals)) {
    for (const from of [0, -1]) {
      const { pairs, offset } = rarest(literal, from);
      const kind = pairs[1] === EVERY ? RARE : from === 0 ? EVEN : ODD;
      mark(flags, pairs[0], kind);
      mark(offsets, pairs[0], 1 << (offset + OFFSET_ZERO));
      if (pairs[1] !== EVERY) mark(flags, pairs[1], kind << SECOND);
    }
  }
  for (let first = 0; first < BYTES; first++) {
    for (let second = 0; second < BYTES; second++) {
      if (!isPlain(first) || !isPlain(second)) flags[first | (second << 8)]! |= NOT_PLAIN;
    }
  }
  return { flags, offsets };
}
