/** Catches what is written to stderr by descriptor, as diagnostics are. */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

export interface CapturedStderr {
  readonly lines: string[];
  restore(): void;
}

export function captureStderr(): CapturedStderr {
  const lines: string[] = [];
  const original = fs.writeSync;
  const replacement = (fd: number, ...rest: unknown[]): number => {
    if (fd !== 2) return Reflect.apply(original, fs, [fd, ...rest]) as number;
    const [data, offset = 0, length] = rest as [string | Buffer, number?, number?];
    const isText = typeof data === 'string';
    const written = isText ? data : data.toString('utf8', offset, length && offset + length);
    lines.push(written);
    return Buffer.byteLength(written);
  };
  fs.writeSync = replacement as typeof fs.writeSync;
  syncBuiltinESMExports();
  return {
    lines,
    restore() {
      fs.writeSync = original;
      syncBuiltinESMExports();
    },
  };
}

/** What `work` says on stderr. */
export function stderrOf(work: () => void): string[] {
  const captured = captureStderr();
  try {
    work();
  } finally {
    captured.restore();
  }
  return captured.lines;
}
