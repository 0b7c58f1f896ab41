/** Templates of a text line, in the notation of Python's `logging`: `%(asctime)s - %(message)s`. */

export const DEFAULT_TEMPLATE = '%(asctime)s - %(name)s - %(levelname)s - %(message)s';
export const DETAILED_TEMPLATE =
  '%(asctime)s - %(name)s - %(levelname)s - %(module)s:%(funcName)s:%(lineno)d - %(message)s';

const FIELDS = [
  'asctime',
  'name',
  'levelname',
  'message',
  'process',
  'module',
  'funcName',
  'lineno',
] as const;
export type TemplateField = (typeof FIELDS)[number];

/** A field with its least width in characters (negative: padded on the right), or text between fields. */
export type TemplatePart = string | { readonly field: TemplateField; readonly width: number };

/** The fields as they are written, to show in messages about a wrong template. */
export const TEMPLATE_WORDS = `DETAILED, or a template of ${FIELDS.map(written).join(' ')}`;

/** Fields whose values can be long: a line has room for each of them once. */
const LONG_FIELDS: ReadonlySet<TemplateField> = new Set(['name', 'message', 'module', 'funcName']);
/** The longest value of any other field. Characters. */
const SHORT_FIELD = 24;
/** What a template may have besides one value of each field: a line keeps so much free for it. Characters. */
const LONGEST = 128;

const PLACEHOLDER = /%(?:%|\((\w{1,32})\)(-?\d{1,2})?[sd])/g;

/** The parts of a template, or a sentence on what is wrong with it. `DETAILED` names a template of its own. */
export function parseTemplate(template: string): readonly TemplatePart[] | string {
  const source = template === 'DETAILED' ? DETAILED_TEMPLATE : template;
  const parts: TemplatePart[] = [];
  let text = '';
  let done = 0;
  for (const match of source.matchAll(PLACEHOLDER)) {
    text += source.slice(done, match.index);
    done = match.index + match[0].length;
    const [, name, width] = match;
    if (name === undefined) {
      text += '%';
      continue;
    }
    const field = FIELDS.find((known) => known === name);
    if (field === undefined) return `there is no field %(${name})s`;
    if (text !== '') parts.push(text);
    text = '';
    parts.push({ field, width: Number(width ?? 0) });
  }
  text += source.slice(done);
  if (text !== '') parts.push(text);
  if (parts.every((part) => typeof part === 'string'))
    return 'it has no %(field)s in it, so that every line would be the same';
  if (parts.some((part) => typeof part === 'string' && !/^[ -~]*$/.test(part)))
    return 'it has a character that is not printable ASCII in it';
  return tooMuch(parts) ?? parts;
}

/** What would let a line grow beyond its limit, since the message is cut as if it stood there once, and little beside it. */
function tooMuch(parts: readonly TemplatePart[]): string | undefined {
  const fields = parts.flatMap((part) => (typeof part === 'string' ? [] : [part.field]));
  const again = fields.filter((field, at) => fields.indexOf(field) < at);
  const twice = again.find((field) => LONG_FIELDS.has(field));
  if (twice !== undefined) return `it has ${written(twice)} in it twice`;
  const length = parts.reduce(
    (sum, part) => sum + (typeof part === 'string' ? part.length : Math.abs(part.width)),
    again.length * SHORT_FIELD,
  );
  if (length <= LONGEST) return undefined;
  return `its text, widths and repeated fields come to ${length} characters, and ${LONGEST} is the most`;
}

function written(field: TemplateField): string {
  return `%(${field})${field === 'process' || field === 'lineno' ? 'd' : 's'}`;
}
