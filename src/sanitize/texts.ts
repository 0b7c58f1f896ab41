/** Text for values that have none of their own. */

/** A function by its name; its source is never printed. */
export function functionText(value: unknown): string {
  try {
    const { name } = value as { name?: unknown };
    return typeof name === 'string' && name !== '' ? `[Function: ${name}]` : '[Function]';
  } catch {
    return '[Function]';
  }
}

/** The key of a Map that is no string. */
export function keyText(key: unknown): string {
  if (typeof key === 'function') return functionText(key);
  if (typeof key !== 'object' || key === null) return String(key);
  try {
    return Object.prototype.toString.call(key);
  } catch {
    return '[object]';
  }
}
