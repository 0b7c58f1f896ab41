/** One decision for each distinct key: how it is printed, and whether its value may be. */
import { CleanKey, type CleanText } from '../record/encoder.js';
import { type Cleaner, KEY_LOOK_AHEAD } from './cleaner.js';
import { INSIDE, type KeyVerdict } from './keys.js';
import { type PairRole, pairRole } from './pair-names.js';
import { type Around, verdictBeside, verdictOfName } from './pairs.js';
import { LUCK } from './recent-texts.js';
import { harmlessUnder } from './shown-value.js';

export type KeyRule = (name: string) => KeyVerdict;

/** A key with room in a line that is filled to a quarter, however short the line may be. Bytes. */
const LONGEST_SIMPLE = 64;

/** Keys whose object says what they are. */
const OF_ITS_OBJECT = /^(?:key|code|pass|pin)$/i;

export class KeyDecision {
  /**
   * The field that stood behind this one, and the keys that stood in its value, the last time. Records of one kind have
   * the same keys in the same order, so that this saves most of the look-ups.
   */
  next: KeyDecision | undefined = undefined;
  readonly inside: KeyDecision[] = [];
  readonly sensitive: boolean;
  /** Whether the names beside the key say more of its value than the key. */
  readonly asksBeside: boolean;
  /** A list under the key can be the arguments of a command that stands beside it. */
  readonly asksProgram: boolean;
  /** The key is not printed as it is (cut, redacted), so that it could meet another key of its object. */
  readonly altered: boolean;
  /** Whether texts under this key are worth remembering. */
  luck = LUCK;
  /** In ASCII, short, printed as it is, and what it says of its value does not depend on what else the object holds. */
  readonly simple: boolean;
  /** Likewise of a top-level field. */
  readonly simpleField: boolean;
  /** What it holds may depend on the name of its object: `key`. */
  readonly isOfObject: boolean;
  /** Of a sensitive key, which texts under it are no secrets; undefined: all may be. */
  private readonly isHarmless: ((value: string) => boolean) | undefined;

  constructor(
    readonly name: string,
    /** The name redacted and cut, before it is escaped. */
    readonly shown: string,
    readonly key: CleanKey,
    readonly verdict: KeyVerdict,
    /** Some formatter has a core key of this name. */
    readonly reserved: boolean,
    /** A field of this name may hold something that a path of the application leads to. */
    readonly onPath: boolean,
    readonly role: PairRole,
  ) {
    this.sensitive = verdict !== 'clear';
    this.asksBeside = role !== 'none' && !this.sensitive;
    this.asksProgram = role === 'arguments';
    this.isHarmless = this.sensitive ? harmlessUnder(name, verdict) : undefined;
    this.isOfObject = !this.sensitive && OF_ITS_OBJECT.test(name);
    this.altered = shown !== name;
    const isShort = key.excess === 0 && key.bytes <= LONGEST_SIMPLE;
    this.simple = !this.altered && isShort && !this.asksBeside && name !== 'toJSON';
    this.simpleField = this.simple && !reserved && !onPath;
  }

  /** Whether a text under a sensitive key is no secret. */
  shows(value: string): boolean {
    return this.isHarmless?.(value) === true;
  }
}

/** Distinct keys remembered. Applications use some hundred; data used as keys would grow for ever. */
const MAX_KEYS = 4_096;
/** Words of messages remembered. */
const MAX_WORDS = 1_024;
/** A path to a setting, as .NET writes it: `Jwt:Issuer`, which reads like a name and its value. */
const SETTING = /^[A-Z][A-Za-z]{1,31}(?::[A-Z][A-Za-z]{1,31}){1,4}$/;
/** Keys that are remembered in the value of one. */
const MAX_PLACES = 64;
/** Longer keys are data rather than names, and are decided each time. UTF-16 units. */
const MAX_REMEMBERED = 128;

/** What a decision costs besides its characters, in members that are looked at; and one that is not remembered. */
const COST = 6;
const COST_OF_LONG = 36;
/** Characters that cost as much as one such member: of what is printed. A line can be filled with the longest of keys. */
const PRINTED = 6;
/** Of what is redacted or cut, and so makes no line longer; and of that of a long key. */
const HIDDEN = 2;
const HIDDEN_OF_LONG = 0.5;
/** The least share of a redacted key that counts as hidden: placeholders can be longer than what they stand for. */
const LEAST_HIDDEN = 1 / 6;

/** The cost of a decision on a name of which so many characters were looked at. */
function costOf(name: string, shown: string, looked: number): number {
  const isLong = name.length > MAX_REMEMBERED;
  const hidden = shown === name ? 0 : Math.max(looked * LEAST_HIDDEN, looked - shown.length);
  return (
    (isLong ? COST_OF_LONG : COST) + shown.length / PRINTED + hidden / (isLong ? HIDDEN_OF_LONG : HIDDEN)
  );
}

export class KeyTable {
  /** Stands for the container of a record's fields. */
  root = new KeyDecision('', '', new CleanKey('' as CleanText, 0), 'clear', false, false, 'none');
  /** Told of each decision what it costs, in members that are looked at. */
  charge: (cost: number) => void = () => {};
  private readonly decisions = new Map<string, KeyDecision>();
  private readonly words = new Map<string, KeyVerdict>();
  /** Of keys that say something only with the name of their object. */
  private readonly ofObjects = new Map<string, KeyDecision>();

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

  /** The decision on the key at a place in the value of `container`. */
  inside(container: KeyDecision, place: number, name: string): KeyDecision {
    const { inside } = container;
    const guess = place < inside.length ? inside[place] : undefined;
    if (guess !== undefined && guess.name === name) return guess;
    const plain = this.get(name);
    const decision = plain.isOfObject ? this.nested(container, plain) : plain;
    const isKept = name.length <= MAX_REMEMBERED && place < MAX_PLACES && place <= inside.length;
    if (isKept) inside[place] = decision;
    return decision;
  }

  /** The decision on a key that says what it is only with the name of its object: `{ stripe: { key } }`. */
  private nested(container: KeyDecision, plain: KeyDecision): KeyDecision {
    const { name } = plain;
    const whole = container.name + INSIDE + name;
    if (container.name === '' || whole.length > MAX_REMEMBERED) return plain;
    const known = this.ofObjects.get(whole);
    if (known !== undefined) return known;
    const verdict = this.rule(whole);
    const decision = verdict === 'clear' ? plain : this.make(name, name, verdict);
    if (this.ofObjects.size >= MAX_KEYS) this.ofObjects.clear();
    this.ofObjects.set(whole, decision);
    return decision;
  }

  /** The decision on the field behind `before`; the first field stands behind {@link root}. */
  next(before: KeyDecision, name: string): KeyDecision {
    const guess = before.next;
    if (guess !== undefined && guess.name === name) return guess;
    const decision = this.get(name);
    if (name.length <= MAX_REMEMBERED) before.next = decision;
    return decision;
  }

  /** What a value that names something says of the value beside it. It is data, and so not remembered. */
  verdictOf(name: unknown): KeyVerdict {
    return verdictOfName(name, this.judge);
  }

  /** What a word of a message says of the argument behind it. Words are those of the program, and few. */
  verdictOfWord(word: string): KeyVerdict {
    const known = this.words.get(word);
    if (known !== undefined) return known;
    const verdict = this.verdictOf(word);
    if (this.words.size >= MAX_WORDS) this.words.clear();
    this.words.set(word, verdict);
    return verdict;
  }

  /** What the names beside a value say of it. */
  verdictBeside({ role }: KeyDecision, value: unknown, around: Around): KeyVerdict {
    return verdictBeside(role, value, around, this.judge);
  }

  private readonly judge: KeyRule = (name) => this.decisions.get(name)?.verdict ?? this.rule(name);

  /** A key with a given text, as for a renamed one. */
  literal(name: string): CleanKey {
    const text = this.cleaner.escape(name);
    return new CleanKey(text, this.cleaner.excess, this.cleaner.quotes);
  }

  private decide(name: string): KeyDecision {
    const shown = SETTING.test(name) ? name : this.cleaner.redact(name, this.maxLength, KEY_LOOK_AHEAD);
    const verdict = this.rule(name);
    const decision = this.make(name, shown, verdict);
    this.charge(costOf(name, shown, Math.min(name.length, this.maxLength + KEY_LOOK_AHEAD)));
    if (name.length <= MAX_REMEMBERED) {
      if (this.decisions.size >= MAX_KEYS) this.forget();
      this.decisions.set(name, decision);
    }
    return decision;
  }

  private make(name: string, shown: string, verdict: KeyVerdict): KeyDecision {
    return new KeyDecision(
      name,
      shown,
      this.literal(shown),
      verdict,
      this.reserved.has(shown),
      this.touchedByPath(name),
      pairRole(name),
    );
  }

  private forget(): void {
    this.decisions.clear();
    this.root = new KeyDecision('', '', this.root.key, 'clear', false, false, 'none');
  }
}
