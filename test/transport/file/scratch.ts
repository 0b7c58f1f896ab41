/** A folder of its own for each test, options with defaults, and a look at what is on the disk. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach } from 'vitest';
import { type FileTransport, openFileTransport } from '../../../src/transport/file/file-transport.js';
import type { FileOptions, SyncFileOptions } from '../../../src/transport/file/options.js';

const folders: string[] = [];
const opened: FileTransport[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

/** A new empty folder, removed after the test. */
export function scratch(): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'file-transport-')));
  folders.push(folder);
  return folder;
}

export function optionsFor(file: string, changes: Partial<SyncFileOptions> = {}): SyncFileOptions {
  return {
    name: 'file',
    path: file,
    sizeBytes: undefined,
    intervalMs: undefined,
    maxFiles: undefined,
    maxAgeMs: undefined,
    maxTotalSizeBytes: undefined,
    compress: undefined,
    mode: 0o600,
    group: undefined,
    durability: 'sync',
    fsync: false,
    minFreeBytes: 0,
    reopenOn: undefined,
    ...changes,
  };
}

/** Opens a transport that is closed after the test; what it says is collected in `notices`. */
export function openIn(
  folder: string,
  changes: Partial<FileOptions> = {},
  now?: () => number,
): { log: FileTransport; file: string; notices: string[] } {
  const file = changes.path ?? path.join(folder, 'app.log');
  const notices: string[] = [];
  const log = openFileTransport({ ...optionsFor(file), ...changes }, (text) => notices.push(text), now);
  opened.push(log);
  return { log, file, notices };
}

/** Waits until the background writer of the asynchronous mode has the file open, besides the transport itself. */
export async function untilBackgroundWriter(file: string): Promise<void> {
  const turn = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
  if (!fs.existsSync('/proc/self/fd')) return turn(200);
  const { ino } = fs.statSync(file);
  const leadsThere = (fd: string): boolean => {
    try {
      return fs.fstatSync(Number(fd)).ino === ino;
    } catch {
      return false;
    }
  };
  const end = performance.now() + 10_000;
  while (fs.readdirSync('/proc/self/fd').filter(leadsThere).length < 2 && performance.now() < end)
    await turn(1);
  // It takes a batch from the turn behind the one in which it was opened.
  await turn(5);
}

/** Names of all files, sorted; those that begin with a dot too. */
export function namesIn(folder: string): string[] {
  return fs.readdirSync(folder).sort();
}

/** Names of the rotated files, oldest first. */
export function rotatedIn(folder: string): string[] {
  return namesIn(folder).filter((name) => /^app-\d{8}T\d{6}\.\d{3}Z-\d+-\d+\.log(\.gz)?$/.test(name));
}

/** The text of a file, unpacked if need be. */
export function textOf(file: string): string {
  const bytes = fs.readFileSync(file);
  return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
}

/** All lines of all rotated files in order, then those of the current one; without line breaks. */
export function linesIn(folder: string): string[] {
  const files = [...rotatedIn(folder), ...namesIn(folder).filter((name) => name === 'app.log')];
  const text = files.map((name) => textOf(path.join(folder, name))).join('');
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

export function modeOf(file: string): string {
  return (fs.lstatSync(file).mode & 0o7777).toString(8).padStart(4, '0');
}

/** `count` lines that tell their number, from `from` on. */
export function numbered(count: number, from = 0): string[] {
  return Array.from({ length: count }, (_, i) => `line ${from + i}`);
}

export function writeAll(log: FileTransport, lines: readonly string[]): void {
  for (const line of lines) log.write(`${line}\n`);
}

export const isRoot = process.geteuid?.() === 0;
