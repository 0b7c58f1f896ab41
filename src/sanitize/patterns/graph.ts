/**
 * A pattern as a graph: one node for each character that it can read, an edge where one may follow the other
 * (Glushkov's construction). Counted repeats are written out, so that the graph shows every way the engine may try.
 */

import { type CharSet, charsOf } from './char-set.js';
import type { AST } from './syntax.js';

/** One character of the pattern. */
export interface Position {
  readonly set: CharSet;
  /** Positions that may come next. One that is listed twice can be reached in two ways. */
  readonly next: number[];
}

/** A part that repeats without limit, or nearly so, with the positions in it. */
export interface Loop {
  readonly raw: string;
  readonly from: number;
  readonly to: number;
}

export interface Graph {
  readonly positions: readonly Position[];
  readonly loops: readonly Loop[];
  readonly first: readonly number[];
  /** After these the match is complete, whatever comes next. */
  readonly sureLast: ReadonlySet<number>;
  readonly canBeEmpty: boolean;
}

/** A reason not to use a pattern, for its author. */
export class Refusal extends Error {}

/** A part of the graph while it is built. `sure` means: without an assertion that may still fail. */
interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly sureLast: readonly number[];
  readonly empty: boolean;
  readonly sureEmpty: boolean;
}

/**
 * A repeat with more play than this is judged like one without a limit. It is paid for at every place of the text: with
 * 64, a megabyte that a pattern fails on everywhere took more than two seconds.
 */
export const MAX_LIMITED = 32;
const MAX_POSITIONS = 2_000;
const MAX_EDGES = 50_000;
const NOTHING: Part = { first: [], last: [], sureLast: [], empty: true, sureEmpty: true };
const ASSERTION: Part = { ...NOTHING, sureEmpty: false };

/** The graph of one alternative. `judgeInside` is called with the alternatives of every lookaround. */
export function graphOf(
  alternative: AST.Alternative,
  flags: string,
  judgeInside: (alternative: AST.Alternative) => void,
): Graph {
  const positions: Position[] = [];
  const loops: Loop[] = [];
  let edges = 0;

  function connect(from: readonly number[], to: readonly number[]): void {
    edges += from.length * to.length;
    if (edges > MAX_EDGES) throw new Refusal('it has too many ways to go on');
    for (const position of from) positions[position]!.next.push(...to);
  }

  function sequence(a: Part, b: Part): Part {
    connect(a.last, b.first);
    return {
      first: a.empty ? [...a.first, ...b.first] : a.first,
      last: b.empty ? [...b.last, ...a.last] : b.last,
      sureLast: b.sureEmpty ? [...b.sureLast, ...a.sureLast] : b.sureLast,
      empty: a.empty && b.empty,
      sureEmpty: a.sureEmpty && b.sureEmpty,
    };
  }

  function all(elements: readonly AST.Element[]): Part {
    return elements.map(part).reduce(sequence, NOTHING);
  }

  function either(node: AST.Group | AST.CapturingGroup): Part {
    const parts = node.alternatives.map(({ elements }) => all(elements));
    if (parts.filter(({ empty }) => empty).length > 1)
      throw new Refusal(`${node.raw} can be empty in two ways`);
    return {
      first: parts.flatMap(({ first }) => first),
      last: parts.flatMap(({ last }) => last),
      sureLast: parts.flatMap(({ sureLast }) => sureLast),
      empty: parts.some(({ empty }) => empty),
      sureEmpty: parts.some(({ sureEmpty }) => sureEmpty),
    };
  }

  function repeat(node: AST.Quantifier): Part {
    let result = NOTHING;
    const endless = node.max - node.min > MAX_LIMITED;
    for (let i = 0; i < node.min - (endless ? 1 : 0); i++) result = sequence(result, part(node.element));
    if (endless) return sequence(result, loop(node));
    const more = Array.from({ length: node.max - node.min }, () => part(node.element));
    if (more.some(({ empty }) => empty)) throw new Refusal(`${node.raw} repeats what can be empty`);
    return sequence(
      result,
      more.reduceRight((rest, one) => optional(sequence(one, rest)), NOTHING),
    );
  }

  function loop(node: AST.Quantifier): Part {
    const from = positions.length;
    const body = part(node.element);
    if (body.empty) throw new Refusal(`${node.raw} repeats what can be empty`);
    connect(body.last, body.first);
    loops.push({ raw: node.raw, from, to: positions.length });
    return node.min === 0 ? optional(body) : body;
  }

  function part(node: AST.Element): Part {
    switch (node.type) {
      case 'Character':
      case 'CharacterSet':
      case 'CharacterClass': {
        const id = positions.push({ set: charsOf(node, flags).set, next: [] }) - 1;
        if (id >= MAX_POSITIONS)
          throw new Refusal(`its counts add up to more than ${MAX_POSITIONS} characters`);
        return { first: [id], last: [id], sureLast: [id], empty: false, sureEmpty: false };
      }
      case 'Group':
      case 'CapturingGroup':
        return either(node);
      case 'Quantifier':
        return repeat(node);
      case 'Assertion':
        if (node.kind === 'lookahead' || node.kind === 'lookbehind') node.alternatives.forEach(judgeInside);
        return ASSERTION;
      case 'Backreference':
        throw new Refusal(`${node.raw} refers back to what was matched before`);
      default:
        throw new Refusal(`${node.raw} is not supported`);
    }
  }

  const { first, sureLast, empty } = all(alternative.elements);
  return { positions, loops, first, sureLast: new Set(sureLast), canBeEmpty: empty };
}

function optional(part: Part): Part {
  return { ...part, empty: true, sureEmpty: true };
}
