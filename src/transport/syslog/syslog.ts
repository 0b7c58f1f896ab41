/** The syslog transport: takes complete RFC 5424 lines, and delivers them at least once within a stated window. */

import type { Notify } from '../transport.js';
import { resolveSyslogOptions, type SyslogOptions } from './options.js';
import type { SyslogTransport } from './stats.js';
import { StreamSyslog } from './stream.js';
import { UdpSyslog } from './udp.js';

/**
 * Opens the transport. Throws `SyslogSetupError` for options, certificate files or a spool folder that cannot work, and
 * for nothing else: it does not wait for the network, and a server that is away is tried again and again.
 * Nothing here keeps the process alive but a pending `flush()` or `close()`.
 */
export function openSyslogTransport(options: SyslogOptions, notify: Notify): SyslogTransport {
  const resolved = resolveSyslogOptions(options);
  if (resolved.protocol === 'tls') return new StreamSyslog(resolved, notify);
  const mark = '(INSECURE)';
  const marked: Notify = (problem) => notify(problem.includes(mark) ? problem : `${problem} ${mark}`);
  return resolved.protocol === 'udp' ? new UdpSyslog(resolved, marked) : new StreamSyslog(resolved, marked);
}
