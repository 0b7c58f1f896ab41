import { describe, expect, test } from 'vitest';
import { forbiddenIn } from '../helpers/allowed.js';
import { difference } from '../helpers/difference.js';
import { openLab } from '../helpers/lab.js';
import { readStrictJson } from '../helpers/strict-json.js';
import { flatten, readTextLine } from '../helpers/text-line.js';
import { CASES, type Case, CLASSES, POSITIONS } from './corpus.js';
import { perform } from './perform.js';

const json = openLab({ format: 'json' });
const text = openLab({ format: 'text' });

/** How every JSON line begins: the core keys, in this order. */
const JSON_HEAD =
  /^\{"timestamp":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z","level":"[A-Z]+","name":"(?:[^"\\]|\\.)*","message":"/;

/** What is wrong with a line whatever its format; undefined: nothing. */
function wrongLine(line: string): string | undefined {
  if (!line.endsWith('\n')) return 'no line break at the end';
  const found = forbiddenIn(line.slice(0, -1));
  return found === undefined ? undefined : `a raw ${found}: ${JSON.stringify(line)}`;
}

function wrongJson({ call, expected }: Case): string | undefined {
  const line = json.line(() => perform(json, call()));
  const record = readStrictJson(line.trimEnd()) as Record<string, unknown>;
  const { timestamp: _, ...rest } = record;
  const { fields, ...core } = expected;
  if (!JSON_HEAD.test(line)) return `the core keys are not the first: ${line}`;
  return wrongLine(line) ?? difference(rest, { ...core, ...fields }) ?? difference(JSON.parse(line), record);
}

function wrongText({ call, expected }: Case): string | undefined {
  const line = text.line(() => perform(text, call()));
  const { timestamp: _, fields, ...core } = readTextLine(line.slice(0, -1));
  const { fields: wanted, ...wantedCore } = expected;
  return (
    wrongLine(line) ?? difference(core, wantedCore) ?? difference(inOrder(fields), inOrder(flatten(wanted)))
  );
}

/** Where a field stands in its line is no part of the promise. */
function inOrder<T>(fields: readonly T[]): string[] {
  return fields.map((field) => JSON.stringify(field, symbolText)).sort();
}

function symbolText(_: string, value: unknown): unknown {
  return typeof value === 'symbol' ? String(value) : value;
}

/** The cases of a class in which `check` finds something wrong, or throws. */
function failures(name: string, check: (one: Case) => string | undefined): string[] {
  return CASES.filter(({ payload }) => payload.class === name).flatMap((one) => {
    try {
      const wrong = check(one);
      return wrong === undefined ? [] : [`${one.name}: ${wrong}`];
    } catch (error) {
      return [`${one.name}: ${error}`];
    }
  });
}

test('the corpus has at least 400 cases, each payload in each position that can hold it', () => {
  expect(CASES.length).toBeGreaterThanOrEqual(400);
  expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
  expect(new Set(CASES.map(({ position }) => position)).size).toBe(POSITIONS.length);
});

describe('a JSON line holds the payload as data, and nothing else of it', () => {
  test.each(CLASSES)('%s', (name) => {
    expect(failures(name, wrongJson)).toEqual([]);
  });
});

describe('a text line has the header and the fields that were logged, and no others', () => {
  test.each(CLASSES)('%s', (name) => {
    expect(failures(name, wrongText)).toEqual([]);
  });
});
