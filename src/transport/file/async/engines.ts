/** One engine at a time, for the file that is current; a new one when the file changes, or some time after one failed. */
import { BackOff } from '../back-off.js';
import type { CurrentFile } from '../current-file.js';
import { inWords } from '../in-words.js';
import type { Site } from '../site.js';
import { Engine } from './engine.js';

/** After a failure of the engine, lines are written without it for so long. Milliseconds. */
const ENGINE_MS = 100;
const MAX_ENGINE_MS = 10_000;

export class Engines {
  readonly #site: Site;
  readonly #onReady: () => void;
  readonly #backOff = new BackOff(ENGINE_MS, MAX_ENGINE_MS);
  readonly #retired = new Set<Promise<void>>();
  #engine: Engine | undefined;
  /** The file that the engine writes to. */
  #file: CurrentFile | undefined;

  /** @param onReady called when an engine can take its first batch */
  constructor(site: Site, onReady: () => void) {
    this.#site = site;
    this.#onReady = onReady;
  }

  /** The engine, if it has its file open and nothing to do. */
  get idle(): Engine | undefined {
    return this.#engine?.isIdle === true ? this.#engine : undefined;
  }

  /** Sees to it that the engine has `file` open, or is about to. */
  use(file: CurrentFile): void {
    if (this.#file === file && this.#engine?.isLost === false) return;
    this.retire();
    if (!this.#backOff.isOver(performance.now())) return;
    const { folder, names, access, notices } = this.#site;
    const path = folder.isHeld ? `/proc/self/fd/${file.fd}` : folder.at(names.current);
    const target = { dev: file.dev, ino: file.ino, path, mode: access.mode };
    try {
      this.#engine = new Engine(
        target,
        () => {
          notices.solved('engine', 'lines are written in the background again');
          this.#onReady();
        },
        (error) => this.#failed(error),
      );
      this.#file = file;
    } catch (error) {
      // It could not be loaded, for want of descriptors say.
      this.#failed(error);
    }
  }

  #failed(error: unknown): void {
    this.#backOff.failed(performance.now());
    this.#site.notices.problem(
      'engine',
      `lines are written without the background writer: ${inWords(error)}`,
    );
  }

  /** A batch went through. */
  succeeded(): void {
    this.#backOff.reset();
  }

  retire(): void {
    if (this.#engine === undefined) return;
    const closed = this.#engine.retire();
    this.#retired.add(closed);
    void closed.then(() => this.#retired.delete(closed));
    this.#engine = undefined;
    this.#file = undefined;
  }

  /** Resolves when every retired engine has closed its file, or after `ms` with one that hangs. */
  async closed(ms: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, ms);
    });
    await Promise.race([Promise.all(this.#retired), timeout]);
    clearTimeout(timer);
  }
}
