import type { BuiltinTransport, Urgency } from '../transport.js';

/** What a file transport offers beyond what every transport of this package does. */
export interface FileTransport extends BuiltinTransport {
  /**
   * Takes a line ending in exactly one `\n`. Never throws because of the disk.
   * @param urgency how long the line is still written when the disk has less than `minFreeBytes`; 0 when absent
   */
  write(line: string, urgency?: Urgency): void;
  /** Starts a new file now, unless the current one is empty. Never throws; a failure is told, and the file goes on. */
  rotate(): void;
  reopen(): void;
}
