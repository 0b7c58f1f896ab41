/** The parser of regular expressions. The only file that imports it. */
import { type AST, RegExpParser } from '@eslint-community/regexpp';

export type { AST };

/** The syntax tree of a pattern. Throws for text that is none. */
export function parsePattern(source: string, flags: string): AST.Pattern {
  const parser = new RegExpParser({ ecmaVersion: 2024 });
  return parser.parsePattern(source, 0, source.length, { unicode: flags.includes('u'), unicodeSets: false });
}
