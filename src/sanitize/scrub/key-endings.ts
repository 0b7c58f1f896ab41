/**
 * The last three characters of every sensitive key name. Of the separators in a log nearly all are freed by them:
 * `Error:`, `12:30`, `status=` end in none. The list is generous; whether a name is sensitive is decided elsewhere.
 */
import { isDigit } from './characters.js';
import { OTHER } from './flags.js';

/** Last words of sensitive names, and the words that may follow them without making them harmless. */
const LAST_WORDS =
  'password passwords passwd passwds pwd pwds pass passes passphrase passphrases passcode passcodes passwort kennwort ' +
  'secretkeybase pin pins otp otps totp mfacode code codes secret secrets token tokens jwt jwts bearer apikey key keys ' +
  'auth authorization authorizations cookie cookies session sessions sessionid sid credential credentials creds cred ' +
  'connectionstring string strings str header headers data material exponent community link dsn cvv cvv2 cvc cvc2 csc ssn ssns socialsecuritynumber number numbers pan pans ' +
  'creditcard card cards mnemonic seed seedphrase phrase phrases recoverycode csrf xsrf psw pswd pw userpw ' +
  'hash digest salt confirmation confirm repeat new old current plain raw value values text b64 base64 encoded enc ' +
  'signature sig sign hmac mac ticket samlresponse samlrequest response assertion nonce verifier challenge ' +
  'psk pat answer args accountkey accesskey access private pem certificate license licence iban account userinfo authz authn oauth ' +
  'contrasena contrasenya senha motdepasse wachtwoord haslo parola parol salasana losenord adgangskode heslo jelszo sifre';

/** Two-character ends behind a separator: `session_id`, `secret-id`, `password_2`. */
const SHORT_ENDS = ['nid', 'tid', '_id', '-id', ' id', '.id', 'nId', 'tId'];

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
  /** Every character a sensitive name can end in, in both cases. */
  readonly lastCharacters: readonly string[];
}

/** A filter over the last three characters of a name; `more` are names added by the user. */
export function createKeyEndings(more: readonly string[]): KeyEndings {
  const table = new Int32Array(64 * 64);
  const last = new Set<string>();
  /** Digits that are names of their own. */
  const digits = new Set<number>();
  const add = (name: string) => {
    const end = name.slice(-3);
    const final = end.charCodeAt(end.length - 1);
    last.add(end.slice(-1).toLowerCase()).add(end.slice(-1).toUpperCase());
    if (final > 127) return;
    if (end.length === 1) {
      table.fill(-1, fold(final) << 6, (fold(final) + 1) << 6);
      if (isDigit(final)) digits.add(final);
      return;
    }
    const at = (fold(final) << 6) | fold(end.charCodeAt(end.length - 2));
    table[at]! |= end.length === 3 ? 1 << (end.charCodeAt(0) & LETTER_BITS) : -1;
  };
  for (const word of LAST_WORDS.split(' ')) add(word);
  for (const end of SHORT_ENDS) add(end);
  for (const name of more) if (name !== '') add(name);
  for (const digit of '0123456789') last.add(digit);

  return {
    mayEnd: (final, second, third) => {
      // `X-Hub-Signature-256`
      if (final === 54 && second === 53 && third === 50) return true;
      // A number behind a name (`password2`, `password12`) belongs to it; others (`12:30`, `T10:30`) are numbers.
      if (isDigit(final)) {
        if (digits.size > 0 && digits.has(final)) return true;
        if (isDigit(second)) return third >= 65 && third !== 84;
        return second >= 65 || ((second === 45 || second === 46 || second === 32) && third >= 65);
      }
      // Names of other scripts are not in the table; they are rare enough to be asked about.
      if (final >= OTHER || second >= OTHER || third >= OTHER) return true;
      const bits = table[(fold(final) << 6) | fold(second)]!;
      return bits === -1 || (bits & (1 << (third & LETTER_BITS))) !== 0;
    },
    mayEndIn: (final, second) =>
      isDigit(final) || final >= OTHER || second >= OTHER || table[(fold(final) << 6) | fold(second)] !== 0,
    lastCharacters: [...last],
  };
}
