/**
 * What all clients have in common: some records to warm up, then, when the parent says so, the measured ones. An
 * application does not log without end in one turn of the event loop, so there is a new turn after every hundred.
 */
import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';

/**
 * `--lines`, and `--frames`: finished texts are given to the transport alone, which has to frame them for the second.
 * `--json`, and `--syslog`: the logger is called with a message and fields, and what is sent is one or the other.
 */
export const MODE = process.argv[4];
export const LINES_ONLY = MODE === '--lines' || MODE === '--frames';

/**
 * @param send takes the number of a record, and whether it is the last one
 * @param wait awaited after each hundred
 */
export async function pace(send, wait = turn) {
  process.on('SIGTERM', () => process.exit());
  process.send('ready');
  // A count of 0 only asks for the CPU time.
  for (;;) {
    const [count] = await once(process, 'message');
    const start = process.hrtime.bigint();
    for (let n = 0; n < count; n += 1) {
      send(n, n === count - 1);
      if (n % 100 === 99) await wait();
    }
    const { user, system } = process.cpuUsage();
    process.send({ start: String(start), cpu: user + system });
  }
}
