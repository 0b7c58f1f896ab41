/** The `console` option, and its variable. */

import { resolveOwnFormat } from './format.js';
import type { Reader } from './reader.js';
import { levelRule, mapRule } from './rule.js';
import type { ConsoleSettings, FormatSettings } from './settings.js';

const streamRule = mapRule(
  { stdout: 'stdout', stderr: 'stderr', off: false } as const,
  'stdout, stderr or off',
);

export function resolveConsole(
  reader: Reader,
  given: unknown,
  format: FormatSettings,
): ConsoleSettings | undefined {
  const isShort = given === undefined || given === false || typeof given === 'string';
  const group = isShort ? { stream: given } : reader.group('console', given, ['stream', 'level', 'format']);
  const path = isShort ? 'console' : 'console.stream';
  const stream =
    reader.read(path, group['stream'], 'CODOMYRMEX_LOG_CONSOLE', streamRule, 'stdout') ?? 'stdout';
  if (stream === false) return undefined;
  return {
    stream,
    threshold:
      reader.read('console.level', isShort ? undefined : group['level'], undefined, levelRule, '') ?? 0,
    format: resolveOwnFormat(reader, 'console.format', isShort ? undefined : group['format'], format),
  };
}
