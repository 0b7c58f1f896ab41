/** What a line has to say of arbitrary values, written from the description of the library and not from its source. */

const CORE_KEYS: readonly string[] = ['timestamp', 'level', 'name', 'message'];
const LONGEST_KEY = 1_024;

/** The value as it stands in a JSON line; `undefined` where it is left out. */
export function written(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return Number.isFinite(value) ? value + 0 : String(value); // -0 is 0, as in JSON.stringify
    case 'bigint':
      return String(value);
    case 'object':
      return value === null ? null : container(value);
    default:
      return value;
  }
}

function container(value: object): unknown {
  if (Array.isArray(value)) return value.map((item) => written(item) ?? null);
  if (value instanceof Map) return members([...value].map(([key, item]) => [key, written(item) ?? null]));
  return members(Object.entries(value).map(([key, item]) => [key, written(item)]));
}

/** Members by the names that they are written under; one that is too long is cut, and kept apart from the others. */
function members(entries: ReadonlyArray<readonly [string, unknown]>): Record<string, unknown> {
  const shown: Array<[string, unknown]> = [];
  const taken = new Set(entries.map(([key]) => key));
  for (const [key, value] of entries) {
    if (value === undefined) continue;
    let name = cut(key);
    if (name !== key) {
      while (taken.has(name)) name += '_';
      taken.add(name);
    }
    shown.push([name, value]);
  }
  return Object.fromEntries(shown);
}

/** Never between the halves of a surrogate pair. */
function cut(text: string): string {
  if (text.length <= LONGEST_KEY) return text;
  const start = text.slice(0, LONGEST_KEY);
  const shown = /[\ud800-\udbff]$/.test(start) ? start.slice(0, -1) : start;
  return `${shown}[truncated ${text.length - shown.length}]`;
}

/** The fields of a record: those of the call win over the child's, and these over the context's. */
export function writtenFields(context: object, bound: object, fields: object): Record<string, unknown> {
  const all = new Map([...Object.entries(context), ...Object.entries(bound), ...Object.entries(fields)]);
  const taken = new Set(all.keys());
  const renamed = [...all].map(([key, value]): [string, unknown] => {
    if (!CORE_KEYS.includes(key) || value === undefined) return [key, value];
    let name = `${key}_`;
    while (taken.has(name)) name += '_';
    taken.add(name);
    return [name, value];
  });
  return members(renamed.map(([key, value]) => [key, written(value)]));
}
