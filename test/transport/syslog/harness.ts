/** Opens transports for a test, remembers what they said, and closes them all at its end, or at that of its file. */

import { type afterAll, afterEach } from 'vitest';
import type { SyslogOptions } from '../../../src/transport/syslog/options.js';
import type { SyslogTransport } from '../../../src/transport/syslog/stats.js';
import { openSyslogTransport } from '../../../src/transport/syslog/syslog.js';

export interface OpenTransport {
  readonly transport: SyslogTransport;
  /** What the operator was told. */
  readonly problems: string[];
}

/**
 * A function that opens transports on 127.0.0.1, by default with a quick back-off and short deadlines.
 *
 * @param atEnd when they are closed: `afterAll` where tests run beside each other
 */
export function transportsOfTest(
  atEnd: typeof afterEach | typeof afterAll = afterEach,
): (options: Partial<SyslogOptions> & { readonly port: number }) => OpenTransport {
  const open: SyslogTransport[] = [];
  atEnd(async () => {
    await Promise.all(open.splice(0).map((transport) => transport.close()));
  });
  return ({ port, ...options }) => {
    const problems: string[] = [];
    const servers = [{ host: '127.0.0.1', port }];
    const quick = { firstRetryMs: 50, refusedRetryMs: 100, maxRetryMs: 300, closeTimeoutMs: 1_000 };
    const transport = openSyslogTransport({ name: 'syslog', servers, ...quick, ...options }, (problem) => {
      problems.push(problem);
    });
    open.push(transport);
    return { transport, problems };
  };
}
