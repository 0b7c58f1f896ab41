/**
 * The branches of a record that the redact paths speak of, as fast-redact gets to see them: objects of our own with
 * names of our own (`k0`, `s1`), each standing for one place in the plain copy.
 *
 * That is what makes fast-redact safe and complete here. No character of a path or a key reaches the code that it
 * generates. It cannot meet a frozen object, a getter, a Proxy or a prototype. Keys that differ only in case have one
 * name. And it never sees more than one wildcard in a path: with two of them 3.5.0 stops one step behind the second
 * (`a[*].b[*].c.d` hides nothing), and for `*.*.k` it hides other levels than the second.
 */
import type { Segment } from './grammar.js';

/** One place of the plain copy: `parent[key]`. */
export interface Place {
  readonly parent: Record<string, unknown>;
  readonly key: string;
  readonly up: Place | undefined;
  /** Steps from the root. */
  readonly depth: number;
}

/** Under which a shadow keeps its place. A symbol, because fast-redact goes through all string keys. */
export const PLACE: unique symbol = Symbol('place');

/** Stands for one place. Its string keys are made up, its values are shadows again. */
export interface Shadow {
  readonly [PLACE]: Place | undefined;
  [name: string]: Shadow;
}

/** All paths as one tree, so that every object of the copy is looked through once for all names. */
export interface PathTree {
  /** By folded key. The name is the one that stands for the key towards fast-redact. */
  readonly named: Map<string, { readonly name: string; readonly next: PathTree }>;
  /** The paths whose first wildcard is here. */
  readonly wild: Wild[];
}

/** From the first to the last wildcard of a path: one step for fast-redact, `*.w0`, however many it really is. */
interface Wild {
  readonly segments: readonly Segment[];
  readonly name: string;
  readonly next: PathTree;
}

/** Longer keys are data, perhaps megabytes of it, and compared as they are. UTF-16 units. */
const LONGEST_FOLDED = 1_024;

/** Keys are compared without case, because `Authorization` and `authorization` are one header and one secret. */
export function fold(key: string): string {
  return key.length > LONGEST_FOLDED ? key : key.toLowerCase();
}

export function emptyTree(): PathTree {
  return { named: new Map(), wild: [] };
}

function isLeaf(tree: PathTree): boolean {
  return tree.named.size === 0 && tree.wild.length === 0;
}

function isEvery(segment: Segment): boolean {
  return 'every' in segment;
}

/** Adds a path to the tree and returns it as fast-redact is to read it: `k0.k1.*.w0.k2`. */
export function plant(tree: PathTree, segments: readonly Segment[]): string {
  const first = segments.findIndex(isEvery);
  if (first < 0) return plantNames(tree, segments).path.join('.');
  const end = segments.findLastIndex(isEvery) + 1;
  const trunk = plantNames(tree, segments.slice(0, first));
  const name = `w${trunk.node.wild.length}`;
  const next = emptyTree();
  trunk.node.wild.push({ segments: segments.slice(first, end), name, next });
  return [...trunk.path, '*', name, ...plantNames(next, segments.slice(end)).path].join('.');
}

function plantNames(tree: PathTree, segments: readonly Segment[]): { path: string[]; node: PathTree } {
  const path: string[] = [];
  let node = tree;
  for (const segment of segments) {
    const key = 'key' in segment ? fold(segment.key) : '';
    const known = node.named.get(key) ?? { name: `k${node.named.size}`, next: emptyTree() };
    node.named.set(key, known);
    path.push(known.name);
    node = known.next;
  }
  return { path, node };
}

/**
 * The shadows of a plain copy. Usually one: where two keys of an object differ in case only, the second one gets a
 * shadow of its own with nothing else in it.
 */
export function castShadows(copy: Record<string, unknown>, tree: PathTree): readonly Shadow[] {
  const shadows: Shadow[] = [{ [PLACE]: undefined }];
  fill(shadows[0]!, copy, tree, undefined, shadows);
  return shadows;
}

/** The way back from a shadow to its root, to build the same way again. */
interface Trail {
  readonly name: string;
  readonly up: Trail | undefined;
}

function fill(shadow: Shadow, object: object, tree: PathTree, trail: Trail | undefined, all: Shadow[]): void {
  if (tree.named.size > 0) fillNamed(shadow, object as Record<string, unknown>, tree, trail, all);
  let count = 0;
  for (const wild of tree.wild) {
    for (const place of reach(object, shadow[PLACE], wild.segments)) {
      const name = `s${count++}`;
      const way: Trail = { name: wild.name, up: { name, up: trail } };
      shadow[name] = { [PLACE]: undefined, [wild.name]: grow(place, wild.next, way, all) };
    }
  }
}

function fillNamed(
  shadow: Shadow,
  parent: Record<string, unknown>,
  tree: PathTree,
  trail: Trail | undefined,
  all: Shadow[],
): void {
  const up = shadow[PLACE];
  const depth = up === undefined ? 1 : up.depth + 1;
  for (const key of Object.keys(parent)) {
    const named = tree.named.get(fold(key));
    if (named === undefined || parent[key] == null) continue;
    const way: Trail = { name: named.name, up: trail };
    const child = grow({ parent, key, up, depth }, named.next, way, all);
    if (Object.hasOwn(shadow, named.name)) all.push(alone(child, way));
    else shadow[named.name] = child;
  }
}

/** All places directly in an object that hold something. */
function placesIn(object: object, up: Place | undefined): Place[] {
  const parent = object as Record<string, unknown>;
  const depth = up === undefined ? 1 : up.depth + 1;
  const places: Place[] = [];
  for (const key of Object.keys(parent)) if (parent[key] != null) places.push({ parent, key, up, depth });
  return places;
}

/** The places that some steps with wildcards lead to. */
function reach(object: object, up: Place | undefined, segments: readonly Segment[]): Place[] {
  const [segment, ...rest] = segments;
  const found = placesIn(object, up).filter(
    ({ key }) => segment !== undefined && ('every' in segment || fold(key) === fold(segment.key)),
  );
  if (rest.length === 0) return found;
  return found.flatMap((place) => {
    const value = place.parent[place.key];
    return typeof value === 'object' && value !== null ? reach(value, place, rest) : [];
  });
}

function grow(place: Place, tree: PathTree, way: Trail, all: Shadow[]): Shadow {
  const shadow: Shadow = { [PLACE]: place };
  const value = place.parent[place.key];
  if (typeof value === 'object' && value !== null && !isLeaf(tree)) fill(shadow, value, tree, way, all);
  return shadow;
}

/** A root with nothing but the way to one shadow. */
function alone(shadow: Shadow, way: Trail): Shadow {
  let root = shadow;
  for (let step: Trail | undefined = way; step !== undefined; step = step.up) {
    root = { [PLACE]: undefined, [step.name]: root };
  }
  return root;
}
