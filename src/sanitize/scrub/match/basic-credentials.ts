/** Judges what follows `Basic`: only base64 of `name:password` is a credential, `Basic Configuration` is not. */

/** What a character of base64 stands for; 64: it is none. */
const VALUES = (() => {
  const values = new Uint8Array(128).fill(64);
  for (const [value, character] of [
    ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
  ].entries())
    values[character.charCodeAt(0)] = value;
  values[45] = 62;
  values[95] = 63;
  return values;
})();

/** Whether the base64 text from `start` to `end` decodes to printable characters with a colon among them. */
export function decodesToUserinfo(text: string, start: number, end: number): boolean {
  let bits = 0;
  let waiting = 0;
  let hasColon = false;
  let isLatin = true;
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    const value = code < 128 ? VALUES[code]! : 64;
    if (value === 64) break;
    bits = ((bits << 6) | value) & 0xfff;
    waiting += 6;
    if (waiting < 8) continue;
    waiting -= 8;
    const byte = (bits >> waiting) & 0xff;
    // UTF-8 (and Latin-1) names have bytes above 0x7f; control characters mean that it was no base64.
    if (byte < 32 || byte === 127) return false;
    if (byte === 58) hasColon = true;
    if (byte > 127 && byte < 160) isLatin = false;
  }
  return hasColon && (isLatin || isUtf8(text.slice(start, end)));
}

/** Bytes from 0x80 to 0x9f are printable as a part of UTF-8 only. */
function isUtf8(encoded: string): boolean {
  const bytes = Buffer.from(encoded, 'base64');
  return Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);
}
