/** Bold and italics around a name, in markdown and HTML. */

/** What opens it, and the words before the name. */
const MARK_BEFORE = { tag: />(?:[A-Za-z]+ ){0,2}$/, star: /\*(?:[A-Za-z]+ ){0,2}$/ } as const;
const LONGEST_BEFORE = 48;

/** The end of bold or italics before a blank, or of a tag. */
const MARK_END = /^(?:\*{1,3}(?= )|<\/[a-z]{1,8}>)/i;

/** An element that holds nothing but the value. */
const AROUND = /^<(?:b|strong|em|i|code|kbd|samp|pre|tt|span|mark)>/i;

/** A name in bold or italics may have its colon inside: `**Password:** x`, `<b>Password:</b> x`. */
export function behindMark(text: string, at: number, name: number): number {
  const code = text.charCodeAt(at);
  if (code !== 42 && code !== 60) return at;
  if (!MARK_BEFORE[code === 60 ? 'tag' : 'star'].test(text.slice(Math.max(0, name - LONGEST_BEFORE), name)))
    return at;
  return at + (MARK_END.exec(text.slice(at, at + 12))?.[0].length ?? 0);
}

/** Behind the element that opens at `at` around a value, `Password: <code>x</code>`. */
export function behindElement(text: string, at: number): number {
  if (text.charCodeAt(at) !== 60) return at;
  return at + (AROUND.exec(text.slice(at, at + 12))?.[0].length ?? 0);
}
