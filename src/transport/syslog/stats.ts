/** What a syslog transport tells of itself. */

import type { BuiltinTransport, TransportHealth } from '../transport.js';

/** Figures of a syslog transport. `accepted` = `sent` + `dropped` + `queuedLines`, at any moment. */
export interface SyslogStats {
  readonly state: 'connected' | 'connecting' | 'waiting' | 'closed';
  /** Such as `syslog tls://logs.example:6514`. */
  readonly server: string;
  /** Such as `TLSv1.3`; empty while not connected. */
  readonly protocol: string;
  /** Lines taken by `write()`, and lines that an earlier process left in the spool. */
  readonly accepted: number;
  /** Lines given to a connection for the first time. */
  readonly sent: number;
  /** Lines given to a connection again, after one broke. */
  readonly replayed: number;
  /** Lines given up before any connection had them. */
  readonly dropped: number;
  readonly queuedLines: number;
  readonly queuedBytes: number;
  /** Lines sent that would be replayed if the connection broke now. */
  readonly unconfirmedLines: number;
  /** Connections that became ready. */
  readonly connects: number;
  readonly lastError: string | undefined;
}

/** A transport that can also tell how the line to its server does. */
export interface SyslogTransport extends BuiltinTransport {
  stats(): SyslogStats;
}

/** What `health()` shows of a transport beyond its state. */
export function healthOf(state: TransportHealth['state'], stats: SyslogStats): TransportHealth {
  const { server, protocol, queuedLines, queuedBytes, sent, replayed, dropped, lastError } = stats;
  return { state, queuedBytes, dropped, lastError, server, protocol, queuedLines, sent, replayed };
}
