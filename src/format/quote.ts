/** Double quotes, the one thing the sanitizer leaves to the formats. */

/** `text` inside double quotes; `holdsQuotes`: whether it has any of its own. */
export function quoted(text: string, holdsQuotes: boolean): string {
  return `"${holdsQuotes ? escapeQuotes(text) : text}"`;
}

export function escapeQuotes(text: string): string {
  return text.replaceAll('"', '\\"');
}
