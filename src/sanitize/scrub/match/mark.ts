/** Bold and italics around a name, in markdown and HTML. */

/** The end of bold or italics before a blank, or of a tag. */
const MARK_END = /^(?:\*{1,3}(?= )|<\/[a-z]{1,8}>)/i;

/** A name in bold or italics may have its colon inside: `**Password:** x`, `<b>Password:</b> x`. */
export function behindMark(text: string, at: number, name: number): number {
  const code = text.charCodeAt(at);
  if (code !== 42 && code !== 60) return at;
  if (text.charCodeAt(name - 1) !== (code === 60 ? 62 : code)) return at;
  return at + (MARK_END.exec(text.slice(at, at + 12))?.[0].length ?? 0);
}
