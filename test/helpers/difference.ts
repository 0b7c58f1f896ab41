/** Compares plain JSON values by their own properties alone, so that `__proto__` is a name like any other. */

/** Where two values differ first, as a sentence; undefined where they do not. */
export function difference(got: unknown, wanted: unknown, path = 'the value'): string | undefined {
  if (Object.is(got, wanted)) return undefined;
  if (!isObject(got) || !isObject(wanted) || Array.isArray(got) !== Array.isArray(wanted)) {
    return `${path} is ${show(got)} instead of ${show(wanted)}`;
  }
  const names = Object.keys(wanted);
  for (const name of names) {
    if (!Object.hasOwn(got, name)) return `${path} has no ${JSON.stringify(name)}: ${show(got)}`;
    const found = difference(own(got, name), own(wanted, name), `${path}.${name}`);
    if (found !== undefined) return found;
  }
  const extra = Object.keys(got).find((name) => !Object.hasOwn(wanted, name));
  return extra === undefined ? undefined : `${path} also has ${JSON.stringify(extra)}`;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function own(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}

function show(value: unknown): string {
  const text = typeof value === 'symbol' ? String(value) : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
