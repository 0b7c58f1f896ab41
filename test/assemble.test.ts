/** What settings come to: redaction by every kind of rule, and transports that really take lines. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import type { Format, LoggingOptions } from '../src/config/options.js';
import { ConfigError } from '../src/config/problem.js';
import { explain, scrub, scrubObject, setupLogging } from '../src/index.js';
import type { Logging } from '../src/logging.js';
import { Setup } from '../src/setup.js';
import { openLab } from './helpers/lab.js';
import { stderrOf } from './helpers/stderr.js';
import { Pki } from './transport/syslog/pki.js';
import { Receiver, type ReceiverOptions, until } from './transport/syslog/receiver.js';

const password = ['open', 'sesame', '17'].join('-');

describe('redaction', () => {
  test('of values that are known, from the option and from the variables of the process', () => {
    const known = ['known', 'value', '42'].join('-');
    const env = { API_TOKEN: password };
    const lab = openLab({ format: 'json', env, redact: { values: [known] } });
    const line = lab.line(() => lab.logger().info(`${known} and ${password}`));
    expect(line).not.toContain(known);
    expect(line).not.toContain(password);
    const off = openLab({ format: 'json', env, redact: { values: false } });
    expect(off.line(() => off.logger().info(`it is ${password}`))).toContain(password);
  });

  test('of patterns: with words that must occur, a check, and a text or a function instead', () => {
    const patterns = [
      { name: 'employee', pattern: /EMP-\d{6}/, keywords: ['EMP-'] },
      { name: 'even', pattern: /N\d{3}/, validate: (match: string) => Number(match.at(-1)) % 2 === 0 },
      { name: 'starred', pattern: /S\d{3}/, replace: '***' },
      { name: 'counted', pattern: /C\d{3}/, replace: (match: string) => `<${match.length}>` },
    ];
    const lab = openLab({ format: 'json', scrub: { patterns } });
    const { message } = JSON.parse(lab.line(() => lab.logger().info('EMP-123456 N120 N121 S123 C123')));
    expect(message).toBe('[REDACTED:employee] [REDACTED:even] N121 *** <4>');
  });

  test('by pseudonyms: the same secret has the same name, and another key gives another one', () => {
    const nameIn = (key: string): string => {
      const lab = openLab({
        format: 'json',
        redact: { rules: { enable: ['email'] }, pseudonym: { keyId: 'k1', key, rules: ['email'] } },
      });
      const say = (): string =>
        JSON.parse(lab.line(() => lab.logger().info('from ada@example.com'))).message as string;
      expect(say()).toBe(say());
      return say();
    };
    const names = [nameIn('k'.repeat(32)), nameIn('q'.repeat(32))];
    expect(names.join()).not.toContain('ada@example.com');
    expect(names[0]).not.toBe(names[1]);
  });

  test('is off when it is asked for, and then nothing is explained', () => {
    const said = stderrOf(() => {
      setupLogging({ env: {}, console: false, redact: false, force: true });
    });
    expect(said.join()).toContain('redaction is off');
    expect(scrub(`password=${password}`)).toBe(`password=${password}`);
    expect(scrubObject({ password })).toEqual({ password });
    expect(explain({ password })).toEqual([]);
  });

  test('serves texts and objects on their own, of whatever type they are', () => {
    setupLogging({ env: {}, console: false, force: true });
    expect(scrub(`password=${password}`)).not.toContain(password);
    expect(scrub(17 as never)).toBe('');
    expect(scrubObject({ password, user: { token: password, age: 36 } })).toEqual({
      password: '[REDACTED]',
      user: { token: '[REDACTED]', age: 36 },
    });
    expect(scrubObject([1, 'a', null, { token: password }])).toEqual([1, 'a', null, { token: '[REDACTED]' }]);
    expect(scrubObject(`password=${password}`)).not.toContain(password);
  });

  test('follows the paths of the set-up in objects', () => {
    setupLogging({ env: {}, console: false, force: true, redact: { paths: ['user.nick', '*.motto'] } });
    const given = { user: { nick: 'ada', age: 36 }, pet: { motto: 'woof' }, motto: 'seen' };
    expect(scrubObject(given)).toEqual({
      user: { nick: '[REDACTED]', age: 36 },
      pet: { motto: '[REDACTED]' },
      motto: 'seen',
    });
    expect(given.user.nick).toBe('ada');
    expect(scrubObject(['ada', { nick: 'ada' }])).toEqual(['ada', { nick: 'ada' }]);
  });

  test('is there before any set-up, as the environment asks for it', () => {
    expect(new Setup().sanitizer.scrubText(`password=${password}`)).not.toContain(password);
  });

  test('knows of no working folder where that was removed', () => {
    const before = process.cwd();
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'gone-')));
    process.chdir(folder);
    rmSync(folder, { recursive: true });
    try {
      const lab = openLab({ format: 'json', stack: 'relative' });
      expect(JSON.parse(lab.line(() => lab.logger().error(new Error('x')))).message).toBe('x');
    } finally {
      process.chdir(before);
    }
  });
});

describe('syslog', () => {
  const pki = new Pki();
  const tls = { cert: pki.read(pki.leaf('server').cert), key: pki.read(pki.leaf('server').key) };
  const receivers: Receiver[] = [];
  const inForce: Logging[] = [];
  afterEach(async () => {
    await Promise.all(inForce.splice(0).map((logging) => logging.close()));
    await Promise.all(receivers.splice(0).map((receiver) => receiver.stop()));
  });
  afterAll(() => pki.remove());

  async function listen(options: ReceiverOptions = { tls }): Promise<Receiver> {
    const receiver = await Receiver.start(options);
    receivers.push(receiver);
    return receiver;
  }

  function setUp(options: LoggingOptions): { setup: Setup; logging: Logging } {
    const setup = new Setup();
    const logging = setup.explicit({ env: {}, console: false, ...options });
    inForce.push(logging);
    return { setup, logging };
  }

  test('over TLS gets each record as a message, with the fields as JSON', async () => {
    const { port, messages } = await listen();
    const { setup, logging } = setUp({
      syslog: {
        host: 'localhost',
        port,
        servername: 'localhost',
        ca: pki.ca(),
        appName: 'shop',
        hostname: 'here',
      },
    });
    setup.core.logger('shop.orders').warn('slow\nforged', { ms: 17, password });
    await logging.flush();
    await until(() => messages.length === 1);
    const [head = '', ...rest] = (messages[0] as string).split(' {');
    expect(head).toMatch(/^<12>1 \d{4}-\d\d-\d\dT[\d:.]+Z here shop \d+ - \[/);
    expect(JSON.parse(`{${rest.join(' {')}`)).toMatchObject({
      message: 'slow\nforged',
      ms: 17,
      password: '[REDACTED]',
    });
    expect(messages[0]).not.toContain('\n');
    expect(logging.health()['syslog']).toMatchObject({ state: 'ok', dropped: 0 });
  });

  test('gets them as structured data when that is asked for, and below its level nothing', async () => {
    const { port, messages } = await listen();
    const { setup, logging } = setUp({
      syslog: { host: 'localhost', port, ca: pki.ca(), fields: 'sd', level: 'ERROR' },
    });
    const child = setup.core.logger('shop').child({ requestId: 'r-1' });
    child.info('not this');
    child.error('failed', { code: 17, nested: { list: [1, 'a]"\\'] } });
    child.error('again');
    await logging.flush();
    await until(() => messages.length === 2);
    expect(messages[0]).toContain('requestId="r-1"');
    expect(messages[0]).toContain('code="17"');
    expect(messages[1]).toContain('requestId="r-1"');
    expect(messages.join()).not.toContain('not this');
  });

  test('is told of lines that are missing, in a record of ours', async () => {
    const { port, messages } = await listen();
    const { setup, logging } = setUp({
      syslog: { host: 'localhost', port, ca: pki.ca(), queueEntries: 10 },
    });
    const log = setup.core.logger('shop');
    stderrOf(() => {
      for (let n = 0; n < 100; n += 1) log.info(`line ${n}`);
    });
    await logging.flush();
    await until(() => messages.some((message) => message.includes('line 99')));
    expect(messages.some((message) => /90 lines were dropped while no server took them/.test(message))).toBe(
      true,
    );
  });

  test('that cannot be set up is refused by name; from a variable it is a warning', () => {
    const ca = '/nowhere/ca.pem';
    expect(() => setUp({ syslog: { host: 'localhost', ca } })).toThrow(ConfigError);
    expect(() => setUp({ syslog: { host: 'localhost', ca } })).toThrow(
      /option syslog cannot be used: .*ca\.pem/,
    );
    const env = { CODOMYRMEX_LOG_SYSLOG: 'tls://localhost', CODOMYRMEX_LOG_SYSLOG_CA: ca };
    const said = stderrOf(() => {
      setUp({ env });
    });
    expect(said.join()).toMatch(/CODOMYRMEX_LOG_SYSLOG cannot be used: .*logging goes on without it/);
  });
});

test.each<[string, Format]>([
  ['JSON', 'json'],
  ['text in the colours of the library', 'text'],
  ['text in colours of its own', { type: 'text', theme: { message: 'bold' } }],
  ['text without colours', { type: 'text', theme: false }],
])('the console gets its own level and format: %s', async (_, format) => {
  const setup = new Setup();
  const console = { stream: 'stderr', level: 'CRITICAL', format } as const;
  const logging = setup.explicit({ env: { FORCE_COLOR: '1' }, console });
  setup.core.logger('quiet').error('below the level of the console');
  expect(logging.health()).toMatchObject({ console: { state: 'ok', dropped: 0 } });
  expect(logging.stats().lines).toBe(0);
  await logging.close();
});
