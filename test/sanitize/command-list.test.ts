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

test('the arguments of a program that could not be started have its name beside them', async () => {
  const child = spawn('/does/not/exist/mysqldump', ['-u', 'root', `-p${secret}`]);
  const [error] = (await once(child, 'error')) as [Error];
  const line = lab.line(() => lab.logger('a').error('no backup', error));
  expect(JSON.parse(line).error.spawnargs).toEqual(['-u', 'root', '-p[REDACTED:cli-flag]']);
  expect(line).not.toContain(secret);
});
