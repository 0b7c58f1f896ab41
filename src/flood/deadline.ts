/**
 * Something that is to be done a while after it was asked for, and before the process ends. The timer keeps no process
 * alive. The listener stands first in its row, so that a transport which writes at exit still gets what is logged here.
 */
export class Deadline {
  private timer: NodeJS.Timeout | undefined;
  /** The process is at its end: no timer comes any more. */
  private isLast = false;

  constructor(
    private readonly ms: number,
    private readonly work: () => void,
  ) {}

  ask(): void {
    if (this.isLast) this.work();
    if (this.timer !== undefined || this.isLast) return;
    this.timer = setTimeout(() => this.meet(), this.ms).unref();
    process.prependListener('exit', this.onExit);
  }

  /** Does at once what was asked for. */
  meet(): void {
    if (this.timer === undefined) return;
    clearTimeout(this.timer);
    this.timer = undefined;
    process.off('exit', this.onExit);
    this.work();
  }

  private readonly onExit = (): void => {
    this.isLast = true;
    this.meet();
  };
}
