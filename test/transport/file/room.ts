/** A disk with little room: the real write call, given so many bytes. */
import fs from 'node:fs';
import { vi } from 'vitest';

export interface Room {
  /** Bytes that writes of lines still take. */
  left: number;
  /** Everything fits again. */
  mockRestore(): void;
}

/** From now on writes take `left` bytes together, the last of them a part of its own, and then fail with ENOSPC. */
export function leaveRoom(left: number): Room {
  const real = fs.writeSync;
  const write = (fd: number, data: Buffer | string, from?: number, count?: number): number => {
    // A lock's token is text, and so short that it always fits.
    if (typeof data === 'string') return real(fd, data);
    if (room.left === 0) throw Object.assign(new Error('ENOSPC: made up'), { code: 'ENOSPC' });
    const offset = from ?? 0;
    const part = Math.min(room.left, count ?? data.length - offset);
    room.left -= part;
    return real(fd, data, offset, part);
  };
  const spy = vi.spyOn(fs, 'writeSync').mockImplementation(write as typeof fs.writeSync);
  const room: Room = { left, mockRestore: () => spy.mockRestore() };
  return room;
}
