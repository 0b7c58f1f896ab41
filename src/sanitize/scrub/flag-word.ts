/** Whether an argument that begins with a hyphen is a flag, or a value that happens to begin so. */
import { looksSecret } from './looks-secret.js';

/** `--verbose`, `-v2`, `-Dname=value`. */
const FLAG = /^--?[A-Za-z](?:[A-Za-z-]*\d{0,3}$|[\w.-]*=)/;

export function isFlagWord(word: string): boolean {
  return FLAG.test(word) || !looksSecret(word, true);
}
