/** Compresses one rotated file by zlib: into a temporary file, then under its name; no other process, no shell. */
import fs from 'node:fs';
import type { Folder } from './folder.js';
import { O_NOFOLLOW, O_NONBLOCK } from './open-flags.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const streams = () => process.getBuiltinModule('node:stream/promises');
const zlib = () => process.getBuiltinModule('node:zlib');

const { O_RDONLY } = fs.constants;

/** A rotated file and the temporary file (open for writing, empty) that nobody else compresses it into. */
export interface Claim {
  readonly folder: Folder;
  readonly rotated: string;
  readonly temporary: string;
  readonly fd: number;
}

/**
 * Resolves to true when `<rotated>.gz` has taken the place of the file, false when the file changed meanwhile: then it
 * stays as it is. Rejects with system errors. The temporary file is the caller's to close and to remove.
 */
export async function compress({ folder, rotated, temporary, fd }: Claim): Promise<boolean> {
  const source = await fs.promises.open(folder.at(rotated), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const before = await source.stat();
    if (!before.isFile() || before.nlink > 1) return false;
    const reading = source.createReadStream({ autoClose: false });
    await streams().pipeline(
      reading,
      zlib().createGzip(),
      fs.createWriteStream('', { fd, autoClose: false }),
    );
    await takeOver(fd, before);
    const after = await source.stat();
    if (after.size !== reading.bytesRead || after.nlink !== 1) return false;
    await fs.promises.rename(folder.at(temporary), folder.at(`${rotated}.gz`));
    await fs.promises.unlink(folder.at(rotated));
    return true;
  } finally {
    await source.close();
  }
}

/** Mode, group and time of the original, and everything on the disk before the original goes. */
async function takeOver(fd: number, { mode, uid, gid, atimeMs, mtimeMs }: fs.Stats): Promise<void> {
  if (process.platform !== 'win32') setAccess(fd, mode, uid, gid);
  fs.futimesSync(fd, atimeMs / 1000, mtimeMs / 1000);
  await new Promise<void>((resolve, reject) => {
    fs.fsync(fd, (error) => (error === null ? resolve() : reject(error)));
  });
}

function setAccess(fd: number, mode: number, uid: number, gid: number): void {
  let wanted = mode & 0o664;
  try {
    if (fs.fstatSync(fd).gid !== gid) fs.fchownSync(fd, uid, gid);
  } catch {
    // We may not give files to that group: then no group reads it.
    wanted &= 0o600;
  }
  if ((fs.fstatSync(fd).mode & 0o777) !== wanted) fs.fchmodSync(fd, wanted);
}

/**
 * Whether `<rotated>.gz` holds all of `<rotated>`. A compressed file gets its name only when it is complete, so a look
 * at both ends is enough: the magic number, and the length of the original in the last four bytes (RFC 1952).
 */
export function isCompressed(folder: Folder, rotated: string): boolean {
  const plain = fs.lstatSync(folder.at(rotated), { throwIfNoEntry: false });
  if (plain === undefined || !plain.isFile()) return false;
  let fd: number;
  try {
    fd = fs.openSync(folder.at(`${rotated}.gz`), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    return false;
  }
  try {
    const stats = fs.fstatSync(fd);
    if (!stats.isFile() || stats.size < 18) return false;
    const bytes = Buffer.alloc(7);
    fs.readSync(fd, bytes, 0, 3, 0);
    fs.readSync(fd, bytes, 3, 4, stats.size - 4);
    return bytes.readUIntBE(0, 3) === 0x1f8b08 && bytes.readUInt32LE(3) === plain.size % 2 ** 32;
  } finally {
    fs.closeSync(fd);
  }
}
