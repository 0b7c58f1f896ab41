/** Fingerprint pins: the certificate a server must show, as RFC 5425 section 4.2.2 writes it (`sha-256:AB:CD:...`). */

import type { X509Certificate } from 'node:crypto';

/** `sha-256:` or `sha256:` may stand before; 32 hex pairs, with or without colons. Sample: `sha-256:E1:2D:...:00` */
const PIN = /^(?:sha-?256:)?((?:[0-9a-f]{2}:){31}[0-9a-f]{2}|[0-9a-f]{64})$/i;

/** The pin as upper-case hex pairs with colons, as node:crypto writes it; undefined when it is none. SHA-1 is refused. */
export function parsePin(text: string): string | undefined {
  const hex = PIN.exec(text.trim())?.[1]?.replaceAll(':', '').toUpperCase();
  return hex?.replace(/..(?=.)/g, '$&:');
}

/**
 * Whether the server's own certificate is one of the pinned ones. Issuers are not looked at: the further certificates
 * that a server sends along are its own choice and prove nothing.
 */
export function isPinned(certificate: X509Certificate, pins: readonly string[]): boolean {
  return pins.includes(certificate.fingerprint256);
}
