/** Text for values that have none of their own. */
import * as types from 'node:util/types';
import { bigintText } from '../record/bigint-text.js';
import { more, truncated } from './limits.js';

/** A function by its name; its source is never printed. */
export function functionText(value: unknown): string {
  try {
    const { name } = value as { name?: unknown };
    return typeof name === 'string' && name !== '' ? `[Function: ${name}]` : '[Function]';
  } catch {
    return '[Function]';
  }
}

/** A value that is neither an object nor a function. */
export function primitiveText(value: unknown): string {
  return typeof value === 'bigint' ? bigintText(value) : String(value);
}

/** Items of a list that is a key. */
const MAX_ITEMS = 16;
/** Of one of them. Its end is kept, by which a name is judged. UTF-16 units. */
const MAX_ITEM = 1_024;

/** The key of a Map: what it says where it is text in a box or a list, so that its value is judged by that. */
export function keyText(key: unknown): string {
  try {
    return Array.isArray(key) ? listText(key) : itemText(key);
  } catch {
    return '[object]';
  }
}

function listText(list: readonly unknown[]): string {
  const { length } = list;
  const end = Math.min(length, MAX_ITEMS);
  let text = end < length ? `${more(length - end)},` : '';
  for (let at = length - end; at < length; at += 1) {
    const item = itemText(list[at]);
    const left = item.length - MAX_ITEM;
    text += (at > length - end ? ',' : '') + (left > 0 ? truncated(left) + item.slice(left) : item);
  }
  return text;
}

function itemText(item: unknown): string {
  if (typeof item === 'function') return functionText(item);
  if (typeof item !== 'object' || item === null) return primitiveText(item);
  if (types.isStringObject(item)) return String.prototype.valueOf.call(item);
  return Object.prototype.toString.call(item);
}
