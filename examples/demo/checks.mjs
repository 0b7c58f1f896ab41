/** What must hold for everything that the service wrote. Gives a sentence for each thing that does not. */
import { hostileName, secrets } from './requests.mjs';

/** Control, format and bidirectional characters, by code point, but for the newline that ends a line. */
const UNSAFE =
  /[\0-\x09\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/u;

/** The forms in which a secret could get out: its beginning alone, spaced, percent-encoded, as base64. */
function forms(secret) {
  const encoded = Buffer.from(secret).toString('base64').replace(/=+$/, '');
  return [secret.slice(0, 12), secret.replace(/(\d{4})(?=\d)/g, '$1 '), encodeURIComponent(secret), encoded];
}

export function findLeaks(name, text) {
  const found = [];
  for (const [kind, secret] of Object.entries(secrets)) {
    if (forms(secret).some((form) => text.includes(form)))
      found.push(`${name}: the secret "${kind}" is in it`);
  }
  if (UNSAFE.test(text)) found.push(`${name}: there is a raw control character in it`);
  if (text !== '' && !text.endsWith('\n')) found.push(`${name}: its last line has no end`);
  return found;
}

/** One record, one line, on the console as in the files; and the hostile name is kept as evidence. */
export function findForgeries({ consoleLines, fileLines, stats }) {
  const found = [];
  if (consoleLines.length + fileLines.length !== stats.lines)
    found.push(`${stats.lines} lines were logged, ${consoleLines.length + fileLines.length} are there`);
  if (consoleLines.length !== fileLines.length)
    found.push(`${consoleLines.length} lines on the console, ${fileLines.length} in the files`);
  if (stats.dropped > 0) found.push(`${stats.dropped} lines were dropped`);
  const records = fileLines.map(parse);
  if (records.includes(undefined)) found.push('a line of the file is no JSON');
  if (!records.some((record) => record?.body?.user === hostileName))
    found.push('the hostile name cannot be read back from the file');
  return found;
}

function parse(line) {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
