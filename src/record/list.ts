/** Objects whose members are many and have no names: they are values, and their members are not asked for. */
import * as types from 'node:util/types';

/** A list, a view of bytes, or a boxed text, whose members are its characters. Throws where a proxy does. */
export function isList(value: object): boolean {
  return Array.isArray(value) || ArrayBuffer.isView(value) || types.isStringObject(value);
}
