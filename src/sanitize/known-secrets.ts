/** Secrets that are known by value: what the environment holds under sensitive names. */
import type { KeyVerdict } from './keys.js';

/** Shorter values would hide parts of ordinary words. UTF-16 units. */
const SHORTEST = 8;

/** Names that hold folders, whatever they sound like. */
const NEVER: ReadonlySet<string> = new Set(['PWD', 'OLDPWD', 'INIT_CWD', 'SSH_AUTH_SOCK', 'GPG_AGENT_INFO']);

/** A path, a number, a switch or a socket: what stands under a sensitive name to say where a secret is, or whether. */
const HARMLESS =
  /^(?:[~.]{0,2}[/\\].*|[A-Za-z]:[/\\].*|(?:unix|file|fd):.*|-?\d+(?:\.\d+)?|true|false|yes|no|on|off|enabled|disabled)$/is;

/** The values to hide wherever they occur. */
export function knownSecrets(
  env: Readonly<Record<string, string | undefined>>,
  verdict: (name: string) => KeyVerdict,
): readonly string[] {
  const values = new Set<string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value.length < SHORTEST || NEVER.has(name) || HARMLESS.test(value)) continue;
    if (verdict(name) !== 'clear') values.add(value);
  }
  return [...values];
}
