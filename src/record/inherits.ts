/** The chains of classes are short. One of a hostile proxy has no end, and `instanceof` follows it for long. */
const LONGEST_CHAIN = 64;

/** Whether `prototype` is in the chain of `value`. Throws where a proxy does. */
export function inherits(value: object, prototype: object): boolean {
  let link: unknown = Object.getPrototypeOf(value);
  for (let at = 0; link !== null && at < LONGEST_CHAIN; at += 1) {
    if (link === prototype) return true;
    link = Object.getPrototypeOf(link);
  }
  return false;
}
