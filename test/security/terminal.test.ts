import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { driveTerminal, withoutColours } from '../helpers/terminal.js';
import { CASES, PAYLOADS, REFERENCES } from './corpus.js';

/** For a machine that has other things to do. */
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const folder = mkdtempSync(join(tmpdir(), 'injection-'));
const program = join(folder, 'program.mjs');

/** What a process of its own wrote to stdout for the whole corpus, by kind. */
let json: string[];
let text: string[];
let coloured: string[];

beforeAll(async () => {
  await build({
    entryPoints: ['test/security/console-program.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    define: { 'import.meta.url': JSON.stringify(import.meta.url) },
    logLevel: 'silent',
  });
  json = await linesOf('json', {});
  text = await linesOf('text', {});
  coloured = await linesOf('text', { FORCE_COLOR: '1' });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function linesOf(format: 'json' | 'text', env: object): Promise<string[]> {
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [program, format], {
    env: { PATH: process.env['PATH'], ...env },
    encoding: 'buffer',
    maxBuffer: 1 << 28,
  });
  expect(stderr.toString()).toBe('');
  const text = new TextDecoder('utf-8', { fatal: true }).decode(stdout);
  return text.split(/(?<=\n)/);
}

/** The case of each line, in the order of the program. */
const ORDER = [...REFERENCES.values(), ...CASES];

/** The lines that did more than appear on the screen, but for what `allowed` says. */
async function findings(lines: readonly string[], allowed: (at: number) => string): Promise<string[]> {
  const events = await driveTerminal(lines);
  return events.flatMap((list, at) =>
    list.join('; ') === allowed(at) ? [] : [`${ORDER[at]?.name}: ${list.join('; ')}`],
  );
}

describe('on a terminal, every line of the corpus is one row of inert text', () => {
  test('as JSON', async () => {
    expect(json.length).toBe(ORDER.length);
    expect(await findings(json, () => '')).toEqual([]);
  });

  test('as text', async () => {
    expect(text.length).toBe(ORDER.length);
    expect(await findings(text, () => '')).toEqual([]);
  });

  test('as coloured text, with no colours but those of the harmless line at the same place', async () => {
    expect(coloured.length).toBe(ORDER.length);
    const events = await driveTerminal(coloured.slice(0, REFERENCES.size));
    const colours = new Map([...REFERENCES.keys()].map((position, at) => [position, events[at]?.join('; ')]));
    expect([...colours.values()].every((list) => list?.startsWith('CSI m [[2]]; CSI m [[22]]'))).toBe(true);
    expect(await findings(coloured, (at) => colours.get(ORDER[at]?.position ?? '') ?? '')).toEqual([]);
  });

  test('and without its colours a coloured line is the plain line', () => {
    const timeless = (line: string): string => line.slice(line.indexOf(' '));
    expect(coloured.map((line) => timeless(withoutColours(line)))).toEqual(text.map(timeless));
  });
});

test('the emulator does notice what the same payloads do as they are', async () => {
  const raw = PAYLOADS.filter((payload) => payload.class === 'terminal').map(({ text }) => `${text}\n`);
  const events = await driveTerminal(raw, true);
  const unnoticed = raw.filter((_, at) => events[at]?.length === 0);
  expect(unnoticed).toEqual([]);
});
