/** Octet counting (RFC 5425 section 4.3): a frame is `MSG-LEN SP MSG`, the length in octets of UTF-8, nothing between two frames. */

const SPACE = 0x20;
const ZERO = 0x30;
const NINE = 0x39;
const LINE_FEED = 0x0a;

/** Most digits a length may have: nothing near 10 MB is a log line, so more digits mean damage. */
const MAX_LENGTH_DIGITS = 7;

/** Of UTF-8, for one UTF-16 code unit: a surrogate is half of four octets, or, alone, the replacement character. */
const MAX_OCTETS_OF_UNIT = 3;

/** The longest frame: one whose message has as many octets as its length can say. */
export const MAX_FRAME_OCTETS = MAX_LENGTH_DIGITS + 10 ** MAX_LENGTH_DIGITS;

/** Without the line feed at its end. */
function messageOctets(line: string): number {
  const octets = Buffer.byteLength(line);
  return line.charCodeAt(line.length - 1) === LINE_FEED ? octets - 1 : octets;
}

/** Octets of the frame of `line`. */
export function frameOctets(line: string): number {
  const message = messageOctets(line);
  return digitsOf(message) + 1 + message;
}

/**
 * Writes the frame of `line` at `offset` and returns where it ends. The text is encoded once, together with its line
 * feed, and measured by that: `target` needs the room of {@link roomFor}, or one octet more than {@link frameOctets}.
 */
export function writeFrame(target: Buffer, offset: number, line: string): number {
  const lineFeed = line.charCodeAt(line.length - 1) === LINE_FEED ? 1 : 0;
  // Right for ASCII. A text whose octets need a digit more than its characters is moved, which is rare.
  const guess = digitsOf(line.length - lineFeed);
  const at = offset + guess + 1;
  const message = target.write(line, at, 'utf8') - lineFeed;
  const digits = digitsOf(message);
  if (digits !== guess) target.copyWithin(offset + digits + 1, at, at + message);
  let rest = message;
  for (let digit = offset + digits - 1; digit >= offset; digit -= 1) {
    const tenth = Math.floor(rest / 10);
    target[digit] = ZERO + (rest - tenth * 10);
    rest = tenth;
  }
  target[offset + digits] = SPACE;
  return offset + digits + 1 + message;
}

/** Room for the frame of any line of that length, known without looking at its characters. */
export function roomFor(line: string): number {
  return MAX_OCTETS_OF_UNIT * line.length + MAX_LENGTH_DIGITS + 2;
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
