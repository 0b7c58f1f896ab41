/** Values on the lines below their name, as YAML writes them: behind `name: |`, or indented under `name:`. */
import { looksSecret } from '../looks-secret.js';

const SCALAR = /^[|>][+-]?\d?[ \t]{0,8}\r?\n([ \t]{1,16})/;
const INDENTED = /^\r?\n(?:[ \t]{1,16}|(?=["']))(["']?)(\S{1,512}?)\1[ \t]{0,8}(?:[\r\n]|$)/;
/** A value with nothing else on its line, below its name: of a letter, say. */
const ALONE = /^\r?\n(?:[ \t]*\r?\n)?(["']?)([^\s:=]{1,128}?)\1(?=[ \t]*(?:[\r\n]|$))/;
/** An item of a list below its name. */
const ITEM = /^\r?\n[ \t]{0,16}- (["']?)(\S{1,512}?)\1[ \t]{0,8}(?=[\r\n]|$)/;
/** What stands alone below `PASSWORD=`, and is a variable or a host. */
const VARIABLE = /^\s*(?:[A-Z\d]+(?:_[A-Z\d]+)+|[a-z][a-z\d-]*(?:\.[a-z\d-]+)+)(?:\s|$)/;
const LONGEST = 560;
const MOST_LINES = 64;

/** A value on further lines that starts behind `at`, where the one on the line itself would start. */
export function blockBehind(
  text: string,
  at: number,
  isYaml: boolean,
): { readonly start: number; readonly end: number } | undefined {
  const code = text.charCodeAt(at);
  if (isYaml && (code === 124 || code === 62)) {
    const head = SCALAR.exec(text.slice(at, at + 40));
    if (head === null) return undefined;
    const start = at + head[0].length;
    return { start, end: blockEnd(text, start, `\n${head[1]}`) };
  }
  if (code !== 10 && code !== 13) return undefined;
  const line = text.slice(at, at + LONGEST);
  const inYaml = isYaml ? (lineValue(ITEM, line) ?? lineValue(INDENTED, line)) : undefined;
  // The name of the next variable is no value of an empty one.
  const value = inYaml ?? (!isYaml && VARIABLE.test(line) ? undefined : lineValue(ALONE, line));
  if (value === undefined) return undefined;
  let end = at + value.end;
  // Items are hidden together, up to the last one.
  for (let lines = 1; value.isItem && lines < MOST_LINES; lines++) {
    const next = lineValue(ITEM, text.slice(end + value.close, end + value.close + LONGEST));
    if (next === undefined || next.close !== value.close) break;
    end += value.close + next.end;
  }
  return { start: at + value.start, end };
}

interface LineValue {
  readonly start: number;
  readonly end: number;
  /** Length of its quote. */
  readonly close: number;
  readonly isItem: boolean;
}

function lineValue(form: RegExp, line: string): LineValue | undefined {
  const found = form.exec(line);
  if (found === null || !looksSecret(found[2]!, form !== INDENTED)) return undefined;
  const { length: close } = found[1]!;
  const start = found[0].indexOf(found[2]!, found[0].search(/\S/) + (form === ITEM ? 1 : 0));
  return { start, end: start + found[2]!.length, close, isItem: form === ITEM };
}

/** Behind the last line that is indented as the first one is. */
function blockEnd(text: string, start: number, indent: string): number {
  let end = lineEnd(text, start);
  for (let lines = 1; lines < MOST_LINES && text.startsWith(indent, end); lines++)
    end = lineEnd(text, end + indent.length);
  return text.charCodeAt(end - 1) === 13 ? end - 1 : end;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}
