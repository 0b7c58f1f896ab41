/** The arrows between the parts of the source, as docs/architecture.md draws them. */
import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';

interface Import {
  /** Path below `src`. */
  readonly from: string;
  /** Path below `src`, or the name of a package. */
  readonly to: string;
  readonly isLocal: boolean;
  /** Erased by the compiler. */
  readonly isType: boolean;
}

const STATEMENT = /^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm;
/** `createRequire` results are called `load` here; `import('x').T` in a type looks the same and may not be used. */
const CALL = /\b(?:load|require|import)\(\s*'([^']+)'\s*\)/g;

const FILES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.endsWith('.ts'))
  .sort();

function importsOf(file: string): Import[] {
  const text = readFileSync(posix.join('src', file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
  const found = [
    ...[...text.matchAll(STATEMENT)].map(([, type, name]) => ({ name: name!, isType: type !== undefined })),
    ...[...text.matchAll(CALL)].map(([, name]) => ({ name: name!, isType: false })),
  ];
  return found.map(({ name, isType }) => {
    const isLocal = name.startsWith('.');
    const to = isLocal ? posix.join(posix.dirname(file), name).replace(/\.js$/, '.ts') : name;
    return { from: file, to, isLocal, isType };
  });
}

const IMPORTS = FILES.flatMap(importsOf);
const LOCAL = IMPORTS.filter(({ isLocal }) => isLocal);
const PACKAGES = IMPORTS.filter(({ to, isLocal }) => !isLocal && !to.startsWith('node:'));

/** The folder right below `src`, or the file itself where it is in none. */
function partOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.indexOf('/')) : file;
}

/** Which parts the files of `part` import, beside itself. */
function partsKnownTo(part: string): string[] {
  const known = LOCAL.filter(({ from }) => partOf(from) === part).map(({ to }) => partOf(to));
  return [...new Set(known)].filter((one) => one !== part).sort();
}

/** The files that import something of `part` from outside of it. */
function importersOf(part: string): string[] {
  const found = LOCAL.filter(({ from, to }) => partOf(to) === part && partOf(from) !== part);
  return [...new Set(found.map(({ from }) => from))].sort();
}

/** The first way round in a graph; undefined where there is none. */
function cycleIn(graph: ReadonlyMap<string, ReadonlySet<string>>): string[] | undefined {
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): string[] | undefined => {
    if (way.includes(node)) return [...way.slice(way.indexOf(node)), node];
    if (done.has(node)) return undefined;
    for (const next of graph.get(node) ?? []) {
      const cycle = visit(next, [...way, node]);
      if (cycle !== undefined) return cycle;
    }
    done.add(node);
    return undefined;
  };
  for (const node of graph.keys()) {
    const cycle = visit(node, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function graphOf(imports: readonly Import[], nameOf: (file: string) => string): Map<string, Set<string>> {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    const [tail, head] = [nameOf(from), nameOf(to)];
    if (tail !== head) graph.set(tail, (graph.get(tail) ?? new Set()).add(head));
  }
  return graph;
}

const STAGES = ['sanitize', 'format', 'transport'];

describe('the imports of src', () => {
  it('are all found by this test, and lead to files that exist', () => {
    expect(LOCAL.length).toBeGreaterThan(200);
    expect(LOCAL.filter(({ to }) => !FILES.includes(to))).toEqual([]);
  });

  it.each([
    ['record', []],
    ['sanitize', ['record']],
    ['flood', ['record']],
    ['format', ['record']],
    ['transport', []],
    ['context.ts', ['record']],
    ['levels.ts', []],
    ['diagnostics.ts', []],
  ])('let %s know only %j', (part, allowed) => {
    expect(partsKnownTo(part).filter((known) => !allowed.includes(known))).toEqual([]);
  });

  it('let config know the stages and the type of a failure, and nothing that runs them', () => {
    expect(partsKnownTo('config')).toEqual([
      'diagnostics.ts',
      'flood',
      'format',
      'record',
      'sanitize',
      'transport',
    ]);
    const toDiagnostics = LOCAL.filter(
      ({ from, to }) => partOf(from) === 'config' && to === 'diagnostics.ts',
    );
    expect(toDiagnostics.filter(({ isType }) => !isType)).toEqual([]);
  });

  it('let only the set-up, what it assembles and the public surface know the configuration', () => {
    expect(importersOf('config')).toEqual(['assemble.ts', 'index.ts', 'setup.ts']);
  });

  it('let only the composition files know more than one stage', () => {
    const top = FILES.filter((file) => !file.includes('/'));
    const several = top.filter(
      (file) => partsKnownTo(file).filter((part) => STAGES.includes(part)).length > 1,
    );
    expect(several).toEqual(['assemble.ts', 'index.ts', 'pipeline.ts']);
  });

  it('let only assemble.ts make the transports', () => {
    const makers = LOCAL.filter(
      ({ from, to, isType }) =>
        !isType && partOf(to) === 'transport' && !['transport', 'config'].includes(partOf(from)),
    );
    expect([...new Set(makers.map(({ from }) => from))]).toEqual(['assemble.ts']);
  });

  it('let nothing in a folder know the logger, the core, the pipeline or the set-up', () => {
    const inner = [
      'assemble.ts',
      'core.ts',
      'index.ts',
      'logger.ts',
      'logging.ts',
      'pipeline.ts',
      'setup.ts',
    ];
    expect(LOCAL.filter(({ from, to }) => from.includes('/') && inner.includes(to))).toEqual([]);
  });

  it('let nothing know the public surface', () => {
    expect(importersOf('index.ts')).toEqual([]);
  });

  it('make no cycle between the folders', () => {
    const between = LOCAL.filter(({ from, to }) => from.includes('/') && to.includes('/'));
    expect(cycleIn(graphOf(between, partOf))).toBeUndefined();
  });

  it('make no cycle between files when the program runs', () => {
    const running = LOCAL.filter(({ isType }) => !isType);
    expect(cycleIn(graphOf(running, (file) => file))).toBeUndefined();
  });
});

describe('a cycle', () => {
  it('is seen where there is one', () => {
    const graph = new Map([
      ['a', new Set(['b'])],
      ['b', new Set(['c'])],
      ['c', new Set(['b'])],
    ]);
    expect(cycleIn(graph)).toEqual(['b', 'c', 'b']);
  });
});

describe('the third-party packages', () => {
  it('are these four', () => {
    const names = [...new Set(PACKAGES.map(({ to }) => to))].sort();
    expect(names).toEqual(['@eslint-community/regexpp', 'fast-redact', 'rotating-file-stream', 'sonic-boom']);
  });

  it.each([
    ['sonic-boom', 'transport/boom.ts'],
    ['fast-redact', 'sanitize/paths.ts'],
    ['rotating-file-stream', 'transport/file/async/engine.ts'],
    ['@eslint-community/regexpp', 'sanitize/patterns/syntax.ts'],
  ])('%s is used at run time in %s alone', (name, file) => {
    const users = PACKAGES.filter(({ to, isType }) => to === name && !isType);
    expect([...new Set(users.map(({ from }) => from))]).toEqual([file]);
  });
});
