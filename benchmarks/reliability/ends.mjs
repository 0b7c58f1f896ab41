/** The ways in which a process ends. */
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';

const signal = (name) => async () => {
  process.kill(process.pid, name);
  await sleep(5_000);
};

export const ENDS = {
  'ended as documented': async (writer) => {
    await writer.end();
    process.exit(0);
  },
  'process.exit': () => process.exit(0),
  // Out of the running program, not out of a promise.
  'uncaught exception': () =>
    process.nextTick(() => {
      throw new Error('made up');
    }),
  'unhandled rejection': async () => {
    Promise.reject(new Error('made up'));
    await turn();
  },
  SIGTERM: signal('SIGTERM'),
  SIGINT: signal('SIGINT'),
  SIGKILL: signal('SIGKILL'),
  abort: () => process.abort(),
};
