/**
 * The last three characters of every sensitive key name. Of the separators in a log nearly all are freed by them:
 * `Error:`, `12:30`, `status=` end in none. The list is generous; whether a name is sensitive is decided elsewhere.
 */
import { HEADER_TAILS, STILL_SENSITIVE_TAILS } from '../keys/heads-and-tails.js';
import { NOUNS } from '../keys/nouns.js';
import { isDigit } from './characters.js';
import { OTHER } from './flags.js';

/** Last words of parameters, claims and settings that are sensitive in texts. */
const OTHER_WORDS =
  'sessionid seed sig sign mac ticket samlrequest nonce challenge accountkey accesskey access private certificate ' +
  'license licence iban account userinfo userpw authz authn oauth args v2 cvv2 cvc2';

/** Last words of the names that are sensitive anywhere, also of several, and the words that may follow them. */
const LAST_WORDS: readonly string[] = [
  ...NOUNS.map(({ name }) => name.at(-1)!).flatMap((word) => [word, `${word}s`]),
  // `v` stands before a number: `tokenV2`.
  ...[...STILL_SENSITIVE_TAILS, ...HEADER_TAILS].filter((word) => word.length > 1),
  ...OTHER_WORDS.split(' '),
];

/** Two-character ends behind a separator: `session_id`, `secret-id`, `password_2`. */
const SHORT_ENDS = ['nid', 'tid', '_id', '-id', ' id', '.id', 'nId', 'tId'];

/** `X-Hub-Signature-256`, `tokenSha512`. */
const NUMBERS: ReadonlySet<string> = new Set(['256', '384', '512']);

/** Marks, halves of pairs and what is not seen as well: `passwo\u0300rd`, mathematical letters. */
const LIKE_ASCII = /[\0-\x7f\p{M}\p{Cs}\p{DI}\p{Cf}\u2800\ufffc]/u;

const LETTER_BITS = 31;
const FOLD = 32;

function fold(code: number): number {
  return (code | FOLD) & 63;
}

export interface KeyEndings {
  /** The arguments are the units of the last, the second and the third last character; `NaN` where there is none. */
  readonly mayEnd: (last: number, second: number, third: number) => boolean;
  /** Whether there is a third with which a name may end in these two. */
  readonly mayEndIn: (last: number, second: number) => boolean;
  /** Every character of ASCII a sensitive name can end in, in both cases. */
  readonly lastCharacters: readonly string[];
}

/** A filter over the last three characters of a name; `more` are names added by the user. */
export function createKeyEndings(more: readonly string[]): KeyEndings {
  const table = new Int32Array(64 * 64);
  const last = new Set<string>();
  /** Digits that are names of their own. */
  const digits = new Set<number>();
  /** Characters beyond ASCII in the ends of names. */
  const letters = new Set<string>();
  const add = (name: string) => {
    const end = name.slice(-3);
    for (const letter of end.toLowerCase()) if (letter > '\x7f') letters.add(letter);
    const final = end.charCodeAt(end.length - 1);
    if (final > 127) return;
    last.add(end.slice(-1).toLowerCase()).add(end.slice(-1).toUpperCase());
    if (end.length === 1) {
      table.fill(-1, fold(final) << 6, (fold(final) + 1) << 6);
      if (isDigit(final)) digits.add(final);
      return;
    }
    const at = (fold(final) << 6) | fold(end.charCodeAt(end.length - 2));
    table[at]! |= end.length === 3 ? 1 << (end.charCodeAt(0) & LETTER_BITS) : -1;
  };
  for (const word of LAST_WORDS) add(word);
  for (const end of SHORT_ENDS) add(end);
  for (const name of more) if (name !== '') add(name);
  for (const digit of '0123456789') last.add(digit);

  /** By the unit; there are as many as texts hold. */
  const known = new Map<number, boolean>();
  /** Whether a unit beyond ASCII can be one of a name: it is in one, looks like ASCII, or is half of something. */
  function mayBeIn(code: number): boolean {
    if (code === OTHER) return true;
    const before = known.get(code);
    if (before !== undefined) return before;
    const letter = String.fromCharCode(code);
    const isIn = letters.has(letter.toLowerCase()) || LIKE_ASCII.test(letter.normalize('NFKC'));
    known.set(code, isIn);
    return isIn;
  }

  return {
    mayEnd: (final, second, third) => {
      if (isDigit(third) && NUMBERS.has(String.fromCharCode(third, second, final))) return true;
      // A number behind a name (`password2`, `password12`) belongs to it; others (`12:30`, `T10:30`) are numbers.
      if (isDigit(final)) {
        if (digits.size > 0 && digits.has(final)) return true;
        if (isDigit(second)) return third >= 65 && third !== 84;
        return second >= 65 || ((second === 45 || second === 46 || second === 32) && third >= 65);
      }
      if (final >= OTHER && !mayBeIn(final)) return false;
      const bits = table[(fold(final) << 6) | fold(second)]!;
      // What no name ends in may stand before a short one.
      if ((second >= OTHER && !mayBeIn(second)) || (third >= OTHER && !mayBeIn(third))) return bits === -1;
      if (final >= OTHER || second >= OTHER || third >= OTHER) return true;
      return bits === -1 || (bits & (1 << (third & LETTER_BITS))) !== 0;
    },
    mayEndIn: (final, second) =>
      isDigit(final) || final >= OTHER || second >= OTHER || table[(fold(final) << 6) | fold(second)] !== 0,
    lastCharacters: [...last],
  };
}
