/** PEM text, given as such or as the path of a file. */

import { closeSync, constants, fstatSync, openSync, readFileSync, statSync } from 'node:fs';

/** What was read, or why not. */
export interface PemSource {
  readonly text?: string;
  /** Names the option, the file and the reason; never shows what is in the file. */
  readonly problem?: string;
  readonly warning?: string;
}

const PEM_BEGIN = '-----BEGIN ';
/** One line, of the length that a path may have. */
const PATH = /^[^\n\r\0]{1,1024}$/;
/** A key in base64 without its PEM lines: DER begins with the same bits for all of them. Sample: `MIGHAgEAMBMGBy...` */
const BARE_KEY = /^M[A-Za-z][\w+/=-]{38,}$/;
/** The largest CA bundles have some 250 kB. */
const MAX_PEM_BYTES = 4 * 1024 * 1024;
const OTHERS_MAY_READ = 0o077;

/** True for PEM text, false for a path. */
export function isPemText(source: string): boolean {
  return source.includes(PEM_BEGIN);
}

/** A text that differs when the file was changed or replaced. */
export function stampOf(source: string): string {
  if (isPemText(source)) return '';
  try {
    const { dev, ino, size, mtimeMs, ctimeMs } = statSync(source);
    return `${dev}:${ino}:${size}:${mtimeMs}:${ctimeMs}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

/** Reads `source` and looks for a PEM block whose label ends in `label`. `option` is what the problems call it. */
export function readPem(option: string, source: string, label: 'CERTIFICATE' | 'PRIVATE KEY'): PemSource {
  if (isPemText(source)) return checkLabel(option, source, label);
  // It may be a damaged key, so it must not be shown as if it were a path.
  if (!PATH.test(source)) return { problem: `${option} is neither PEM text nor a path` };
  const name = `${option} ${JSON.stringify(source)}`;
  let file: { text: string; mode: number };
  try {
    file = readSmallFile(source);
  } catch (error) {
    const failure = error as NodeJS.ErrnoException;
    if (failure.code === 'ENOENT' && BARE_KEY.test(source)) return { problem: `${option} is not PEM` };
    return { problem: `${name} ${reasonOf(failure)}` };
  }
  const checked = checkLabel(name, file.text, label);
  const exposed =
    label === 'PRIVATE KEY' && process.platform !== 'win32' && (file.mode & OTHERS_MAY_READ) !== 0;
  const mode = (file.mode & 0o777).toString(8).padStart(4, '0');
  return exposed
    ? { ...checked, warning: `${name} can be read by others (mode ${mode}); 0600 is right for a key` }
    : checked;
}

function readSmallFile(path: string): { text: string; mode: number } {
  // Without O_NONBLOCK a FIFO at the path would hold up the process.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stat = fstatSync(fd);
    if (!stat.isFile()) throw new Error('is not a regular file');
    if (stat.size > MAX_PEM_BYTES) throw new Error(`is larger than ${MAX_PEM_BYTES} bytes`);
    return { text: readFileSync(fd, 'latin1'), mode: stat.mode };
  } finally {
    closeSync(fd);
  }
}

function checkLabel(name: string, text: string, label: string): PemSource {
  if (!text.includes(PEM_BEGIN)) return { problem: `${name} is not PEM` };
  // Sample: `-----BEGIN EC PRIVATE KEY-----`
  if (!new RegExp(`-----BEGIN (?:[A-Z]+ )*${label}-----`).test(text)) {
    return { problem: `${name} has no PEM block ${label}` };
  }
  return { text };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'is missing';
  if (code === 'EACCES' || code === 'EPERM') return 'cannot be read (no permission)';
  return code === undefined ? message : `cannot be read (${code})`;
}
