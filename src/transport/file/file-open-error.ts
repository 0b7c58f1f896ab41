import { inWords } from './in-words.js';

/**
 * Thrown when a log file cannot be used at set-up. Names the path and the reason; `code` is the system's error code,
 * or undefined when the refusal is ours (a link, a device, somebody else's file, ...).
 */
export class FileOpenError extends Error {
  override readonly name = 'FileOpenError';
  readonly path: string;
  readonly code: string | undefined;

  constructor(path: string, reason: unknown) {
    super(`cannot use the log file ${JSON.stringify(path)}: ${inWords(reason)}`, { cause: reason });
    this.path = path;
    this.code = (reason as NodeJS.ErrnoException | undefined)?.code;
  }
}
