/** The injection corpus: every payload in every position that can hold it. */
import { CLASSES, PAYLOADS, type Payload } from './payloads.js';
import { type Call, DEFAULTS, type Expected, POSITIONS, type Position } from './positions.js';

export interface Case {
  readonly name: string;
  readonly payload: Payload;
  readonly position: string;
  /** Made anew each time: a call may change what it is given, in a library that we compare with. */
  readonly call: () => Call;
  readonly expected: Expected;
}

function caseOf(position: Position, payload: Payload): Case {
  return {
    name: `${payload.class}: ${payload.name} as ${position.name}`,
    payload,
    position: position.name,
    call: () => position.call(payload.text),
    expected: { ...DEFAULTS, ...position.expected(payload.text) },
  };
}

export const CASES: readonly Case[] = POSITIONS.flatMap((position) =>
  PAYLOADS.filter(({ text }) => position.accepts?.(text) ?? true).map((payload) => caseOf(position, payload)),
);

/** The harmless case at the same position. */
export const REFERENCES: ReadonlyMap<string, Case> = new Map(
  POSITIONS.map((position) => [
    position.name,
    caseOf(position, { class: 'ordinary text', name: 'reference', text: 'plain' }),
  ]),
);

export type { Call, Expected, Payload, Position };
export { CLASSES, PAYLOADS, POSITIONS };
