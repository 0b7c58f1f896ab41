/** Judges a name by its words: the noun at its end, after its harmless company is taken away. */
import {
  CONTAINERS,
  HARMLESS_HEADS,
  HEADER_TAILS,
  PREPOSITIONS,
  PUBLIC_HEADS,
  STILL_SENSITIVE_TAILS,
} from './heads-and-tails.js';
import { NOUNS, type Noun, type NounKind } from './nouns.js';

/** Nouns by their last word, those of more words first: `secret key base` before anything that ends in `base`. */
const BY_LAST_WORD = new Map<string, Noun[]>();
for (const noun of [...NOUNS].sort((a, b) => b.name.length - a.name.length)) {
  const last = noun.name.at(-1)!;
  const rows = BY_LAST_WORD.get(last);
  if (rows) rows.push(noun);
  else BY_LAST_WORD.set(last, [noun]);
}

/** Nouns whose value is a header as a whole, so that `authHeader` is as sensitive as `auth`. */
const HEADER_NOUNS: ReadonlySet<string> = new Set(['auth', 'authorization', 'cookie', 'bearer']);

/** A count of things: numbers stay, whatever is counted. */
const COUNTABLE: Readonly<Record<NounKind, NounKind>> = {
  sensitive: 'sensitive',
  'sensitive-number': 'sensitive',
  'sensitive-text': 'sensitive-text',
};

/** The kind of secret that the words name, or undefined for a harmless name. */
export function judge(all: readonly string[]): NounKind | undefined {
  if (all[0] === 'access' && all[1] === 'control') return undefined;
  const words = withoutTails(beforePreposition(all));
  const last = words.at(-1);
  if (last === undefined) return undefined;
  const singular = BY_LAST_WORD.has(last) ? last : singularOf(last);
  for (const noun of BY_LAST_WORD.get(singular) ?? []) {
    const start = words.length - noun.name.length;
    if (endsWith(words, noun, singular) && isSecret(noun, words, start)) {
      return singular === last ? noun.kind : COUNTABLE[noun.kind];
    }
  }
  return undefined;
}

function beforePreposition(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, i) => i > 0 && PREPOSITIONS.has(word));
  return at < 0 ? words : words.slice(0, at);
}

function withoutTails(words: readonly string[]): readonly string[] {
  let end = words.length;
  while (end > 1 && isTail(words, end - 1) && !endsInPhrase(words.slice(0, end))) end--;
  return words.slice(0, end);
}

/** `connection string` is a noun as a whole, although `string` behind another noun is a tail. */
function endsInPhrase(words: readonly string[]): boolean {
  const last = words.at(-1)!;
  return (BY_LAST_WORD.get(last) ?? []).some((noun) => noun.name.length > 1 && endsWith(words, noun, last));
}

function isTail(words: readonly string[], i: number): boolean {
  const word = words[i]!;
  return STILL_SENSITIVE_TAILS.has(word) || (HEADER_TAILS.has(word) && HEADER_NOUNS.has(words[i - 1]!));
}

/** `tokens` is several of `token`. A word that is no plural stays as it is, and so does `passes`, which tests do. */
function singularOf(word: string): string {
  const stem = word.endsWith('s') ? word.slice(0, -1) : word;
  return BY_LAST_WORD.has(stem) ? stem : word;
}

function endsWith(words: readonly string[], noun: Noun, singular: string): boolean {
  const start = words.length - noun.name.length;
  if (start < 0) return false;
  return noun.name.every(
    (part, i) => part === words[start + i] || (start + i === words.length - 1 && part === singular),
  );
}

/** Whether the company before the noun, `words[0]` to `words[start - 1]`, leaves it a secret. */
function isSecret(noun: Noun, words: readonly string[], start: number): boolean {
  let inContainersOnly = true;
  for (let i = 0; i < start; i++) {
    const word = words[i]!;
    if (HARMLESS_HEADS.has(word)) return false;
    if (PUBLIC_HEADS.has(word) && !noun.neverPublic) return false;
    inContainersOnly &&= CONTAINERS.has(word);
  }
  if (inContainersOnly && (noun.alone || start === 0)) return noun.alone;
  const before = words[start - 1]!;
  return !noun.notAfter.has(before) && (noun.after === undefined || noun.after.has(before));
}
