/** One decision for each distinct key: how it is printed, and whether its value may be. */
import { CleanKey } from '../record/encoder.js';
import type { Cleaner } from './cleaner.js';
import type { KeyVerdict } from './keys.js';
import { type PairRole, pairRole, verdictOfName } from './pairs.js';

export type KeyRule = (name: string) => KeyVerdict;

export interface KeyDecision {
  readonly key: CleanKey;
  readonly sensitive: boolean;
  readonly verdict: KeyVerdict;
  /** The key is not printed as it is (cut, redacted), so that it could meet another key of its object. */
  readonly altered: boolean;
  /** Some formatter has a core key of this name. */
  readonly reserved: boolean;
  /** A field of this name may hold something that a path of the application leads to. */
  readonly onPath: boolean;
  readonly role: PairRole;
}

/** Distinct keys remembered. Applications use some hundred; data used as keys would grow for ever. */
const MAX_KEYS = 4_096;
/** Longer keys are data rather than names, and are decided each time. UTF-16 units. */
const MAX_REMEMBERED = 128;

export class KeyTable {
  private readonly decisions = new Map<string, KeyDecision>();

  constructor(
    private readonly cleaner: Cleaner,
    private readonly rule: KeyRule,
    private readonly reserved: ReadonlySet<string>,
    private readonly maxLength: number,
    private readonly touchedByPath: (name: string) => boolean,
  ) {}

  get(name: string): KeyDecision {
    return this.decisions.get(name) ?? this.decide(name);
  }

  /** What a value that names something says of the value beside it. It is data, and so not remembered. */
  verdictBeside(name: unknown): KeyVerdict {
    return verdictOfName(name, (known) => this.decisions.get(known)?.verdict ?? this.rule(known));
  }

  /** A key with a given text, as for a renamed one. */
  literal(name: string): CleanKey {
    const text = this.cleaner.escape(name);
    return new CleanKey(text, this.cleaner.excess);
  }

  private decide(name: string): KeyDecision {
    const shown = this.cleaner.redact(name, this.maxLength);
    const verdict = this.rule(name);
    const decision: KeyDecision = {
      key: this.literal(shown),
      sensitive: verdict !== 'clear',
      verdict,
      altered: shown !== name,
      reserved: this.reserved.has(name),
      onPath: this.touchedByPath(name),
      role: pairRole(name),
    };
    if (name.length <= MAX_REMEMBERED) {
      if (this.decisions.size >= MAX_KEYS) this.decisions.clear();
      this.decisions.set(name, decision);
    }
    return decision;
  }
}
