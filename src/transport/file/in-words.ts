/** System errors in plain words, for notices and error messages. */

const WORDS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EAGAIN: 'the file is busy',
  EBUSY: 'the file is busy',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than allowed',
  EIO: 'the disk reports an input/output error',
  EISDIR: 'it is a directory',
  ELOOP: 'it is a symbolic link',
  EMFILE: 'this process has too many open files',
  ENFILE: 'the system has too many open files',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'the file or its folder does not exist',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'a part of the path is not a folder',
  ENXIO: 'it is a pipe or a device',
  EPERM: 'the operation is not permitted',
  EROFS: 'the file system is read-only',
};

/** One short phrase: the words for a system error with its code, the message of any other error, a string as it is. */
export function inWords(reason: unknown): string {
  if (typeof reason === 'string') return reason;
  const { code, message } = (reason ?? {}) as NodeJS.ErrnoException;
  const words = code === undefined ? undefined : WORDS[code];
  if (words !== undefined) return `${words} (${code})`;
  return message ?? String(reason);
}

/** The code of a system error, or undefined. */
export function codeOf(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | undefined)?.code;
}
