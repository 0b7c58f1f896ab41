/** Objects whose names are the indexes of what they hold: a million names for a megabyte. */
import * as types from 'node:util/types';
import { inherits } from './inherits.js';

const BYTES = Object.getPrototypeOf(Uint8Array.prototype) as object;

/** Whether an object is bytes, or claims to be: its names cannot be asked for in time. */
export function isBytes(value: object): boolean {
  return ArrayBuffer.isView(value) || isProxyOf(value, BYTES);
}

/** Likewise of a boxed text. */
export function isBoxedText(value: object): boolean {
  return types.isStringObject(value) || isProxyOf(value, String.prototype);
}

/** A proxy of such an object is none, but has all of its names. */
function isProxyOf(value: object, prototype: object): boolean {
  return types.isProxy(value) && inherits(value, prototype);
}
