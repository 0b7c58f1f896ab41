/** Every program in examples/ runs, and prints what its last comment says. */
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ROOT, runNode } from './program.js';
import { usableDaemons } from './transport/syslog/daemons.js';

const FOLDER = join(ROOT, 'examples');
const PROGRAMS = readdirSync(FOLDER).filter((name) => name.endsWith('.mjs'));

/** What an example needs beside Node. */
const NEEDS: Readonly<Record<string, () => boolean>> = {
  'tls-syslog.mjs': () => spawnSync('openssl', ['version']).status === 0,
  'local-rsyslog.mjs': () => usableDaemons().includes('rsyslog with ossl'),
};

/** The code of a program, and the lines of the comment that ends it. */
function parts(source: string): { code: string[]; prints: string } {
  const lines = source.trimEnd().split('\n');
  const at = lines.indexOf('// Prints:');
  return {
    code: lines.slice(0, at),
    prints: lines
      .slice(at + 1)
      .map((line) => `${line.replace(/^\/\/ ?/, '')}\n`)
      .join(''),
  };
}

describe('examples', () => {
  test('there are some', () => {
    expect(PROGRAMS.length).toBeGreaterThanOrEqual(8);
  });

  test.for(PROGRAMS)('%s prints what it says', (name, { skip }) => {
    const { code, prints } = parts(readFileSync(join(FOLDER, name), 'utf8'));
    expect(code.length).toBeLessThan(36);
    expect(code[0]).toMatch(/^\/\/ .*\.$/);
    if (NEEDS[name]?.() === false) skip(`${name} needs a program that is not here`);
    const { status, stdout, stderr } = runNode([join('examples', name)]);
    expect(stderr).toBe('');
    expect(stdout).toBe(prints);
    expect(status).toBe(0);
  });

  test('the demo passes its own checks', () => {
    const { status, stdout, stderr } = runNode([join('examples', 'demo', 'demo.mjs')]);
    expect(stderr).toBe('');
    expect(stdout).toContain('All checks passed');
    expect(status).toBe(0);
  });
});
