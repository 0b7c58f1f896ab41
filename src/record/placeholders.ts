/** The printf placeholders of a message: which there are, and where. */

/** Letters that take an argument; `%%` is a percent sign. As in Node's `util.format`, less `%c`. */
const LETTERS = 'sdifjoO';

/** A placeholder that prints a whole object, so that a trailing plain object may fill it. */
export function takesObject(letter: string): boolean {
  return letter === 'o' || letter === 'O' || letter === 'j';
}

/** The letters of the placeholders of `template`, in order: `'%s of %d%%'` gives `'sd'`. */
export function placeholders(template: string): string {
  let found = '';
  eachPlaceholder(template, (letter) => {
    if (letter !== '%') found += letter;
  });
  return found;
}

/** Placeholders further on are text: no message is a template of that length. UTF-16 units. */
const MAX_TEMPLATE = 64 * 1024;

/** Calls `visit` with the letter and the offset of each placeholder and each `%%`, from left to right. */
export function eachPlaceholder(template: string, visit: (letter: string, at: number) => void): void {
  for (let at = template.indexOf('%'); at >= 0 && at < MAX_TEMPLATE; at = template.indexOf('%', at)) {
    const letter = template[at + 1];
    if (letter === undefined) return;
    if (letter === '%' || LETTERS.includes(letter)) {
      visit(letter, at);
      at += 2;
    } else {
      at += 1;
    }
  }
}
