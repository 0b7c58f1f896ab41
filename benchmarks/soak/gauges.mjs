/** What must not grow: what the program holds in memory, its descriptors, its listeners. */
import { existsSync, readdirSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { getHeapSnapshot } from 'node:v8';

/**
 * Bytes of everything that is reachable, but for compiled code: V8 goes on compiling for as long as a program runs, a
 * little less each minute, and that would hide a slope of a few bytes a line, or look like one.
 */
export async function heldBytes() {
  // What ends on its own, ends first: a promise, a finished compression.
  for (let look = 0; look < 3; look += 1) await turn(globalThis.gc());
  const chunks = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(chunk);
  const { nodes, snapshot } = JSON.parse(Buffer.concat(chunks.map(Buffer.from)).toString());
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = ['type', 'self_size'].map((name) => fields.indexOf(name));
  const code = types[type].indexOf('code');
  let sum = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (nodes[at + type] !== code) sum += nodes[at + size];
  }
  return sum;
}

/** Undefined where the system does not tell. */
export function openDescriptors() {
  return existsSync('/proc/self/fd') ? readdirSync('/proc/self/fd').length : undefined;
}

export function listeners() {
  return process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
}
