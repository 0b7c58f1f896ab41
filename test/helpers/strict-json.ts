/**
 * A JSON reader of its own, stricter than `JSON.parse`: an object with two members of one name is an error, which
 * `JSON.parse` would hide by keeping the last one.
 */

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const LITERALS: ReadonlyArray<readonly [string, unknown]> = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): unknown {
    const value = this.value();
    if (this.at !== this.text.length) this.fail('something follows the value');
    return value;
  }

  private value(): unknown {
    switch (this.text[this.at]) {
      case '{':
        return this.object();
      case '[':
        return this.array();
      case '"':
        return this.string();
      default:
        return this.scalar();
    }
  }

  private object(): Record<string, unknown> {
    const members = new Map<string, unknown>();
    this.at += 1;
    if (this.takes('}')) return {};
    do {
      const name = this.text[this.at] === '"' ? this.string() : this.fail('a member has no name');
      if (members.has(name)) this.fail(`two members are called ${JSON.stringify(name)}`);
      if (!this.takes(':')) this.fail('no colon behind a name');
      members.set(name, this.value());
    } while (this.takes(','));
    if (!this.takes('}')) this.fail('an object does not end');
    return Object.fromEntries(members); // defines own properties, also `__proto__`
  }

  private array(): unknown[] {
    const items: unknown[] = [];
    this.at += 1;
    if (this.takes(']')) return items;
    do items.push(this.value());
    while (this.takes(','));
    if (!this.takes(']')) this.fail('an array does not end');
    return items;
  }

  private string(): string {
    let value = '';
    this.at += 1;
    for (;;) {
      const character = this.text[this.at] ?? this.fail('a string does not end');
      this.at += 1;
      if (character === '"') return value;
      if (character.charCodeAt(0) < 0x20) this.fail('a raw control character in a string');
      value += character === '\\' ? this.escape() : character;
    }
  }

  private escape(): string {
    const letter = this.text[this.at] ?? '';
    this.at += 1;
    if (letter !== 'u') return SHORT_ESCAPES[letter] ?? this.fail('an unknown escape');
    const digits = this.text.slice(this.at, this.at + 4);
    if (!/^[\da-f]{4}$/i.test(digits)) this.fail('a wrong unicode escape');
    this.at += 4;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  private scalar(): unknown {
    for (const [word, value] of LITERALS) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    NUMBER.lastIndex = this.at;
    const digits = NUMBER.exec(this.text)?.[0] ?? this.fail('not a value');
    this.at += digits.length;
    return Number(digits);
  }

  private takes(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private fail(reason: string): never {
    throw new SyntaxError(`${reason}, at ${this.at} of ${JSON.stringify(this.text.slice(0, 400))}`);
  }
}

/** The value of one JSON text without blanks between its tokens; throws where a name occurs twice in an object. */
export function readStrictJson(text: string): unknown {
  return new Reader(text).document();
}
