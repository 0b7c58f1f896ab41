/** The step of a path behind one that names a secret: `/reset-password/x`, `/invite/x`. */
import { BASE64URL } from '../characters.js';
import { MISS } from '../detector.js';
import { looksDrawn } from '../looks-secret.js';
import type { Scan } from '../scan.js';
import { keyNameBefore } from './key-name.js';

/** Of a path. Characters. */
const SHORTEST_STEP = 10;
const LONGEST_STEP = 256;
/** Behind a step that is no name. */
const SHORTEST_LINK = 16;
/** `UUID`s are names of resources. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** An address of Ethereum. */
const CONTRACT = /^0x[0-9a-f]{40}$/i;

/** `/reset-password/x`; the literal is the end of a name and a slash. */
export function matchStep(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const start = text.startsWith('reset/', after) ? after + 6 : after;
  const end = scan.runEnd(start, BASE64URL);
  const step = text.slice(start, Math.min(end, start + LONGEST_STEP));
  if (step.length < SHORTEST_STEP || !looksDrawn(step) || UUID.test(step) || CONTRACT.test(step)) return MISS;
  const isLink = text.startsWith('/', at);
  if (isLink ? step.length < SHORTEST_LINK : keyNameBefore(scan, after - 1, false) === undefined) return MISS;
  scan.hide('url-path', start, end);
  return end;
}
