import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openLab } from '../helpers/lab.js';

const secret = ['Xy9kLmQ7', 'secretZZ'].join('');
const lab = openLab({ format: 'json' });
const shown = (value: unknown): unknown =>
  JSON.parse(lab.line(() => lab.logger('a').info('m', { value }))).value;

test.each([
  [['sshpass', '-p', secret, 'ssh', 'host']],
  [['/usr/bin/mysql', '-u', 'root', `-p${secret}`]],
  [['sudo', 'redis-cli', '-a', secret, 'get', 'x']],
  [['docker', 'login', '-u', 'bob', '-p', secret]],
  [['curl', '-u', `bob:${secret}`, 'https://example.com']],
  [['sqlcmd', '-P', `two "words" ${secret}`]],
  [['run', '--password', `-${secret}`]],
  [['keytool', '-list', '-storepass', secret]],
  [['plink', '-pw', secret, 'host']],
  [['C:\\tools\\sshpass.exe', '-p', secret, 'ssh', 'host']],
  [['aws', 'configure', 'set', 'aws_secret_access_key', secret]],
  [['curl', '-sSu', `bob:${secret}`]],
  [['curl', '--user', `bob:${secret}`]],
  [['MYSQL.EXE', `-p${secret}`]],
  [['curl', '--oauth2-bearer', secret]],
  [['unzip', '-P', secret, 'a.zip']],
  [['mosquitto_pub', '-u', 'a', '-P', secret]],
])('the password of a command is hidden in the list of its arguments: %j', (list) => {
  const lines = [list, new Set(list), { args: list }].map(shown);
  for (const line of lines) {
    expect(JSON.stringify(line)).toContain('[REDACTED');
    expect(JSON.stringify(line)).not.toContain(secret);
  }
});

test.each([
  [['mkdir', '-p', 'some/folder']],
  [['docker', 'run', '-p', '8080:80', 'nginx']],
  [['mongo', '-p', '--quiet']],
  [['mysql', '-p', 'shop', '--verbose']],
  [['curl', '-u', 'bob', '-s', 'https://example.com']],
  [['tail', '-f', 'mysql', '-a', 'x.log']],
])('other arguments stay: %j', (list) => {
  expect(shown(list)).toEqual(list);
});

test.each([
  { command: 'mysql', args: ['-u', 'root', `-p${secret}`] },
  { file: '/usr/bin/docker', spawnargs: ['login', '-p', secret] },
  { program: 'redis-cli.exe', argv: ['-a', secret] },
  { bin: 'curl', arguments: ['-u', `bob:${secret}`] },
  { Command: 'mysql', Args: [`-p${secret}`] },
  { path: '/jobs/17', command: 'mysql', args: [`-p${secret}`] },
  { path: 'mysql', spawnargs: [`-p${secret}`], cmd: 'mysql -p' },
])('a command beside the list of its arguments is read with it: %j', (value) => {
  expect(JSON.stringify(shown(value))).toContain('[REDACTED');
  expect(JSON.stringify(shown(value))).not.toContain(secret);
  const line = lab.line(() => lab.logger('a').info('m', value));
  expect(line).not.toContain(secret);
});

test('the command of one list is not that of the next', () => {
  const value = { a: { command: 'mysql', args: 'none' }, b: ['-pages', 'x'] };
  expect(shown(value)).toEqual(value);
});

test('the arguments of a program that could not be started have its name beside them', async () => {
  const child = spawn('/does/not/exist/mysqldump', ['-u', 'root', `-p${secret}`]);
  const [error] = (await once(child, 'error')) as [Error];
  const line = lab.line(() => lab.logger('a').error('no backup', error));
  expect(JSON.parse(line).error.spawnargs).toEqual(['-u', 'root', '-p[REDACTED:cli-flag]']);
  expect(line).not.toContain(secret);
});
