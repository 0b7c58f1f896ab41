/**
 * Says whether a pattern takes linear time on every text, when it is searched for from every place of the text by an
 * engine that backtracks. What is not provably linear is refused, with the part that is to blame.
 *
 * For every endless part (a strongly connected component of the graph, here called a loop) three things must hold:
 *
 * 1. It reads a text in one way only: no two characters that may come next in it overlap. Else `(a|a)*` is exponential.
 * 2. Leaving it in the middle of its own characters never leads to another loop before a character that is none of
 *    them. Else `a*a*b` is quadratic.
 * 3. If the match can still fail after the loop was entered, then no search that begins inside the text of the loop may
 *    reach the loop again there: on the way to it stands a character that is not in the loop, or `\b`, `^` or a
 *    lookbehind that cannot hold inside. Else `\w+:` is quadratic: from every letter it reads the same letters again.
 *
 * What repeats a limited number of times only costs a limited number of steps from each place; they are counted.
 * See docs/decisions/0005-user-patterns.md.
 */

import {
  type CharSet,
  charsOf,
  contains,
  LINE_ENDS,
  ODD_CASES,
  overlap,
  union,
  WORD_CHARS,
} from './char-set.js';
import { componentsOf } from './components.js';
import { type Graph, graphOf, MAX_LIMITED, Refusal } from './graph.js';
import type { AST } from './syntax.js';

/** From one place of the text, at most this many characters may be looked at by the parts that do not loop. */
const MAX_STEPS = 512;

/** Throws a Refusal for a pattern that is not provably linear. Each alternative of the whole is judged by itself. */
export function judgePattern(pattern: AST.Pattern, flags: string): void {
  for (const alternative of pattern.alternatives) {
    const graph = graphOf(alternative, flags, (inside) => judgeInside(inside, flags));
    if (graph.canBeEmpty) throw new Refusal('it can match nothing at all, and so matches everywhere');
    const loops = componentsOf(graph.positions);
    for (const loop of loops) judgeLoop(graph, loop, loops, alternative, flags);
    judgeSteps(graph, loops);
  }
}

/** Inside a lookaround only what is limited: it may be tried at every character. */
function judgeInside(alternative: AST.Alternative, flags: string): void {
  const graph = graphOf(alternative, flags, (inside) => judgeInside(inside, flags));
  const [loop] = graph.loops;
  if (loop !== undefined)
    throw new Refusal(`${loop.raw} has no limit and stands in a lookahead or lookbehind`);
  judgeSteps(graph, []);
}

function judgeLoop(
  graph: Graph,
  loop: ReadonlySet<number>,
  loops: readonly ReadonlySet<number>[],
  alternative: AST.Alternative,
  flags: string,
): void {
  const { positions } = graph;
  const set = union(...[...loop].map((id) => positions[id]!.set));
  for (const id of loop) {
    const inside = positions[id]!.next.filter((next) => loop.has(next));
    if (
      inside.some((a, i) => inside.some((b, j) => i < j && overlap(positions[a]!.set, positions[b]!.set)))
    ) {
      throw new Refusal(`${nameOf(graph, loop)} can read the same text in two ways`);
    }
    const leaving = positions[id]!.next.filter(
      (next) =>
        !loop.has(next) && inside.some((other) => overlap(positions[next]!.set, positions[other]!.set)),
    );
    const second = reached(graph, leaving, set, (next) =>
      loops.find((other) => other !== loop && other.has(next)),
    );
    if (second) {
      throw new Refusal(
        `${nameOf(graph, loop)} and ${nameOf(graph, second)} can divide the same text in many ways`,
      );
    }
  }
  const canFail = [...loop].some((id) => !graph.sureLast.has(id));
  if (
    canFail &&
    reached(graph, graph.first, set, (next) => loop.has(next)) &&
    !isGuarded(alternative, set, flags)
  ) {
    throw new Refusal(
      `${nameOf(graph, loop)} can begin anywhere in a run of its own characters, read to the end of the run and fail there; ` +
        `limit it to ${MAX_LIMITED} repeats, end the pattern with it, or put before it \\b, a negative lookbehind for its ` +
        'own characters, or a character that it does not match',
    );
  }
}

/** Goes on from some positions as long as the characters may be those of the set, until something is found. */
function reached<T>(
  graph: Graph,
  from: readonly number[],
  set: CharSet,
  found: (id: number) => T,
): T | undefined {
  const seen = new Set<number>();
  const open = [...from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const position = graph.positions[id]!;
    if (seen.has(id) || !overlap(position.set, set)) continue;
    seen.add(id);
    const result = found(id);
    if (result) return result;
    open.push(...position.next);
  }
  return undefined;
}

/** Whether the alternative begins with an assertion that never holds between two characters of the set. */
function isGuarded(alternative: AST.Alternative, set: CharSet, flags: string): boolean {
  for (const element of alternative.elements) {
    if (element.type !== 'Assertion') return false;
    if (guards(element, set, flags)) return true;
  }
  return false;
}

function guards(assertion: AST.Assertion, set: CharSet, flags: string): boolean {
  switch (assertion.kind) {
    case 'start':
      return !flags.includes('m') || !overlap(set, LINE_ENDS);
    case 'word': {
      const word = flags.includes('i') && flags.includes('u') ? union(WORD_CHARS, ODD_CASES) : WORD_CHARS;
      return !assertion.negate && (contains(word, set) || !overlap(word, set));
    }
    case 'lookbehind': {
      const [alternative, another] = assertion.alternatives;
      const [element, more] = alternative?.elements ?? [];
      if (another !== undefined || more !== undefined) return false;
      if (
        element?.type !== 'CharacterClass' &&
        element?.type !== 'CharacterSet' &&
        element?.type !== 'Character'
      ) {
        return false;
      }
      const chars = charsOf(element, flags);
      return assertion.negate ? chars.exact && contains(chars.set, set) : !overlap(chars.set, set);
    }
    default:
      return false;
  }
}

/** Counts the characters that the limited parts may look at from one place, on the worst text for each of them. */
function judgeSteps(graph: Graph, loops: readonly ReadonlySet<number>[]): void {
  const { positions } = graph;
  const loopOf = (id: number) => loops.find((loop) => loop.has(id));
  const known = new Array<number>(positions.length).fill(0);

  function steps(next: readonly number[]): number {
    let worst = 0;
    for (const { set } of next.map((id) => positions[id]!)) {
      for (const [low] of set) {
        let sum = 0;
        for (const id of next) if (overlap(positions[id]!.set, [[low, low]])) sum += known[id]!;
        worst = Math.max(worst, sum);
      }
    }
    return worst;
  }

  // Positions are numbered in the order of the pattern, and only loops lead back: later ones are known first.
  for (let id = positions.length - 1; id >= 0; id--) {
    const loop = loopOf(id);
    const next = positions[id]!.next.filter((other) => other > id && !loop?.has(other));
    known[id] = Math.min(1 + steps(next), MAX_STEPS + 1);
  }
  if (steps(graph.first) > MAX_STEPS) {
    throw new Refusal(`it can look at more than ${MAX_STEPS} characters from every place of the text`);
  }
}

/** The innermost endless part of the pattern around a loop. */
function nameOf(graph: Graph, loop: ReadonlySet<number>): string {
  const around = graph.loops.filter(({ from, to }) => [...loop].every((id) => id >= from && id < to));
  return around.sort((a, b) => a.to - a.from - (b.to - b.from))[0]?.raw ?? 'a repeated part';
}
