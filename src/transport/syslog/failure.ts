/** Why a connection could not be made or ended: one sentence for the operator, one kind for the back-off. */

/**
 * - `refused`: nobody listens; it costs nothing to ask again soon.
 * - `authentication`: one side does not accept the other; waiting rarely helps.
 * - `timeout`: no answer, no route, no address.
 * - `lost`: an established connection ended.
 */
export type FailureKind = 'refused' | 'authentication' | 'timeout' | 'lost';

/** One failure of one connection. */
export interface Failure {
  readonly kind: FailureKind;
  /** Without the server's name, which the reporter adds. */
  readonly reason: string;
}

/** An error of ours that carries its kind. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
  constructor(
    readonly kind: FailureKind,
    reason: string,
  ) {
    super(reason);
  }
}

/** Names of OpenSSL's verification results, and of the alerts that mean the same. */
const AUTHENTICATION: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet',
  CERT_REVOKED: 'its certificate is revoked',
  CERT_SIGNATURE_FAILURE: 'the signature of its certificate is wrong',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from a CA that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate comes from a CA that is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate comes from a CA that is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate comes from a CA that is not trusted',
  INVALID_PURPOSE: 'its certificate is not meant for a server',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'it offers nothing newer than TLS 1.1',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'it offers nothing newer than TLS 1.1',
  ERR_SSL_WRONG_VERSION_NUMBER: 'it does not speak TLS 1.2 or newer on this port',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'it asks for a client certificate (options cert and key)',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'it does not trust the CA of our client certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'it says that our client certificate has expired',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'it refused our client certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'it refused our client certificate',
  ERR_SSL_TLSV1_ALERT_ACCESS_DENIED: 'it refused our client certificate',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'it refused the handshake, perhaps for want of a client certificate',
};

/** Octets were lost, cut or changed on their way (RFC 8446, section 6.2): nobody has refused anybody. */
const GARBLED =
  /^ERR_SSL_(?:TLSV1_ALERT_(?:DECODE_ERROR|RECORD_OVERFLOW|INTERNAL_ERROR|USER_CANCELLED)|SSLV3_ALERT_(?:BAD_RECORD_MAC|UNEXPECTED_MESSAGE)|UNEXPECTED_EOF_WHILE_READING|UNEXPECTED_MESSAGE|DECRYPTION_FAILED_OR_BAD_RECORD_MAC|BAD_RECORD_TYPE|PACKET_LENGTH_TOO_LONG|LENGTH_MISMATCH|DECODE_ERROR)$/;

/** Other codes of verification, and of TLS alerts and protocol errors. Sample: ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR */
const LIKE_AUTHENTICATION =
  /^(?:ERR_SSL_|ERR_TLS_|CERT_|CRL_|UNABLE_TO_|HOSTNAME_|PATH_LENGTH|INVALID_CA|EPROTO)/;

/** Judges an error event. `established`: the connection had already been in use. */
export function failureOf(error: NodeJS.ErrnoException, established: boolean): Failure {
  if (error instanceof ConnectionError) return { kind: error.kind, reason: error.message };
  const code = error.code ?? error.name;
  const known = AUTHENTICATION[code];
  if (known !== undefined) return { kind: 'authentication', reason: `${known} (${code})` };
  if (GARBLED.test(code))
    return { kind: established ? 'lost' : 'timeout', reason: `TLS broke off (${code})` };
  if (LIKE_AUTHENTICATION.test(code)) return { kind: 'authentication', reason: `TLS failed (${code})` };
  if (established) return { kind: 'lost', reason: `the connection broke (${code})` };
  if (code === 'ECONNREFUSED') return { kind: 'refused', reason: `nobody listens there (${code})` };
  return { kind: 'timeout', reason: `it cannot be reached (${code})` };
}
