/** A real terminal emulator that tells what a line did to it besides being shown. */
import xterm, { type IBufferLine, type Terminal } from '@xterm/headless';

/** Lines of this many columns or fewer fit a screen of them; there is a wide screen for the others. */
const SCREENS = [400, 16_384] as const;

const OSC_NUMBERS = [
  ...[0, 1, 2, 4, 5, 7, 8, 9, 50, 52, 104, 105, 133, 633, 777, 1337],
  ...Array.from({ length: 10 }, (_, n) => 10 + n),
  ...Array.from({ length: 10 }, (_, n) => 110 + n),
];
const CSI_PREFIXES = ['', '?', '>', '=', '<'];
const CSI_INTERMEDIATES = ['', ' ', '!', '"', '$', "'"];
const ESC_INTERMEDIATES = ['', '#', '(', ')', '*', '+', '%', ' '];

function finals(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, n) => String.fromCharCode(from + n));
}

/** Cancels a sequence that is under way, then resets the terminal. */
const RESET = `${String.fromCharCode(0x18)}${String.fromCharCode(0x1b)}c`;

class Screen {
  /** What has happened since it was last looked at. */
  private events: string[] = [];
  private readonly terminal: Terminal;
  private readonly modes: string;

  constructor(columns: number) {
    this.terminal = new xterm.Terminal({
      cols: columns,
      rows: 4,
      scrollback: 16,
      convertEol: true, // as a tty does
      allowProposedApi: true,
      logLevel: 'off',
    });
    this.listen();
    this.modes = JSON.stringify(this.terminal.modes);
  }

  private listen(): void {
    const { terminal } = this;
    const note =
      (event: string) =>
      (...details: unknown[]): false => {
        this.events.push(`${event} ${JSON.stringify(details)}`);
        return false; // the emulator then acts on it as well
      };
    terminal.onTitleChange(note('title'));
    terminal.onBell(note('bell'));
    terminal.onData(note('an answer to the application'));
    terminal.onBinary(note('an answer to the application'));
    for (const number of OSC_NUMBERS) terminal.parser.registerOscHandler(number, note(`OSC ${number}`));
    for (const final of finals(0x40, 0x7e)) {
      for (const prefix of CSI_PREFIXES) {
        for (const intermediates of CSI_INTERMEDIATES) {
          terminal.parser.registerCsiHandler({ prefix, intermediates, final }, note(`CSI ${final}`));
        }
        terminal.parser.registerDcsHandler({ prefix, final }, note('DCS'));
      }
    }
    for (const final of finals(0x30, 0x7e)) {
      for (const intermediates of ESC_INTERMEDIATES) {
        terminal.parser.registerEscHandler({ intermediates, final }, note(`ESC ${final}`));
      }
    }
  }

  /** Brings everything back to the start, also out of a sequence that was never ended. */
  reset(): void {
    this.terminal.write(RESET, () => {
      this.events = [];
    });
  }

  /** Prints a line, and calls `done` with what it did, once the emulator is through with it. */
  print(line: string, done: (events: string[]) => void): void {
    this.terminal.write(line, () => {
      const events = [...this.events, ...this.changes(line)];
      this.events = [];
      this.terminal.clear();
      done(events);
    });
  }

  private changes(line: string): string[] {
    const { active } = this.terminal.buffer;
    const shown = active.getLine(active.baseY + active.cursorY - 1);
    const text = visible(line);
    const changes: string[] = [];
    if (active.cursorX !== 0 || active.baseY + active.cursorY !== 1) {
      changes.push(`the cursor is at column ${active.cursorX} of row ${active.baseY + active.cursorY}`);
    }
    if (shown?.translateToString(true) !== text) changes.push(`it shows ${shown?.translateToString(true)}`);
    if (shown !== undefined && line === `${text}\n` && !isPlain(shown, text.length)) {
      changes.push('a cell has a colour or a style');
    }
    if (active.type !== 'normal') changes.push('the alternate screen');
    if (JSON.stringify(this.terminal.modes) !== this.modes) changes.push('a mode of the terminal');
    return changes;
  }
}

/** What a reader is to see of a line: all of it but colours. */
function visible(line: string): string {
  return withoutColours(line).replace(/\n$/, '');
}

function isPlain(line: IBufferLine, length: number): boolean {
  const cell = line.getCell(0);
  for (let column = 0; cell !== undefined && column < length; column += 1) {
    line.getCell(column, cell);
    if (!cell.isAttributeDefault()) return false;
  }
  return true;
}

const SGR = new RegExp(`${String.fromCharCode(0x1b)}\\[[\\d;]*m`, 'g');

export function withoutColours(line: string): string {
  return line.replace(SGR, '');
}

/**
 * Prints each line, and gives what it did to the terminal besides being shown: an empty list for harmless ones.
 *
 * @param isolated whether the terminal is reset before each line, so that one cannot answer for another
 */
export async function driveTerminal(lines: readonly string[], isolated = false): Promise<string[][]> {
  const [narrow, wide] = SCREENS.map((columns) => new Screen(columns)) as [Screen, Screen];
  const results = lines.map((line) => {
    const screen = line.length < SCREENS[0] / 2 ? narrow : wide;
    if (isolated) screen.reset();
    return new Promise<string[]>((resolve) => screen.print(line, resolve));
  });
  return Promise.all(results);
}
