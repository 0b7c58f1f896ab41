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
export const TEMPLATE_WORDS = `DETAILED, or a template of ${FIELDS.map((field) => `%(${field})${field === 'process' || field === 'lineno' ? 'd' : 's'}`).join(' ')}`;

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
  return parts;
}
