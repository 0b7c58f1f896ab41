/** Colours by a typed theme: the only escape sequences this library ever writes, and only around its own parts. */
import type { LevelName } from '../record/level.js';

// Asked for when needed: an ES module that imports node:util opens stderr on Node 22 and later.
const util = () => process.getBuiltinModule('node:util');

/** Style names of Node's `util.inspect.colors`. */
export const STYLES = [
  ...['bold', 'dim', 'italic', 'underline', 'inverse'],
  ...['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white', 'gray'],
  ...['redBright', 'greenBright', 'yellowBright', 'blueBright', 'magentaBright', 'cyanBright', 'whiteBright'],
  ...['bgBlack', 'bgRed', 'bgGreen', 'bgYellow', 'bgBlue', 'bgMagenta', 'bgCyan', 'bgWhite'],
] as const;

export type Style =
  | ('bold' | 'dim' | 'italic' | 'underline' | 'inverse')
  | ('black' | 'red' | 'green' | 'yellow' | 'blue' | 'magenta' | 'cyan' | 'white' | 'gray')
  | (
      | 'redBright'
      | 'greenBright'
      | 'yellowBright'
      | 'blueBright'
      | 'magentaBright'
      | 'cyanBright'
      | 'whiteBright'
    )
  | ('bgBlack' | 'bgRed' | 'bgGreen' | 'bgYellow' | 'bgBlue' | 'bgMagenta' | 'bgCyan' | 'bgWhite');

/** One style or several for each part; a part without one stays plain. */
export interface Theme {
  readonly timestamp?: Style | readonly Style[];
  readonly name?: Style | readonly Style[];
  readonly message?: Style | readonly Style[];
  readonly key?: Style | readonly Style[];
  readonly level?: Partial<Readonly<Record<LevelName, Style | readonly Style[]>>>;
}

export const DEFAULT_THEME: Theme = {
  timestamp: 'dim',
  name: 'cyan',
  key: 'dim',
  level: {
    TRACE: 'gray',
    DEBUG: 'blue',
    INFO: 'green',
    WARNING: 'yellow',
    ERROR: 'red',
    CRITICAL: ['bold', 'red'],
  },
};

export type Paint = (text: string) => string;

const PLAIN: Paint = (text) => text;

/** A function that puts `style` around a text. */
export function createPaint(style: Style | readonly Style[] | undefined): Paint {
  if (style === undefined) return PLAIN;
  const codes = [style].flat().map((name) => util().inspect.colors[name] as [number, number]);
  const on = codes.map(([open]) => `\u001b[${open}m`).join('');
  const off = codes.map(([, close]) => `\u001b[${close}m`).join('');
  return (text) => on + text + off;
}

/**
 * Whether a stream gets colours: a terminal does, unless NO_COLOR is set or TERM is `dumb`; FORCE_COLOR wins over
 * all of that (https://no-color.org, https://force-color.org). `0` and `false` for FORCE_COLOR force them off.
 */
export function wantsColor(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  const { FORCE_COLOR: force, NO_COLOR: no, TERM: term } = env;
  if (force !== undefined && force !== '') return force !== '0' && force.toLowerCase() !== 'false';
  return isTerminal && (no === undefined || no === '') && term !== 'dumb';
}
