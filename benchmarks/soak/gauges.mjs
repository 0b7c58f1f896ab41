/** What must not grow: what the program holds in memory, its descriptors, its listeners. */
import { existsSync, readdirSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import { getHeapSnapshot } from 'node:v8';

/** Compiled code, and what V8 keeps about it: it goes on compiling for as long as a program runs, less each minute. */
const ENGINE = ['code', 'hidden'];

/** Bytes of everything that is reachable, without what is the engine's own: that would hide a small slope, or look like one. */
export async function heldBytes() {
  // What ends on its own, ends first: promises, the buffers of a finished compression.
  for (let look = 0; look < 3; look += 1) await turn(globalThis.gc());
  const chunks = [];
  for await (const chunk of getHeapSnapshot()) chunks.push(chunk);
  const { nodes, snapshot } = JSON.parse(Buffer.concat(chunks.map(Buffer.from)).toString());
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = ['type', 'self_size'].map((name) => fields.indexOf(name));
  const engine = ENGINE.map((name) => types[type].indexOf(name));
  let sum = 0;
  for (let at = 0; at < nodes.length; at += fields.length) {
    if (!engine.includes(nodes[at + type])) sum += nodes[at + size];
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
