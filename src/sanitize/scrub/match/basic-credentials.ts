/** Judges what follows `Basic`: only base64 of `name:password` is a credential, `Basic Configuration` is not. */

/** Whether the base64 text decodes to printable characters with a colon among them. */
export function decodesToUserinfo(encoded: string): boolean {
  const decoded = Buffer.from(encoded, 'base64').toString('latin1');
  if (!decoded.includes(':')) return false;
  for (let i = 0; i < decoded.length; i++) {
    const code = decoded.charCodeAt(i);
    // UTF-8 (and Latin-1) names have bytes above 0x7f; control characters mean that it was no base64.
    if (code < 32 || code === 127) return false;
  }
  return true;
}
