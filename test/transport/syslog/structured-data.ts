/** Structured data as the daemons give it back. */
import { readSyslog } from '../../helpers/rfc5424.js';

/**
 * The parameters of one element. The daemons may write structured data anew, in an order of their own. syslog-ng takes
 * the dots in a name for nesting, and writes an element for each level, as in
 * `[fields@32473 k="v"][fields@32473.error type="Error"]`.
 */
export function parametersOf(sd: string, id: string): ReadonlyArray<readonly [name: string, value: string]> {
  let count = 0;
  const asSent = sd.replace(new RegExp(`(\\]?)\\[${id}[^ \\]]*`, 'g'), (_, end: string) => {
    count += 1;
    return count === 1 ? `${end}[${id}` : '';
  });
  const { elements } = readSyslog(Buffer.from(`<14>1 - - - - - ${asSent}`));
  return elements.find((element) => element.id === id)?.params ?? [];
}
