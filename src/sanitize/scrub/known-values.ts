/** Finds known secrets wherever they occur: plain, percent-encoded, as JSON text and in base64 at any alignment. */

/** Shorter values occur by chance. Characters. */
const SHORTEST = 4;
/** The shortest piece of base64 that is searched for. Characters. */
const SHORTEST_BASE64 = 8;

const mask = 127;

function base64Forms(value: string): string[] {
  const forms: string[] = [];
  const bytes = Buffer.from(value);
  for (let offset = 0; offset < 3; offset++) {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first characters mix with what stands before the value, the last one with what stands behind it.
    const front = offset === 0 ? 0 : offset + 1;
    const tail = (offset + bytes.length) % 3 === 0 ? 0 : 1;
    forms.push(encoded.slice(front, encoded.length - tail));
    if (offset === 0) forms.push(encoded);
  }
  return forms
    .flatMap((form) => [form, form.replaceAll('+', '-').replaceAll('/', '_')])
    .filter((form) => form.length >= SHORTEST_BASE64);
}

/** All spellings of a value that are searched for. */
export function spellings(value: string): readonly string[] {
  if (value.length < SHORTEST) return [];
  // A lone surrogate has no percent-encoding.
  const safe = value.replace(/\p{Surrogate}/gu, '\ufffd');
  const percent = encodeURIComponent(safe);
  const strict = percent.replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const lower = (text: string) => text.replace(/%[0-9A-F]{2}/g, (hex) => hex.toLowerCase());
  return [
    ...new Set([
      value,
      percent,
      strict,
      lower(percent),
      lower(strict),
      percent.replaceAll('%20', '+'),
      encodeURIComponent(percent),
      JSON.stringify(value).slice(1, -1),
      ...base64Forms(value),
    ]),
  ];
}

/** Where the known values occur in a text, in text order and without overlaps. */
export type ValueFinder = (text: string) => readonly { readonly start: number; readonly end: number }[];

/**
 * Wu and Manber's search for many literals: a table over pairs of characters says how far the window can move, so
 * most characters are never read.
 */
export function createValueFinder(values: readonly string[]): ValueFinder | undefined {
  const literals = [...new Set(values.flatMap(spellings))].sort((a, b) => b.length - a.length);
  if (literals.length === 0) return undefined;
  const window = literals.at(-1)!.length;
  const shift = new Uint8Array(128 * 128).fill(Math.min(255, window - 1));
  const buckets = new Map<number, string[]>();
  for (const literal of literals) {
    for (let i = 0; i + 1 < window; i++) {
      const pair = ((literal.charCodeAt(i) & mask) << 7) | (literal.charCodeAt(i + 1) & mask);
      const distance = window - 2 - i;
      if (distance < shift[pair]!) shift[pair] = distance;
      if (distance === 0) buckets.set(pair, [...(buckets.get(pair) ?? []), literal]);
    }
  }
  return (text) => {
    const found: { start: number; end: number }[] = [];
    let i = window - 2;
    while (i + 1 < text.length) {
      const pair = ((text.charCodeAt(i) & mask) << 7) | (text.charCodeAt(i + 1) & mask);
      const distance = shift[pair]!;
      if (distance > 0) {
        i += distance;
        continue;
      }
      const start = i - (window - 2);
      const literal = buckets.get(pair)?.find((candidate) => text.startsWith(candidate, start));
      if (literal === undefined) i++;
      else {
        found.push({ start, end: start + literal.length });
        i = start + literal.length + window - 2;
      }
    }
    return found;
  };
}
