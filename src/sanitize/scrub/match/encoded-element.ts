/** `%3Cpassword%3Ex%3C%2Fpassword%3E` and `\u003cpassword\u003ex`: an element whose brackets are encoded. */
import { MISS } from '../detector.js';
import type { Scan } from '../scan.js';
import { isStopValue } from './stop-values.js';

/** A name, perhaps with a namespace, and the bracket that closes; the value up to the one that opens the end tag. */
const ELEMENT =
  /^(?:[\w.-]{1,32}:)?([A-Za-z][\w.-]{1,63})(%(?:25){0,2}3[Ee]|\\u003[Ee])([^\s"<>&]{1,512}?)(?=%(?:25){0,2}3[Cc]|\\u003[Cc])/;
const LONGEST = 640;

/** The literal is the bracket that opens. */
export function matchEncodedElement(scan: Scan, _at: number, after: number): number {
  const found = ELEMENT.exec(scan.text.slice(after, after + LONGEST));
  if (found === null || !scan.rules.nameInfo(found[1]!).sensitive) return MISS;
  const end = after + found[0].length;
  const start = end - found[3]!.length;
  if (isStopValue(scan.text, start, end, false)) return MISS;
  scan.hide('xml', start, end);
  return end;
}
