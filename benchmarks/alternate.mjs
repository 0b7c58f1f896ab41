/**
 * The measuring itself: all contestants of a scenario in turns of a few milliseconds, round after round, so that
 * whatever the machine does beside hits all of them alike. A ratio is the median of the ratios of single rounds.
 *
 * mitata's `measure` serves the scenario of allocated bytes; here it does not: it measures one function to its end
 * before the next, and each call of it compiles a new loop and allocates eight megabytes for samples, which every
 * turn would pay for. Its idea of a loop compiled for each function is kept: one shared loop would call all
 * contestants through one polymorphic site.
 *
 * Two clocks run. CPU time of the process, the default, is what is reported: it does not grow when another program
 * gets the core, and it holds what V8's helper threads did, so that garbage is paid for by who made it. Wall time
 * is kept beside it.
 */
const now = () => performance.now() * 1e6;

const cpu = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) * 1000;
};

/** Scavenges before a turn, so that nobody collects the garbage of the one before. */
const sweep = globalThis.gc === undefined ? () => {} : () => globalThis.gc({ type: 'minor' });

let loops = 0;

/** A loop of its own for `op`; the number keeps V8 from sharing the compiled code between contestants. */
function loopOf(op) {
  loops += 1;
  const body = `for (let i = from; i < to; i += 1) op(i); return ${loops};`;
  return new Function('op', 'from', 'to', body).bind(undefined, op);
}

/** A contestant with its loop, and how many calls fill a turn. */
class Runner {
  constructor({ name, op, sink }) {
    Object.assign(this, { name, sink, loop: loopOf(op), count: 1, at: 0 });
    this.samples = { cpu: [], wall: [] };
  }

  run() {
    const [cpuBefore, wallBefore] = [cpu(), now()];
    this.loop(this.at, this.at + this.count);
    const [cpuTime, wallTime] = [cpu() - cpuBefore, now() - wallBefore];
    this.at += this.count;
    return { cpu: cpuTime, wall: wallTime };
  }

  /** Runs until it has used `total` ns, and sets the count so that a turn takes `turn` ns. */
  warm(total, turn) {
    const deadline = now() + 4 * total;
    let used = 0;
    let last = 1;
    while (used < total && now() < deadline) {
      last = Math.max(this.run().cpu, 1000);
      used += last;
      const next = Math.round((this.count * turn) / last);
      this.count = Math.max(1, Math.min(next, this.count * 8));
    }
  }

  turn() {
    sweep();
    const { count } = this;
    const { cpu: cpuTime, wall } = this.run();
    this.samples.cpu.push(cpuTime / count);
    this.samples.wall.push(wall / count);
  }
}

/**
 * Nanoseconds per call of each contestant, one sample a round: of CPU time in `samples`, of wall time in `wall`.
 *
 * @param settings turnMs: length of a turn; warmMs: warm-up of each; rounds: at most; budgetMs: no round is
 *   begun after it, once there are minRounds
 */
export function alternate(contestants, { turnMs, warmMs, rounds, minRounds, budgetMs }) {
  const start = performance.now();
  const runners = contestants.map((contestant) => new Runner(contestant));
  for (const pass of [1, 2])
    for (const runner of runners) runner.warm((pass * warmMs * 1e6) / 3, turnMs * 1e6);
  for (let round = 0; round < rounds; round += 1) {
    if (round >= minRounds && performance.now() - start > budgetMs) break;
    // Each begins once as often as any other.
    for (let at = 0; at < runners.length; at += 1) runners[(at + round) % runners.length].turn();
  }
  return runners.map(({ name, sink, at, samples }) => {
    if (sink !== undefined && sink.lines < at) throw new Error(`${name}: ${at} calls, ${sink.lines} lines`);
    return { name, samples: samples.cpu, wall: samples.wall };
  });
}
