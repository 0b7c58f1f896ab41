/**
 * What a redact path may look like. A path is data: it is read here, character by character, and what is not a name, a
 * quoted key, an index or a wildcard is refused. Nothing of it is ever compiled or run.
 */

/** One step of a path: a key of an object or an index of an array, or every one of them. */
export type Segment = { readonly key: string } | { readonly every: true };

/** The steps of a path, or one sentence that says what is wrong with it. */
export type ParsedPath = { readonly segments: readonly Segment[] } | { readonly problem: string };

const MAX_LENGTH = 1_024;
const MAX_SEGMENTS = 32;
/** Of a refused path the message shows this much. */
const MAX_SHOWN = 60;

const ALLOWED =
  'allowed are names joined by dots (user.password), quoted keys (headers["x-api-key"]), ' +
  'indexes (items[0].token) and wildcards (users[*].token, users.*)';

/** Sticky, each anchored at its start and without nesting: reading a path is linear. */
interface Step {
  readonly pattern: RegExp;
  readonly first: boolean;
  readonly later: boolean;
}

const createSteps = (): readonly Step[] => [
  // user   $meta   größe
  { pattern: /([\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_$]*)/uy, first: true, later: false },
  // .user   .0
  {
    pattern: /\.([\p{L}\p{Nl}_$][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}_$]*|0|[1-9]\d{0,9})/uy,
    first: false,
    later: true,
  },
  // [0]
  { pattern: /\[(0|[1-9]\d{0,9})\]/y, first: true, later: true },
  // ["x-api-key"]   ['a.b']: no quote, backslash, bracket, brace, semicolon or control character inside
  { pattern: /\["([^"'`\\()[\]{};<>\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+)"\]/uy, first: true, later: true },
  { pattern: /\['([^"'`\\()[\]{};<>\p{Cc}\p{Zl}\p{Zp}\p{Cs}]+)'\]/uy, first: true, later: true },
];

/** Made with the first path: expressions over all letters take time, and few applications name paths. */
let steps: readonly Step[] | undefined;

/** `*` at the start, `.*` and `[*]` behind it. */
const EVERY_FIRST = /\*|\[\*\]/y;
const EVERY_LATER = /\.\*|\[\*\]/y;

/** Names that reach an object's prototype instead of its data. */
const PROTOTYPE_NAMES: ReadonlySet<string> = new Set(['__proto__', 'prototype', 'constructor']);

/** Reads one path. Never throws, whatever it is given. */
export function parsePath(path: unknown): ParsedPath {
  if (typeof path !== 'string' || path === '') return problem(path, 'it must be a string that is not empty');
  if (path.length > MAX_LENGTH) return problem(path, `it is longer than ${MAX_LENGTH} characters`);

  const segments: Segment[] = [];
  for (let at = 0; at < path.length; ) {
    const step = readStep(path, at);
    if (step === undefined) return problem(path, complaintAt(path, at));
    segments.push(step.segment);
    at = step.end;
  }
  return complaintAbout(path, segments) ?? { segments };
}

function readStep(path: string, at: number): { segment: Segment; end: number } | undefined {
  const every = at === 0 ? EVERY_FIRST : EVERY_LATER;
  every.lastIndex = at;
  if (every.test(path)) return { segment: { every: true }, end: every.lastIndex };
  steps ??= createSteps();
  for (const { pattern, first, later } of steps) {
    if (!(at === 0 ? first : later)) continue;
    pattern.lastIndex = at;
    const match = pattern.exec(path);
    if (match) return { segment: { key: match[1]! }, end: pattern.lastIndex };
  }
  return undefined;
}

/** What the characters cannot show: names that are no data, and a wildcard for any depth or a JSONPath root. */
function complaintAbout(path: string, segments: readonly Segment[]): ParsedPath | undefined {
  if (segments.length > MAX_SEGMENTS) return problem(path, `it has more than ${MAX_SEGMENTS} steps`);
  for (const segment of segments) {
    if ('key' in segment && PROTOTYPE_NAMES.has(segment.key))
      return problem(path, `${segment.key} is no data`);
  }
  const [root] = segments;
  if (root !== undefined && 'key' in root && root.key === '$') {
    return problem(path, 'write it without the leading $');
  }
  return undefined;
}

function complaintAt(path: string, at: number): string {
  const rest = path.slice(at);
  if (path.slice(Math.max(0, at - 1), at + 1) === '**') {
    return '** is not supported; redact.keys hides a name at any depth';
  }
  if (rest.startsWith('-')) return `a name with "-" must be quoted, as in headers["x-api-key"]`;
  return `it cannot be read from character ${at + 1} on`;
}

function problem(path: unknown, reason: string): ParsedPath {
  const text = typeof path === 'string' ? path : typeof path;
  const shown = JSON.stringify(text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text);
  return { problem: `the redact path ${shown} is refused: ${reason}; ${ALLOWED}` };
}
