import type { RollingFile } from './rolling-file.js';

/** One fsync, so long after the first line behind the last one. It does not make the thread wait. */
export class FsyncTimer {
  readonly #file: RollingFile;
  readonly #ms: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(file: RollingFile, ms: number) {
    this.#file = file;
    this.#ms = ms;
  }

  plan(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#file.current.syncSoon();
    }, this.#ms).unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
