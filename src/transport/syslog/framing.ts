/** Octet counting (RFC 5425 section 4.3): a frame is `MSG-LEN SP MSG`, the length in octets of UTF-8, nothing between two frames. */

const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const LINE_FEED = 0x0a;

/** Most digits a length may have: nothing near 10 MB is a log line, so more digits mean damage. */
export const MAX_LENGTH_DIGITS = 7;

/** Octets of the message in `line`, without the line feed at its end. */
export function messageOctets(line: string): number {
  const octets = Buffer.byteLength(line);
  return line.charCodeAt(line.length - 1) === LINE_FEED ? octets - 1 : octets;
}

/** Octets of the whole frame around a message of so many octets. */
export function frameOctets(message: number): number {
  return digitsOf(message) + 1 + message;
}

/**
 * Writes the frame of `line` at `offset` and returns where it ends. `target` needs one octet more than
 * {@link frameOctets}: the line feed is encoded too and then forgotten, which saves a copy of the text.
 */
export function writeFrame(target: Buffer, offset: number, line: string, message: number): number {
  const digits = digitsOf(message);
  let rest = message;
  for (let at = offset + digits - 1; at >= offset; at -= 1) {
    target[at] = ZERO + (rest % 10);
    rest = Math.floor(rest / 10);
  }
  target[offset + digits] = SPACE;
  target.write(line, offset + digits + 1, 'utf8');
  return offset + digits + 1 + message;
}

/** Where one frame lies: its message is `[message, end)`. */
export interface FramePlace {
  readonly message: number;
  readonly end: number;
}

/**
 * Reads the head of the frame that begins at `start`, of which `limit` is the end of the known bytes.
 * `'cut'`: the frame goes on behind `limit`. `'damaged'`: these bytes are no frame.
 */
export function placeFrame(bytes: Buffer, start: number, limit: number): FramePlace | 'cut' | 'damaged' {
  let length = 0;
  let at = start;
  for (; at < limit; at += 1) {
    const octet = bytes[at]!;
    if (octet === SPACE) break;
    // A leading zero is forbidden by the grammar (MSG-LEN = NONZERO-DIGIT *DIGIT).
    if (octet < ZERO || octet > NINE || (octet === ZERO && at === start)) return 'damaged';
    if (at - start >= MAX_LENGTH_DIGITS) return 'damaged';
    length = length * 10 + (octet - ZERO);
  }
  if (at === limit) return 'cut';
  if (at === start) return 'damaged';
  const end = at + 1 + length;
  return end > limit ? 'cut' : { message: at + 1, end };
}

/** The longest run of whole frames from `start` that has at most `maxBytes`, but at least one frame. */
export function wholeFrames(
  bytes: Buffer,
  start: number,
  limit: number,
  maxBytes: number,
): { readonly end: number; readonly frames: number; readonly damaged: boolean } {
  let end = start;
  let frames = 0;
  while (end < limit) {
    const place = placeFrame(bytes, end, limit);
    if (typeof place === 'string') return { end, frames, damaged: place === 'damaged' };
    if (frames > 0 && place.end - start > maxBytes) break;
    end = place.end;
    frames += 1;
  }
  return { end, frames, damaged: false };
}

function digitsOf(value: number): number {
  let digits = 1;
  for (let rest = value; rest >= 10; rest = Math.floor(rest / 10)) digits += 1;
  return digits;
}
