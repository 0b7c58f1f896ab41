/** What is known of other processes and threads that write to the same log. */
export class Others {
  /** Time of the last sign, by the monotonic clock. Milliseconds. */
  lastSeen = Number.NEGATIVE_INFINITY;

  /** To be called at every sign: the file grew by more than our lines, somebody rotated it, or holds the lock. */
  seen(): void {
    this.lastSeen = performance.now();
  }

  get everSeen(): boolean {
    return this.lastSeen !== Number.NEGATIVE_INFINITY;
  }
}
