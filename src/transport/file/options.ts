/** What a file transport needs to know: everything resolved, nothing optional. Defaults live in the configuration. */

export interface FileOptions {
  /** How diagnostics and `health()` call the transport. */
  readonly name: string;
  /** The log file. Made absolute when the transport is opened; a later `chdir` changes nothing. */
  readonly path: string;
  /** Rotate before the file would grow beyond this. Bytes, at least 1; undefined: never for its size. */
  readonly sizeBytes: number | undefined;
  /**
   * Rotate when the period of the file is over. Milliseconds, at least 1; undefined: never for its age.
   * Periods are counted from 1970-01-01T00:00Z, so 1 h and 1 d begin at the UTC hour and at UTC midnight, in every
   * time zone and on both days of a daylight saving change.
   */
  readonly intervalMs: number | undefined;
  /** Rotated files kept, beside the current one. At least 1; undefined: no limit. */
  readonly maxFiles: number | undefined;
  /** Rotated files whose last line is older than this are removed. Milliseconds; undefined: no limit. */
  readonly maxAgeMs: number | undefined;
  /** Rotated files and the current one (counted with `sizeBytes`, if larger) take at most this. Bytes; undefined: no limit. */
  readonly maxTotalSizeBytes: number | undefined;
  /** Rotated files are compressed; undefined: they stay as they are. */
  readonly compress: 'gzip' | undefined;
  /** Mode of every file made here, e.g. `0o600`, `0o640`. Not writable by others, not executable. */
  readonly mode: number;
  /** Group of every file made here, by name (looked up in `/etc/group`) or number; undefined: as the system gives it. */
  readonly group: string | number | undefined;
  /** `sync`: a line is with the operating system before `write` returns. */
  readonly durability: 'sync' | 'async';
  /** fsync after each line, or so many milliseconds after a line; false: only as the operating system likes. */
  readonly fsync: false | 'always' | number;
  /** Lines are dropped, the least urgent first, while the file system has fewer free bytes than this. 0: off. */
  readonly minFreeBytes: number;
  /** Signal that opens the file again; undefined: no listener, and the signal keeps its default action. */
  readonly reopenOn: 'SIGHUP' | undefined;
}

/** Options of {@link openFileTransport}. */
export interface SyncFileOptions extends FileOptions {
  readonly durability: 'sync';
}

/** Options of the mode for slow and network disks, which lives elsewhere. */
export interface AsyncFileOptions extends FileOptions {
  readonly durability: 'async';
}
