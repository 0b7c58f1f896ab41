/** Makes the log call that a case describes. */
import type { Logger } from '../../src/logger.js';
import type { Call } from './positions.js';
import { DEFAULTS } from './positions.js';

export interface Logs {
  logger(name: string): Logger;
  withContext<T>(fields: object, work: () => T): T;
}

export function perform(logs: Logs, call: Call): void {
  const named = logs.logger(call.logger ?? DEFAULTS.name);
  const log = call.bound === undefined ? named : named.child(call.bound);
  const parts = [call.fields, call.error].filter((part) => part !== undefined);
  const work = (): void => {
    if ('thrown' in call) log.exception(call.thrown);
    else log.info(call.message ?? DEFAULTS.message, ...(call.args ?? []), ...parts);
  };
  if (call.context === undefined) work();
  else logs.withContext(call.context, work);
}
