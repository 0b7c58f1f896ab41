/**
 * Takes a key name apart into lower-case words, so that `dbPassword`, `DB_PASSWORD`, `db-password` and `db.password`
 * are one name. Linear in the length of the name.
 */
import { withoutInvisible } from '../invisible.js';
import { isKnownWord, segment } from './lexicon.js';

/** An upper-case run (`API`), a word with or without a capital (`Key`, `key`), or a run of digits. */
const PIECE = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{Lt}\p{M}]+|\p{N}+/gu;

const NON_ASCII = /[^\0-\x7f]/;
const UPPER_RUN = /^\p{Lu}+$/u;
const DIGITS = /^\p{N}+$/u;

/** Letters and digits that are one word only together. Every other digit says nothing: `password2` is a password. */
const WITH_DIGITS = new Set('base64 b64 base32 base58 sha1 sha256 sha384 sha512 md5 argon2 2fa'.split(' '));

/** Halves of one word that people write apart: `pass-word`, `passPhrase`. */
const HALVES = new Set('password passphrase passcode passwd'.split(' '));

/** Names beyond this length are judged by their end, where the noun stands. UTF-16 units. */
const MAX_JUDGED = 1_024;

/** So much that is no letter may stand at the end of a name. UTF-16 units. */
const MAX_TAIL = 4_096;

/** The end of a name, up to its last letter. */
function end(name: string): string {
  if (name.length <= MAX_JUDGED) return name;
  let to = name.length;
  const least = Math.max(MAX_JUDGED, to - MAX_TAIL);
  while (to > least && !LETTER.test(name[to - 1]!)) to--;
  return name.slice(Math.max(0, to - MAX_JUDGED), to);
}

const LETTER = /[\p{L}\p{N}]/u;

/** Fullwidth letters, ligatures and decomposed accents become plain ones, so that they cannot hide a name. */
function plain(name: string): string {
  const judged = end(name);
  // One letter can become eighteen.
  return NON_ASCII.test(judged) ? end(withoutInvisible(judged.normalize('NFKC'))) : judged;
}

/** The words of a name, lower-case, in order: `x-API-Key` is `x api key`, `userPIN2` is `user pin`. */
export function wordsOf(name: string): string[] {
  const words: string[] = [];
  for (const piece of pieces(plain(name))) {
    const word = piece.toLowerCase();
    const last = words.at(-1);
    if (last !== undefined && (WITH_DIGITS.has(last + word) || HALVES.has(last + word))) {
      words[words.length - 1] = last + word;
    } else if (isKnownWord(word) || isDigit(word.charCodeAt(0))) {
      words.push(word);
    } else {
      words.push(...segment(word));
    }
  }
  return words.filter((word) => !DIGITS.test(word));
}

/** Two names are the same name when this is: letters and digits only, lower-case. Of long ones the end counts. */
export function sameName(name: string): string {
  return (plain(name).match(PIECE) ?? []).join('').toLowerCase();
}

/** Splits at humps, separators and digits, and mends the two places where humps mislead: `userIDs` and `APIkey`. */
function pieces(name: string): string[] {
  const found: string[] = [];
  let end = -1;
  for (const { piece, at } of NON_ASCII.test(name) ? anyPieces(name) : asciiPieces(name)) {
    const last = found.at(-1);
    if (last !== undefined && at === end && piece.length > 1 && UPPER_RUN.test(last)) {
      found.push(...mend(found.pop() ?? last, piece));
    } else {
      found.push(piece);
    }
    end = at + piece.length;
  }
  return found;
}

interface Piece {
  readonly piece: string;
  readonly at: number;
}

function anyPieces(name: string): Piece[] {
  return Array.from(name.matchAll(PIECE), (match) => ({ piece: match[0], at: match.index }));
}

const isLower = (code: number) => code > 96 && code < 123;
const isUpper = (code: number) => code > 64 && code < 91;
const isDigit = (code: number) => code > 47 && code < 58;

/** The same for names of ASCII, which nearly all are, in a twentieth of the time. */
function asciiPieces(name: string): Piece[] {
  const found: Piece[] = [];
  const runEnd = (from: number, is: (code: number) => boolean) => {
    let end = from;
    while (is(name.charCodeAt(end))) end++;
    return end;
  };
  for (let at = 0; at < name.length; ) {
    const code = name.charCodeAt(at);
    let end = at + 1;
    if (isDigit(code)) end = runEnd(end, isDigit);
    else if (isLower(code)) end = runEnd(end, isLower);
    else if (isUpper(code)) {
      end = runEnd(end, isUpper);
      // The last capital of several belongs to the small letters behind it.
      if (isLower(name.charCodeAt(end))) end = end - at > 1 ? end - 1 : runEnd(end, isLower);
    } else {
      at++;
      continue;
    }
    found.push({ piece: name.slice(at, end), at });
    at = end;
  }
  return found;
}

/** `run` is the upper-case run before `piece`; its last letter may belong there (`API` + `Key`) or not (`AP` + `Ikey`). */
function mend(run: string, piece: string): string[] {
  const tail = piece.slice(1);
  if (tail === 's') return [run + piece];
  const moved = isKnownWord(tail) && !isKnownWord(piece.toLowerCase());
  return moved ? [run + piece.charAt(0), tail] : [run, piece];
}
