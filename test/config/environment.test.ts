/** Each environment variable: unset, legal, in other case, illegal, empty. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigError, describeProblem, type Problem } from '../../src/config/problem.js';
import { type Resolved, resolve } from '../../src/config/resolve.js';
import type { Settings } from '../../src/config/settings.js';
import { type Environment, VARIABLES, type Variable } from '../../src/config/variables.js';
import { parseTemplate } from '../../src/format/template.js';
import { setupLogging } from '../../src/index.js';
import { LEVELS } from '../../src/record/level.js';
import { makeProgramLab, type ProgramLab } from '../helpers/child.js';

const folder = mkdtempSync(join(tmpdir(), 'environment-'));
const patternFile = join(folder, 'patterns.json');
writeFileSync(patternFile, '[{"name":"employee-id","pattern":"EMP-\\\\d{6}","keywords":["EMP-"]}]');

afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Row {
  readonly variable: Variable;
  /** Variables without which this one has nothing to say. */
  readonly beside?: Environment;
  readonly legal: string;
  /** The legal value in other letters; left out where the value is no word, or its case means something. */
  readonly otherCase?: string;
  /** A wrong value and what is said to be used instead, or why no value is wrong. */
  readonly illegal: { readonly value: string; readonly instead: string } | { readonly never: string };
  readonly read: (settings: Settings) => unknown;
  readonly expected: unknown;
  readonly default: unknown;
}

const FILE = { CODOMYRMEX_LOG_FILE: join(folder, 'app.log') };
const SYSLOG = { CODOMYRMEX_LOG_SYSLOG: 'tls://logs.example:6514' };
const PIN = `sha-256:${'AB:'.repeat(31)}AB`;
const DEFAULT_TEMPLATE = parseTemplate('%(asctime)s - %(name)s - %(levelname)s - %(message)s');
const ANY_TEXT = { never: 'any text is a path, PEM text or name: it is judged where it is used' };
const ANY_NAMES = { never: 'any text can be the name of a key' };

const template = ({ format }: Settings) => (format.type === 'text' ? format.template : undefined);
const schema = ({ format }: Settings) => (format.type === 'json' ? format.schema : undefined);
const file = ({ files }: Settings) => files[0];

const ROWS: readonly Row[] = [
  {
    variable: 'CODOMYRMEX_LOG_LEVEL',
    legal: 'DEBUG',
    otherCase: 'dEbUg',
    illegal: { value: 'VERBOSE', instead: 'INFO is used instead' },
    read: (settings) => settings.threshold,
    expected: LEVELS.DEBUG,
    default: LEVELS.INFO,
  },
  {
    variable: 'CODOMYRMEX_LOG_LEVELS',
    legal: 'shop.*=DEBUG,http=WARNING',
    otherCase: 'shop.*=debug,http=Warning',
    illegal: { value: 'shop=LOUD', instead: 'none is used instead' },
    read: (settings) => [...settings.levels],
    expected: [
      ['shop.*', LEVELS.DEBUG],
      ['http', LEVELS.WARNING],
    ],
    default: [],
  },
  {
    variable: 'CODOMYRMEX_LOG_OUTPUT_TYPE',
    legal: 'JSON',
    otherCase: 'json',
    illegal: { value: 'XML', instead: 'the default is used instead' },
    read: (settings) => settings.format.type,
    expected: 'json',
    default: 'text',
  },
  {
    variable: 'CODOMYRMEX_LOG_FORMAT',
    legal: '%(levelname)s|%(message)s',
    illegal: { value: '%(password)s', instead: 'the default template is used instead' },
    read: template,
    expected: parseTemplate('%(levelname)s|%(message)s'),
    default: DEFAULT_TEMPLATE,
  },
  {
    variable: 'CODOMYRMEX_LOG_SCHEMA',
    beside: { CODOMYRMEX_LOG_OUTPUT_TYPE: 'JSON' },
    legal: 'ecs',
    otherCase: 'ECS',
    illegal: { value: 'gelf', instead: 'default is used instead' },
    read: schema,
    expected: 'ecs',
    default: 'default',
  },
  {
    variable: 'CODOMYRMEX_LOG_CONSOLE',
    legal: 'stderr',
    otherCase: 'StdErr',
    illegal: { value: 'printer', instead: 'stdout is used instead' },
    read: (settings) => settings.console?.stream,
    expected: 'stderr',
    default: 'stdout',
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE',
    legal: FILE.CODOMYRMEX_LOG_FILE,
    illegal: { value: 'logs/\u0007app.log', instead: 'no file is used instead' },
    read: (settings) => file(settings)?.path,
    expected: FILE.CODOMYRMEX_LOG_FILE,
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_SIZE',
    beside: FILE,
    legal: '2M',
    otherCase: '2m',
    illegal: { value: '2 barrels', instead: '10M is used instead' },
    read: (settings) => file(settings)?.sizeBytes,
    expected: 2 * 1024 ** 2,
    default: 10 * 1024 ** 2,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_INTERVAL',
    beside: FILE,
    legal: '1d',
    otherCase: '1D',
    illegal: { value: 'daily', instead: 'none is used instead' },
    read: (settings) => file(settings)?.intervalMs,
    expected: 86_400_000,
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_MAX_FILES',
    beside: FILE,
    legal: '7',
    illegal: { value: '0', instead: '5 is used instead' },
    read: (settings) => file(settings)?.maxFiles,
    expected: 7,
    default: 5,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_MAX_AGE',
    beside: FILE,
    legal: '12h',
    otherCase: '12H',
    illegal: { value: '-12h', instead: 'none is used instead' },
    read: (settings) => file(settings)?.maxAgeMs,
    expected: 12 * 3_600_000,
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_MAX_TOTAL_SIZE',
    beside: FILE,
    legal: '1G',
    otherCase: '1g',
    illegal: { value: '1T', instead: 'none is used instead' },
    read: (settings) => file(settings)?.maxTotalSizeBytes,
    expected: 1024 ** 3,
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_COMPRESS',
    beside: FILE,
    legal: 'gzip',
    otherCase: 'GZIP',
    illegal: { value: 'zip', instead: 'none is used instead' },
    read: (settings) => file(settings)?.compress,
    expected: 'gzip',
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_MODE',
    beside: FILE,
    legal: '0640',
    illegal: { value: '0666', instead: '0600 is used instead' },
    read: (settings) => file(settings)?.mode,
    expected: 0o640,
    default: 0o600,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_DURABILITY',
    beside: FILE,
    legal: 'async',
    otherCase: 'Async',
    illegal: { value: 'eventually', instead: 'sync is used instead' },
    read: (settings) => file(settings)?.durability,
    expected: 'async',
    default: 'sync',
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_FSYNC',
    beside: FILE,
    legal: 'always',
    otherCase: 'ALWAYS',
    illegal: { value: 'sometimes', instead: 'off is used instead' },
    read: (settings) => file(settings)?.fsync,
    expected: 'always',
    default: false,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_MIN_FREE',
    beside: FILE,
    legal: '64K',
    otherCase: '64k',
    illegal: { value: 'plenty', instead: '0 is used instead' },
    read: (settings) => file(settings)?.minFreeBytes,
    expected: 64 * 1024,
    default: 0,
  },
  {
    variable: 'CODOMYRMEX_LOG_FILE_LEVEL',
    beside: FILE,
    legal: 'ERROR',
    otherCase: 'error',
    illegal: { value: 'LOUD', instead: 'every level is used instead' },
    read: (settings) => file(settings)?.threshold,
    expected: LEVELS.ERROR,
    default: 0,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG',
    legal: 'tls://logs.example:7000',
    otherCase: 'TLS://logs.example:7000',
    illegal: { value: 'https://logs.example', instead: 'no syslog is used instead' },
    read: (settings) => settings.syslog?.servers,
    expected: [{ protocol: 'tls', host: 'logs.example', port: 7000, servername: undefined }],
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_CA',
    beside: SYSLOG,
    legal: 'ca.pem',
    illegal: ANY_TEXT,
    read: (settings) => settings.syslog?.ca,
    expected: 'ca.pem',
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_CERT',
    beside: SYSLOG,
    legal: 'cert.pem',
    illegal: ANY_TEXT,
    read: (settings) => settings.syslog?.cert,
    expected: 'cert.pem',
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_KEY',
    beside: SYSLOG,
    legal: 'key.pem',
    illegal: ANY_TEXT,
    read: (settings) => settings.syslog?.key,
    expected: 'key.pem',
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_PINS',
    beside: SYSLOG,
    legal: PIN,
    otherCase: PIN.toLowerCase(),
    illegal: { value: 'sha-1:AB:CD', instead: 'no pin is used instead' },
    read: (settings) => settings.syslog?.pins.map((pin) => pin.toUpperCase()),
    expected: [PIN.toUpperCase()],
    default: [],
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_SERVERNAME',
    beside: SYSLOG,
    legal: 'other.example',
    illegal: { value: 'not a host', instead: "the server's host is used instead" },
    read: (settings) => settings.syslog?.servers[0]?.servername,
    expected: 'other.example',
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_FACILITY',
    beside: SYSLOG,
    legal: 'local3',
    otherCase: 'LOCAL3',
    illegal: { value: '24', instead: 'user is used instead' },
    read: (settings) => settings.syslog?.facility,
    expected: 19,
    default: 1,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_APP_NAME',
    beside: SYSLOG,
    legal: 'shop',
    illegal: ANY_TEXT,
    read: (settings) => settings.syslog?.appName,
    expected: 'shop',
    default: resolve({ env: SYSLOG }).settings.syslog?.appName,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_SPOOL',
    beside: SYSLOG,
    legal: 'spool',
    illegal: { value: 'spo\u0000ol', instead: 'no spool is used instead' },
    read: (settings) => settings.syslog?.spool?.path,
    expected: 'spool',
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_SYSLOG_INSECURE',
    beside: SYSLOG,
    legal: 'true',
    otherCase: 'TRUE',
    illegal: { value: 'perhaps', instead: '0 is used instead' },
    read: (settings) => settings.syslog?.insecure,
    expected: true,
    default: false,
  },
  {
    variable: 'CODOMYRMEX_LOG_REDACT_KEYS',
    legal: 'employeeId, badge',
    illegal: ANY_NAMES,
    read: (settings) => settings.redact?.keys.add,
    expected: ['employeeId', 'badge'],
    default: [],
  },
  {
    variable: 'CODOMYRMEX_LOG_REDACT_PATHS',
    legal: 'user.email,items[*].owner',
    illegal: { value: 'user..email', instead: 'no path is redacted' },
    read: (settings) => settings.redact?.paths !== undefined,
    expected: true,
    default: false,
  },
  {
    variable: 'CODOMYRMEX_LOG_ALLOW_KEYS',
    legal: 'tokenCount',
    illegal: ANY_NAMES,
    read: (settings) => settings.redact?.keys.allow,
    expected: ['tokenCount'],
    default: [],
  },
  {
    variable: 'CODOMYRMEX_LOG_REDACT_PRESETS',
    legal: 'pii,pci',
    otherCase: 'PII,Pci',
    illegal: { value: 'pii,everything', instead: 'none is used instead' },
    read: (settings) => settings.redact?.rules.presets,
    expected: ['pii', 'pci'],
    default: undefined,
  },
  {
    variable: 'CODOMYRMEX_LOG_SCRUB_FILE',
    legal: patternFile,
    illegal: { value: 'patterns\u0007.json', instead: 'no pattern is used instead' },
    read: (settings) => settings.redact?.patterns.map(({ name }) => name),
    expected: ['employee-id'],
    default: [],
  },
  {
    variable: 'CODOMYRMEX_LOG_STACK',
    legal: 'names',
    otherCase: 'NAMES',
    illegal: { value: 'some', instead: 'the default is used instead' },
    read: (settings) => settings.stack,
    expected: 'names',
    default: 'full',
  },
  {
    variable: 'CODOMYRMEX_LOG_MAX_STACK_LINES',
    legal: '0',
    illegal: { value: '-1', instead: '50 is used instead' },
    read: (settings) => settings.maxStackLines,
    expected: 0,
    default: 50,
  },
  {
    variable: 'CODOMYRMEX_LOG_STRICT',
    legal: 'on',
    otherCase: 'ON',
    illegal: { value: 'very', instead: '0 is used instead' },
    read: (settings) => settings.strict,
    expected: true,
    default: false,
  },
  {
    variable: 'CODOMYRMEX_LOG_QUIET_RECONFIG',
    legal: '1',
    illegal: { never: 'known from elsewhere, and accepted without effect' },
    read: () => 'no effect',
    expected: 'no effect',
    default: 'no effect',
  },
];

const said = (problem: Problem) => `${describeProblem(problem)}; ${problem.fallback}`;

describe.each(ROWS)('$variable', (row) => {
  const resolved = (value?: string): Resolved =>
    resolve({ env: { ...row.beside, ...(value === undefined ? {} : { [row.variable]: value }) } });

  test('is at its default when it is unset', () => {
    const { settings, problems } = resolved();
    expect(problems).toEqual([]);
    expect(row.read(settings)).toEqual(row.default);
  });

  test.each(['', ' ', '\t\n'])('counts as unset when it is blank (%j)', (blank) => {
    const { settings, problems } = resolved(blank);
    expect(problems).toEqual([]);
    expect(row.read(settings)).toEqual(row.default);
  });

  test('is taken when it is legal', () => {
    const { settings, problems } = resolved(row.legal);
    expect(problems).toEqual([]);
    expect(row.read(settings)).toEqual(row.expected);
  });

  const { otherCase, illegal } = row;
  if (otherCase !== undefined) {
    test('is taken in other letters', () => {
      const { settings, problems } = resolved(otherCase);
      expect(otherCase).not.toBe(row.legal);
      expect(problems).toEqual([]);
      expect(row.read(settings)).toEqual(row.expected);
    });
  }

  if ('never' in illegal) {
    test(`cannot be wrong: ${illegal.never}`, () => {
      const { problems } = resolved('\u0000 ?*[`$(}');
      expect(problems).toEqual([]);
    });
    return;
  }

  test('is diagnosed when it is illegal: name, value, what is allowed, what is used instead', () => {
    const { settings, problems } = resolved(illegal.value);
    expect(problems).toHaveLength(1);
    const problem = problems[0] as Problem;
    expect(problem.fromEnvironment).toBe(true);
    expect(problem.source).toBe(row.variable);
    const sentence = said(problem);
    expect(sentence.startsWith(`${row.variable} `)).toBe(true);
    expect(sentence).toContain(JSON.stringify(illegal.value));
    expect(sentence).toMatch(/allowed(:| are) \S/);
    expect(problem.fallback).toBe(illegal.instead);
    expect(row.read(settings)).toEqual(row.default);
  });
});

test('every variable has its row', () => {
  expect(ROWS.map(({ variable }) => variable)).toEqual([...VARIABLES]);
});

test('a template word is known in capitals', () => {
  const { settings, problems } = resolve({ env: { CODOMYRMEX_LOG_FORMAT: 'DETAILED' } });
  expect(problems).toEqual([]);
  expect(template(settings)).toEqual(parseTemplate('DETAILED'));
  expect(template(settings)).not.toEqual(DEFAULT_TEMPLATE);
});

test.each(['JSON', 'json', ' Text '])('%j as a template is told where it belongs', (value) => {
  const { settings, problems } = resolve({ env: { CODOMYRMEX_LOG_FORMAT: value } });
  expect(problems).toHaveLength(1);
  const sentence = said(problems[0] as Problem);
  expect(sentence).toContain('CODOMYRMEX_LOG_OUTPUT_TYPE');
  expect(sentence).toContain('the default template is used instead');
  expect(template(settings)).toEqual(DEFAULT_TEMPLATE);
});

test('what is wrong with a variable of the file is said without a file, too', () => {
  const { problems } = resolve({ env: { CODOMYRMEX_LOG_FILE_SIZE: 'big' } });
  expect(problems.map(({ source }) => source)).toEqual(['CODOMYRMEX_LOG_FILE_SIZE']);
});

test.each(['tcp', 'udp'])('syslog over %s is refused unless it is called insecure', (protocol) => {
  const env = { CODOMYRMEX_LOG_SYSLOG: `${protocol}://logs.example` };
  const refused = resolve({ env });
  expect(refused.settings.syslog).toBeUndefined();
  expect(refused.problems.map(said)).toEqual([
    expect.stringContaining('CODOMYRMEX_LOG_SYSLOG_INSECURE=1; no syslog is used instead'),
  ]);
  const taken = resolve({ env: { ...env, CODOMYRMEX_LOG_SYSLOG_INSECURE: '1' } });
  expect(taken.problems).toEqual([]);
  expect(taken.settings.syslog?.protocol).toBe(protocol);
});

test('a pattern file that is not there is named, with the reason', () => {
  const { problems } = resolve({ env: { CODOMYRMEX_LOG_SCRUB_FILE: join(folder, 'none.json') } });
  expect(problems.map(said)).toEqual([
    expect.stringMatching(/^CODOMYRMEX_LOG_SCRUB_FILE is .*ENOENT; no pattern is taken from it$/),
  ]);
});

test('an option wins over its variable, which is then not looked at', () => {
  const { settings, problems } = resolve({ level: 'ERROR', env: { CODOMYRMEX_LOG_LEVEL: 'VERBOSE' } });
  expect(problems).toEqual([]);
  expect(settings.threshold).toBe(LEVELS.ERROR);
});

test.each([
  ['CODOMYRMEX_LOG_LEVLE', 'CODOMYRMEX_LOG_LEVEL'],
  ['CODOMYRMEX_LOG_FILE_SIZES', 'CODOMYRMEX_LOG_FILE_SIZE'],
  ['CODOMYRMEX_LOG_REDACTKEYS', 'CODOMYRMEX_LOG_REDACT_KEYS'],
  ['codomyrmex_log_level', 'CODOMYRMEX_LOG_LEVEL'],
])('the unknown name %s gets %s as a hint', (unknown, near) => {
  const { problems } = resolve({ env: { [unknown]: '1' } });
  expect(problems.map(said)).toEqual([
    `${unknown} is not a known variable; did you mean ${near}?; it is ignored`,
  ]);
});

test('strict variables throw one error that lists every problem', () => {
  const env = {
    CODOMYRMEX_LOG_STRICT: '1',
    CODOMYRMEX_LOG_LEVEL: 'VERBOSE',
    CODOMYRMEX_LOG_FORMAT: 'JSON',
    CODOMYRMEX_LOG_LEVLE: 'INFO',
  };
  let thrown: unknown;
  try {
    setupLogging({ console: false, env });
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(ConfigError);
  const { problems, message } = thrown as ConfigError;
  expect(problems.map(({ source }) => source)).toEqual([
    'CODOMYRMEX_LOG_LEVEL',
    'CODOMYRMEX_LOG_FORMAT',
    'CODOMYRMEX_LOG_LEVLE',
  ]);
  expect(message).toMatch(/^3 problems in the logging configuration: /);
  for (const problem of problems) expect(message).toContain(describeProblem(problem));
});

/** What a template literal would run. */
const PLACEHOLDER = ['$', '{process.exit(3)}'].join('');

const CODE = [
  `\`${PLACEHOLDER}\``,
  `a[\`${PLACEHOLDER}\`]`,
  '`process.exit(3)`',
  '$(exit 3)',
  "'];process.exit(3);['",
  '__proto__',
];

test.each(CODE)('the value %j is text in every variable', (value) => {
  const exit = process.exit;
  let ran = false;
  process.exit = (() => {
    ran = true;
  }) as unknown as typeof exit;
  try {
    for (const variable of VARIABLES) {
      for (const beside of [{}, FILE, SYSLOG]) resolve({ env: { ...beside, [variable]: value } });
    }
  } finally {
    process.exit = exit;
  }
  expect(ran).toBe(false);
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('in a process of its own', () => {
  let lab: ProgramLab;
  beforeAll(async () => {
    lab = await makeProgramLab();
  }, 60_000);
  afterAll(() => lab.remove());

  const program = "lib.getLogger('shop').error('still here');";

  test('each warning is one line on stderr, also when its value is not', () => {
    const { code, stdout, stderr } = lab.run(program, {
      env: {
        CODOMYRMEX_LOG_LEVEL: 'LOUD\nforged: line\u001b[31m\u2028',
        CODOMYRMEX_LOG_FORMAT: 'JSON',
        CODOMYRMEX_LOG_LEVLE: 'x\ny',
        'CODOMYRMEX_LOG_A\nB': '1',
      },
    });
    expect(code).toBe(0);
    expect(stdout).toContain('still here');
    const lines = stderr.split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toHaveLength(4);
    for (const line of lines) expect(line).toMatch(/^codomyrmex-logging: CODOMYRMEX_LOG_[\x20-\x7e]+$/);
  });

  test('nothing that is in a variable is run', () => {
    const value = `a[\`${PLACEHOLDER}\`]`;
    const env = Object.fromEntries(VARIABLES.map((name) => [name, value]));
    const { code, stdout } = lab.run(program, { env });
    expect(code).toBe(0);
    expect(stdout).toContain('still here');
  });

  test('strict variables stop a set-up, and not a program that only logs', () => {
    const env = { CODOMYRMEX_LOG_STRICT: '1', CODOMYRMEX_LOG_LEVEL: 'LOUD' };
    const strict = lab.run('lib.setupLogging();', { env });
    expect(strict.code).toBe(1);
    expect(strict.stderr).toContain('ConfigError');
    const logged = lab.run(program, { env });
    expect(logged.code).toBe(0);
    expect(logged.stdout).toContain('still here');
  });
});
