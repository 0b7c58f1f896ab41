/** Cuts a line to a number of octets of UTF-8. */

/**
 * The line with its `\n`, or as much of it as `maxOctets` (without the `\n`) has room for, cut between two
 * characters and not inside an escape sequence, with a mark that counts the octets left out.
 */
export function cutOctets(line: string, maxOctets: number): string {
  if (line.length * 3 <= maxOctets) return line;
  const octets = Buffer.from(line.slice(0, -1));
  if (octets.length <= maxOctets) return line;
  const mark = `[truncated ${octets.length - maxOctets}]`;
  let end = maxOctets - mark.length - 8;
  while (end > 0 && ((octets[end] as number) & 0xc0) === 0x80) end -= 1;
  const shown = octets.toString('utf8', 0, end);
  return `${withoutPartOfEscape(shown)}${mark}\n`;
}

/** `text` without a backslash sequence that the cut left incomplete. */
function withoutPartOfEscape(text: string): string {
  const tail = /\\+(?:u[0-9a-f]{0,3})?$/.exec(text.slice(-16));
  if (tail === null) return text;
  const backslashes = tail[0].replace(/u.*$/, '').length;
  return backslashes % 2 === 0 ? text : text.slice(0, text.length - tail[0].length + backslashes - 1);
}
