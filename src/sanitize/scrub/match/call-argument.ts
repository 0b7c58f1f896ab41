/** `new NetworkCredential("bob", "x")`, `db.auth('bob', 'x')`: calls of which one argument is known to be a password. */
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { nearClose } from './near-quote.js';
import { quoteAt } from './quote.js';
import { isStopValue } from './stop-values.js';

/** By the literal before the arguments, which one it is, counted from 0. */
const PLACES: Readonly<Record<string, number>> = {
  'NetworkCredential(': 1,
  'BasicAuth(': 1,
  'PasswordCredentials(': 1,
  'AuthenticationToken(': 1,
  '.auth(': 1,
  '.login(': 1,
  'new PDO(': 2,
  'PDO->__construct(': 2,
  '_bind_s(': 1,
  'setPassword(': 0,
  'setSecret(': 0,
  'setToken(': 0,
  'setApiKey(': 0,
  'DBI->connect(': 2,
  'mysqli_connect(': 2,
  'getConnection(': 2,
};

/** The literals. */
export const CALLS: readonly string[] = Object.keys(PLACES);

const COMMA = /^\s{0,4},\s{0,4}/;
const LONGEST_COMMA = 12;

export function matchCallArgument(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const place = PLACES[text.slice(at, after)]!;
  let from = after;
  for (let argument = 0; ; argument++) {
    const quote = quoteAt(text, from);
    if (quote === undefined) return MISS;
    const start = from + quote.width;
    const end = nearClose(scan, start, quote);
    if (end < 0) return MISS;
    if (argument === place) {
      // What stands before it is still to be judged.
      if (!isStopValue(text, start, end, false)) scan.hideLater('key-value', start, end);
      return MISS;
    }
    const behind = end + quote.width;
    const comma = COMMA.exec(text.slice(behind, behind + LONGEST_COMMA));
    if (comma === null) return MISS;
    from = behind + comma[0].length;
  }
}
