/**
 * A backtracking matcher that counts its steps: the same search as V8's, slow, and without its shortcuts. It shows
 * whether a pattern that was accepted really takes linear time.
 */
import { type AST, parsePattern } from '../../src/sanitize/patterns/syntax.js';

type Continue = (at: number) => number;

/** Beyond this the pattern has proved its point. */
const ENOUGH = 5_000_000;

/** The steps of finding all matches of a pattern without flags in a text. */
export function stepsOf(source: string, text: string): number {
  const pattern = parsePattern(source, '');
  let steps = 0;

  function step(): void {
    steps++;
    if (steps > ENOUGH) throw new RangeError('too many steps');
  }

  /** The end of the match, or -1. */
  function either(alternatives: readonly AST.Alternative[], at: number, then: Continue): number {
    for (const alternative of alternatives) {
      const end = row(alternative.elements, 0, at, then);
      if (end >= 0) return end;
    }
    return -1;
  }

  function row(elements: readonly AST.Element[], i: number, at: number, then: Continue): number {
    const element = elements[i];
    return element === undefined ? then(at) : one(element, at, (end) => row(elements, i + 1, end, then));
  }

  function one(node: AST.Element, at: number, then: Continue): number {
    step();
    switch (node.type) {
      case 'Group':
      case 'CapturingGroup':
        return either(node.alternatives, at, then);
      case 'Quantifier':
        return repeat(node, 0, at, then);
      case 'Assertion':
        return holds(node, at) ? then(at) : -1;
      default:
        return at < text.length && new RegExp(`^${node.raw}$`, 's').test(text[at]!) ? then(at + 1) : -1;
    }
  }

  function repeat(node: AST.Quantifier, count: number, at: number, then: Continue): number {
    step();
    const more = () =>
      count < node.max
        ? one(node.element, at, (end) =>
            end === at && count >= node.min ? -1 : repeat(node, count + 1, end, then),
          )
        : -1;
    if (count < node.min) return more();
    const [first, second] = node.greedy ? [more, () => then(at)] : [() => then(at), more];
    const end = first();
    return end >= 0 ? end : second();
  }

  function holds(node: AST.Assertion, at: number): boolean {
    if (node.kind === 'start') return at === 0;
    if (node.kind === 'end') return at === text.length;
    const isWord = (i: number) => /\w/.test(text[i] ?? ' ');
    return node.kind === 'word' && (isWord(at - 1) !== isWord(at)) !== node.negate;
  }

  try {
    for (let at = 0; at <= text.length; at++) {
      const end = either(pattern.alternatives, at, (last) => last);
      if (end > at) at = end - 1;
    }
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return Number.POSITIVE_INFINITY;
  }
  return steps;
}
