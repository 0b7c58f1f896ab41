/**
 * The table of the first pass. The text is read as pairs of bytes, so a literal is met at one of two alignments. At each it
 * is known by a rare pair or by two neighbours: `password` not by `pa` and `ss` but by `sw` and `or`. So ordinary prose has next to no place that is near a candidate.
 */
import { type Alphabet, isIn, WORD } from './characters.js';
import { BACKSLASH, BLANK, CLASSES, FARTHEST, NOT_PLAIN, OTHER, QUOTE, RARE, SECOND } from './flags.js';
import { createShares } from './frequencies.js';

export interface PairTable {
  /** Bits of kinds, and `NOT_PLAIN`, by `first | second << 8`. */
  readonly flags: Uint16Array;
  /** Of first pairs: bit `FARTHEST - n` says that a literal may start n characters before the pair. */
  readonly offsets: Uint8Array;
}

/** A literal as the table needs it. */
export interface TableLiteral {
  readonly literal: string;
  /** What the third character must be in where the literal has only two; 0 for anything. */
  readonly thirdIn: Alphabet;
  /** What the fourth character must be in where the literal has fewer, likewise. */
  readonly fourthIn: Alphabet;
  readonly boundary: boolean;
}

const BYTES = 256;
/** What is reckoned with beyond the signs that are there already, as a share of the text. */
const TO_COME = 0.03;

export const isPlain = (byte: number) =>
  byte >= BLANK && byte < OTHER && byte !== QUOTE && byte !== BACKSLASH;

/** The classes that the characters of a pair may have. */
interface Pair {
  readonly first: readonly number[];
  readonly second: readonly number[];
}

/** What a literal is known by: a rare pair alone, or two neighbours, the first of them `offset` behind its start. */
interface Sign {
  readonly pair: Pair;
  readonly next: Pair | undefined;
  readonly kind: number;
  readonly offset: number;
}

/** Sets of classes. */
const ANY = Array.from({ length: CLASSES }, (_, i) => i);
const NO_WORD = ANY.filter((code) => code === OTHER || !isIn(code, WORD));
const SINGLE = ANY.map((code) => [code]);

const alphabets = new Map<Alphabet, readonly number[]>();

function classesOf(alphabet: Alphabet): readonly number[] {
  const known = alphabets.get(alphabet) ?? ANY.filter((code) => code < OTHER && isIn(code, alphabet));
  alphabets.set(alphabet, known);
  return known;
}

/** The classes that a character of the literal can have. */
function classesAt({ literal, thirdIn, fourthIn, boundary }: TableLiteral, index: number): readonly number[] {
  if (index < 0) return boundary ? NO_WORD : ANY;
  if (index < literal.length) return SINGLE[Math.min(literal.charCodeAt(index), OTHER)]!;
  const alphabet = index === 2 ? thirdIn : index === 3 ? fourthIn : 0;
  return alphabet === 0 ? ANY : classesOf(alphabet);
}

function pairAt(literal: TableLiteral, offset: number): Pair {
  return { first: classesAt(literal, offset), second: classesAt(literal, offset + 1) };
}

/** A pair that is more than this is no sign: half the text would have it. */
const WIDEST = 500;

/** Smaller shares of a log are none. */
const NOTHING = 1e-12;

/** The table while it is filled. Each literal gets the sign that adds least to what is noted in ordinary logs. */
class Signs {
  /** How much of a log each pair is. */
  private readonly often = createShares();
  /** By `first << 7 | second`. */
  readonly flags = new Uint16Array(CLASSES * CLASSES);
  readonly offsets = new Uint8Array(CLASSES * CLASSES);
  /** How much of a log has each bit. */
  private readonly shares = new Float64Array(RARE + 1);

  add(literal: TableLiteral, from: number): void {
    const { pair, next, kind, offset } = this.cheapest(literal, from);
    this.mark(pair, kind);
    if (next !== undefined) this.mark(next, kind + SECOND);
    for (const a of pair.first) {
      for (const b of pair.second) this.offsets[(a << 7) | b]! |= 1 << (FARTHEST - offset);
    }
  }

  /** The sign at the alignment at which the literal's start is the first (0) or second (-1) character of a pair. */
  private cheapest(literal: TableLiteral, from: number): Sign {
    let best: Sign | undefined;
    let least = Number.POSITIVE_INFINITY;
    const end = Math.min(literal.literal.length, FARTHEST + 1);
    let pair = pairAt(literal, from);
    let fresh = this.fresh(pair);
    for (let offset = from; offset < end && least > 0; offset += 2) {
      const next = pairAt(literal, offset + 2);
      const behind = this.fresh(next);
      if (fresh !== undefined && fresh[RARE]! < least) {
        least = fresh[RARE]!;
        best = { pair, next: undefined, kind: RARE, offset };
      }
      for (let kind = 0; kind < SECOND && fresh !== undefined && behind !== undefined; kind++) {
        const both = this.costOf(fresh[kind]!, behind[kind + SECOND]!, kind);
        if (both >= least) continue;
        least = both;
        best = { pair, next, kind, offset };
      }
      pair = next;
      fresh = behind;
    }
    return best as Sign;
  }

  /** What two neighbours add: each of them makes a sign with all others of their kind, too, also with those to come. */
  private costOf(first: number, second: number, kind: number): number {
    const firsts = this.shares[kind]! + TO_COME;
    const seconds = this.shares[kind + SECOND]! + TO_COME;
    return first * seconds + second * firsts + first * second;
  }

  /** How much of a log has a pair that has not a bit yet, for each bit; undefined for a pair that is no sign. */
  private fresh({ first, second }: Pair): Float64Array | undefined {
    if (first.length * second.length > WIDEST) return undefined;
    const sums = new Float64Array(RARE + 1);
    let all = 0;
    for (const a of first) {
      for (const b of second) {
        const share = this.often[(a << 7) | b]!;
        all += share;
        for (let bits = this.flags[(a << 7) | b]!; bits !== 0; bits &= bits - 1)
          sums[31 - Math.clz32(bits & -bits)]! -= share;
      }
    }
    // What is left of a difference of equal sums is nothing.
    for (let bit = 0; bit <= RARE; bit++) sums[bit] = Math.max(0, sums[bit]! + all - NOTHING);
    return sums;
  }

  private mark(pair: Pair, bit: number): void {
    this.shares[bit]! += this.fresh(pair)![bit]!;
    for (const a of pair.first) for (const b of pair.second) this.flags[(a << 7) | b]! |= 1 << bit;
  }
}

/** Several rules start with the same literal. */
function distinct(literals: readonly TableLiteral[]): Iterable<TableLiteral> {
  return new Map(
    literals.map((row) => [`${row.boundary} ${row.thirdIn} ${row.fourthIn} ${row.literal}`, row]),
  ).values();
}

export function createPairTable(literals: readonly TableLiteral[]): PairTable {
  const signs = new Signs();
  // Long ones have most to choose from; in this order the table is a tenth better than in that of the rules.
  const all = [...distinct(literals)].sort((a, b) => b.literal.length - a.literal.length);
  for (const from of [0, -1]) for (const literal of all) signs.add(literal, from);
  for (let first = 0; first < CLASSES; first++) {
    for (let second = 0; second < CLASSES; second++) {
      if (!isPlain(first) || !isPlain(second)) signs.flags[(first << 7) | second]! |= NOT_PLAIN;
    }
  }
  return {
    flags: byBytes(signs.flags, new Uint16Array(BYTES * BYTES)),
    offsets: byBytes(signs.offsets, new Uint8Array(BYTES * BYTES)),
  };
}

/** A table by classes as one by bytes. */
function byBytes<Table extends Uint8Array | Uint16Array>(classes: Table, table: Table): Table {
  const row = table.slice(0, BYTES);
  for (let second = 0; second < BYTES; second++) {
    if (second <= OTHER) {
      for (let first = 0; first < CLASSES; first++) row[first] = classes[(first << 7) | second]!;
      row.fill(row[OTHER]!, OTHER);
    }
    table.set(row, second << 8);
  }
  return table;
}
