/** The documents say what the code does: their programs print what stands below them, and no name is missing. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { OPTION_NAMES } from '../src/config/options.js';
import { VARIABLES } from '../src/config/variables.js';
import { DETECTORS } from '../src/sanitize/scrub/detectors/table.js';
import { PRESETS } from '../src/sanitize/scrub/presets.js';
import { ROOT, runNode } from './program.js';

const ROOT_PAGES = ['README.md', 'SECURITY.md', 'CONTRIBUTING.md', 'CHANGELOG.md'];
const PAGES = [
  ...ROOT_PAGES,
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

const read = (page: string): string => readFileSync(join(ROOT, page), 'utf8');

interface Program {
  readonly name: string;
  readonly code: string;
  /** What stands in the `text` block right below it; undefined: nothing does. */
  readonly prints: string | undefined;
}

/** The programs of a page: its `js` blocks. */
function programs(page: string): Program[] {
  const blocks = /^```js\n(.*?)^```\n(?:\n```text\n(.*?)^```)?/gms;
  return [...read(page).matchAll(blocks)].map(([, code, prints], at) => ({
    name: `${page}, program ${at + 1}`,
    code: code as string,
    prints,
  }));
}

const PROGRAMS = PAGES.flatMap(programs);
const SHOWN = PROGRAMS.filter(({ prints }) => prints !== undefined);

describe('programs in documents', () => {
  test('the README begins with one', () => {
    expect(SHOWN[0]?.name).toBe('README.md, program 1');
    expect(SHOWN[0]?.code.trim().split('\n').length).toBeLessThanOrEqual(8);
  });

  test.each(SHOWN)('$name prints what stands below it', ({ code, prints }) => {
    const { status, stdout, stderr } = runNode(['--input-type=module', '-'], { input: code });
    expect(stderr).toBe('');
    expect(stdout).toBe(prints);
    expect(status).toBe(0);
  });

  test.each(PROGRAMS)('$name is JavaScript', ({ code }) => {
    const { stderr } = runNode(['--input-type=module', '--check', '-'], { input: code });
    expect(stderr).toBe('');
  });
});

describe('docs/configuration.md', () => {
  const page = read('docs/configuration.md');
  const names = new Set([...page.matchAll(/`([^`\n]+)`/g)].map(([, name]) => name));

  test.each([...VARIABLES])('names %s', (name) => {
    expect(names).toContain(name);
  });

  test.each([...OPTION_NAMES])('names the option %s', (name) => {
    expect(names).toContain(name);
  });

  test('names every option inside the options', () => {
    const source = read('src/config/options.ts');
    const declared = [...source.matchAll(/^ +readonly (\w+)\??:/gm)].map(([, name]) => name as string);
    const isNamed = (name: string) => [...names].some((text) => text?.split('.').at(-1) === name);
    expect(declared.length).toBeGreaterThan(OPTION_NAMES.length);
    expect(declared.filter((name) => !isNamed(name))).toEqual([]);
  });
});

/** The rows of a table of rules: those that are on by default, or those of the groups. */
function ruleRows(isOptIn: boolean): string {
  const seen = new Set<string>();
  const rows = DETECTORS.flatMap(({ name, about, group }) => {
    if (seen.has(name) || (group !== undefined) !== isOptIn) return [];
    seen.add(name);
    return [isOptIn ? `| \`${name}\` | \`${group}\` | ${about} |` : `| \`${name}\` | ${about} |`];
  });
  return `${rows.join('\n')}\n`;
}

const presetRows = Object.entries<{ about: string; enable: readonly string[] }>(PRESETS)
  .map(
    ([name, { about, enable }]) =>
      `| \`${name}\` | ${about} | ${enable.map((rule) => `\`${rule}\``).join(' ')} |\n`,
  )
  .join('');

/** `UPDATE_DOCS=1 npx vitest run test/docs.test.ts && npm run format` writes the tables anew. */
describe('docs/redaction.md', () => {
  test.each([
    ['| rule | finds |', ruleRows(false)],
    ['| rule | group | finds |', ruleRows(true)],
    ['| preset | for | switches on |', presetRows],
  ])('has the table %s as the code has it', (header, rows) => {
    // The formatter pads the cells of a table.
    const lines = read('docs/redaction.md').split('\n');
    const plain = lines.map((line) => (line.startsWith('|') ? line.replace(/ +/g, ' ') : line));
    const start = plain.indexOf(header) + 2;
    const end = plain.indexOf('', start);
    if (process.env['UPDATE_DOCS'] === '1') {
      const updated = [...lines.slice(0, start), ...rows.trimEnd().split('\n'), ...lines.slice(end)];
      writeFileSync(join(ROOT, 'docs/redaction.md'), updated.join('\n'));
    } else {
      expect(plain.slice(start, end)).toEqual(rows.trimEnd().split('\n'));
    }
  });
});

describe('names in documents', () => {
  test.each(PAGES)('%s: every variable exists', (page) => {
    const known = new Set<string>(VARIABLES);
    const written = [...read(page).matchAll(/\bCODOMYRMEX_LOG_[A-Z_]*[A-Z]\b(?!\*)/g)].map(([name]) => name);
    expect(written.filter((name) => !known.has(name))).toEqual([]);
  });

  test.each(PAGES)('%s: every npm script exists', (page) => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const written = [...read(page).matchAll(/\bnpm run ([a-z:]+)/g)].map(([, name]) => name as string);
    expect(written.filter((name) => scripts[name] === undefined)).toEqual([]);
  });

  test.each(PAGES)('%s: every test that is named is there', (page) => {
    const written = [...read(page).matchAll(/npm test -- ([\w./-]*\w)/g)].map(([, path]) => path as string);
    expect(written.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test.each(PAGES)('%s: every test that is asked for by its name has it', (page) => {
    const asked = [...read(page).matchAll(/npm test -- ([\w./-]*\w) -t '([^'\n]+)'/g)];
    const missing = asked.filter(([, path, name]) => !read(path as string).includes(name as string));
    expect(missing.map(([command]) => command)).toEqual([]);
  });

  test.each(PAGES)('%s: every link leads somewhere', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)].map(
      ([, link]) => link as string,
    );
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });
});

/** Whether a relative link names a file that is there, and a heading that is in it. */
function leadsSomewhere(page: string, link: string): boolean {
  const [path, heading] = link.split('#') as [string, string | undefined];
  const target = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(ROOT, target))) return false;
  return heading === undefined || headings(target).includes(heading);
}

/** The anchors of a page, as GitHub makes them. */
function headings(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
    (text as string)
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}
