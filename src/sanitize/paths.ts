/**
 * Redacts what the user named by path. fast-redact finds the places; what it sees are shadows of our own plain copy
 * (see `paths/shadow.ts`), so that it can neither touch the caller's objects nor miss what they hide from it.
 */
import { createRequire } from 'node:module';
import type fastRedact from 'fast-redact';
import { type ParsedPath, parsePath } from './paths/grammar.js';
import {
  castShadows,
  emptyTree,
  fold,
  type PathTree,
  PLACE,
  type Place,
  plant,
  type Shadow,
} from './paths/shadow.js';

/** Loaded with the first path: few set-ups have any, and all would pay for it at import. */
const load = createRequire(import.meta.url);

/** Written where the user's own censor fails. */
const PLACEHOLDER = '[REDACTED]';

/** Stands in `roots` for a path that begins with a wildcard: every branch is needed. */
export const EVERY_ROOT = '*';

/** Gets the value and the keys that lead to it, as they are written in the record. What it returns is written. */
export type Censor = (value: unknown, path: readonly string[]) => unknown;

export interface PathOptions {
  /** Written instead of the value. A censor that throws counts as `[REDACTED]`. */
  readonly censor?: string | Censor;
  /** Takes the key away instead; an element of an array becomes null. */
  readonly remove?: boolean;
}

export interface PathRedactor {
  /** The first steps of all paths, in lower case; `*` stands for all. Only these branches need a plain copy. */
  readonly roots: ReadonlySet<string>;
  /** Whether a path may lead through this top-level key. Keys are compared without case. */
  touches(key: string): boolean;
  /**
   * Redacts in place. The copy is a tree of plain, unfrozen objects and arrays that belongs to the caller of this
   * function alone; null and undefined in it are left as they are. Never throws.
   */
  redact(copy: Record<string, unknown>): void;
}

/** Says which paths cannot be used and why: one sentence for each. */
export class PathError extends Error {
  override readonly name = 'PathError';
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** The redactor for these paths. Throws a PathError that names every path that is not one. */
export function compilePaths(paths: readonly string[], options: PathOptions = {}): PathRedactor {
  const parsed = paths.map((path): ParsedPath => parsePath(path));
  const problems = parsed.flatMap((path) => ('problem' in path ? [path.problem] : []));
  if (problems.length > 0) throw new PathError(problems);

  const tree = emptyTree();
  const own = parsed.flatMap((path) => ('segments' in path ? [plant(tree, path.segments)] : []));
  const find = own.length === 0 ? undefined : finder(own);
  const roots = new Set([...tree.named.keys(), ...(tree.wild.length > 0 ? [EVERY_ROOT] : [])]);
  const write = writer(options);

  return {
    roots,
    touches: (key) => tree.wild.length > 0 || tree.named.has(fold(key)),
    redact(copy) {
      if (find !== undefined) writeAll(find(copy, tree), write);
    },
  };
}

type Finder = (copy: Record<string, unknown>, tree: PathTree) => Place[];

/**
 * fast-redact as a finder: its censor notes the place of each shadow that it is called with and returns the shadow, so
 * nothing is written. `restore` makes it forget the last record.
 */
function finder(paths: string[]): Finder {
  let places: Place[] = [];
  const note = (shadow: Shadow): Shadow => {
    const place = shadow[PLACE];
    if (place !== undefined) places.push(place);
    return shadow;
  };
  const redactor = generate(paths, note);
  return (copy, tree) => {
    for (const shadow of castShadows(copy, tree)) {
      redactor(shadow);
      redactor.restore(shadow);
    }
    const found = places;
    places = [];
    return found;
  };
}

/** fast-redact generates code, also on its first call, and reports a ban on that as an invalid path. */
function generate(paths: string[], censor: (shadow: Shadow) => Shadow): fastRedact.redactFnNoSerialize {
  const compile: typeof fastRedact = load('fast-redact');
  try {
    const redactor = compile({ paths, serialize: false, strict: false, censor });
    redactor.restore(redactor({}));
    return redactor;
  } catch {
    throw new PathError([
      'redact paths cannot be used in this process: they are compiled with Function, which ' +
        '--disallow-code-generation-from-strings forbids; name the keys in redact.keys.add instead, or allow code generation',
    ]);
  }
}

type Writer = (place: Place) => void;

/** The deepest places first, so that a censor of an object sees what is left of it. Each place is written once. */
function writeAll(places: Place[], write: Writer): void {
  if (places.length > 1) places.sort((a, b) => b.depth - a.depth);
  const done = new Map<object, Set<string>>();
  for (const place of places) {
    const keys = done.get(place.parent);
    if (keys === undefined) done.set(place.parent, new Set([place.key]));
    else if (keys.has(place.key)) continue;
    else keys.add(place.key);
    write(place);
  }
}

function writer({ censor = PLACEHOLDER, remove = false }: PathOptions): Writer {
  if (remove) {
    return ({ parent, key }) => {
      if (Array.isArray(parent)) set(parent, key, null);
      else delete parent[key];
    };
  }
  if (typeof censor === 'string') return ({ parent, key }) => set(parent, key, censor);
  return (place) => set(place.parent, place.key, censored(place, censor));
}

function censored(place: Place, censor: Censor): unknown {
  try {
    return censor(place.parent[place.key], keysTo(place));
  } catch {
    return PLACEHOLDER;
  }
}

function keysTo(place: Place): string[] {
  const keys: string[] = [];
  for (let at: Place | undefined = place; at !== undefined; at = at.up) keys.unshift(at.key);
  return keys;
}

/** Assigning to `__proto__` would change the prototype and leave the value. */
function set(parent: Record<string, unknown>, key: string, value: unknown): void {
  if (key !== '__proto__') parent[key] = value;
  else Object.defineProperty(parent, key, { value, writable: true, enumerable: true, configurable: true });
}
