/** A command of Redis as a list: `['CONFIG', 'SET', 'requirepass', 'x']`, which is no list of pairs. */
import { looksSecret } from './scrub/looks-secret.js';

const COMMANDS: ReadonlySet<string> = new Set(['auth', 'config', 'hello', 'acl', 'migrate']);
const SETTINGS: ReadonlySet<string> = new Set(['requirepass', 'masterauth', 'primaryauth']);
/** Words of HELLO and MIGRATE before credentials. */
const BEFORE_CREDENTIALS = /^auth2?$/i;
/** A password of `ACL SETUSER`, or its hash. */
const ACL_PASSWORD = /^[><#!]/;

export class RedisList {
  private before = '';
  private beforeThat = '';

  private constructor(private readonly command: string) {}

  /** Undefined: the list is none. Two items are a name and a value all the same. */
  static of(first: unknown, length: number): RedisList | undefined {
    if (typeof first !== 'string' || length < 3) return undefined;
    const command = first.toLowerCase();
    return COMMANDS.has(command) ? new RedisList(first) : undefined;
  }

  /** Whether the next item is to be hidden. */
  hides(item: unknown): boolean {
    const { before, beforeThat, command } = this;
    if (typeof item !== 'string') return false;
    this.beforeThat = before;
    this.before = item;
    if (before === '') return false;
    if (SETTINGS.has(before.toLowerCase())) return true;
    if (BEFORE_CREDENTIALS.test(before) || BEFORE_CREDENTIALS.test(beforeThat))
      // In small letters it is as often the name of something.
      return command !== command.toLowerCase() || looksSecret(item, false);
    return command.toLowerCase() === 'acl' && ACL_PASSWORD.test(item);
  }
}
