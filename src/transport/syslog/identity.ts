/** Is this the server that was configured? Subject alternative names only (RFC 5425 section 5.2, RFC 9525). */

import type { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from 'node:tls';
import { ConnectionError } from './failure.js';
import { isPinned } from './pins.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const crypto = () => process.getBuiltinModule('node:crypto');
const net = () => process.getBuiltinModule('node:net');

/**
 * Checks name and pins of a certificate whose chain is good already. The common name is never looked at, a wildcard
 * stands only for the whole left-most label, and an address is compared with iPAddress names alone.
 */
export function identityProblem(
  name: string,
  peer: PeerCertificate,
  pins: readonly string[],
): Error | undefined {
  try {
    const certificate = new (crypto().X509Certificate)(peer.raw);
    if (!hasName(certificate, name)) {
      return new ConnectionError(
        'authentication',
        `its certificate has no subject alternative name for ${name}`,
      );
    }
    return pinProblem(certificate, pins);
  } catch (error) {
    // Node calls this in an event, where a throw would end the application.
    const reason = `its certificate cannot be judged (${(error as NodeJS.ErrnoException).code})`;
    return new ConnectionError('authentication', reason);
  }
}

function hasName(certificate: X509Certificate, name: string): boolean {
  // The zone of an IPv6 address says by which interface this host reaches it, and is in no certificate (RFC 4007).
  const address = name.replace(/%.*$/, '');
  if (net().isIP(name) !== 0) return certificate.checkIP(address) !== undefined;
  const strict = { subject: 'never', partialWildcards: false, multiLabelWildcards: false } as const;
  return certificate.checkHost(name, strict) !== undefined;
}

/** Stands in for the whole check when pins replace the chain: the very certificate, and its days. */
export function pinnedIdentityProblem(
  certificate: X509Certificate | undefined,
  pins: readonly string[],
): Error | undefined {
  if (certificate === undefined) return new ConnectionError('authentication', 'it showed no certificate');
  const now = Date.now();
  if (Date.parse(certificate.validTo) < now) {
    return new ConnectionError('authentication', 'its certificate has expired');
  }
  if (Date.parse(certificate.validFrom) > now) {
    return new ConnectionError('authentication', 'its certificate is not valid yet');
  }
  return pins.length === 0
    ? new ConnectionError('authentication', 'no pin is set')
    : pinProblem(certificate, pins);
}

function pinProblem(certificate: X509Certificate, pins: readonly string[]): Error | undefined {
  if (pins.length === 0 || isPinned(certificate, pins)) return undefined;
  return new ConnectionError('authentication', 'its certificate is none of the pinned ones');
}
