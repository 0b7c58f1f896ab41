import { describe, expect, test } from 'vitest';
import { ConnectionError, failureOf } from '../../../src/transport/syslog/failure.js';

const coded = (code: string): NodeJS.ErrnoException => Object.assign(new Error('details'), { code });

describe('why a connection failed', () => {
  test.each([
    ['ECONNREFUSED', 'refused', /nobody listens there/],
    ['ETIMEDOUT', 'timeout', /cannot be reached/],
    ['ENOTFOUND', 'timeout', /cannot be reached/],
    ['CERT_HAS_EXPIRED', 'authentication', /its certificate has expired/],
    ['ERR_SSL_TLSV1_ALERT_DECRYPT_ERROR', 'authentication', /TLS failed/],
    ['EPROTO', 'authentication', /TLS failed/],
    ['ERR_SSL_TLSV1_ALERT_DECODE_ERROR', 'timeout', /TLS broke off/],
    ['ERR_SSL_UNEXPECTED_EOF_WHILE_READING', 'timeout', /TLS broke off/],
  ])('%s before a connection was made is of the kind %s', (code, kind, reason) => {
    expect(failureOf(coded(code), false)).toEqual({ kind, reason: expect.stringMatching(reason) });
  });

  test('what breaks a connection in use is a loss, unless it says that our certificate is refused', () => {
    expect(failureOf(coded('ECONNRESET'), true)).toMatchObject({ kind: 'lost' });
    expect(failureOf(coded('ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC'), true)).toMatchObject({ kind: 'lost' });
    expect(failureOf(coded('ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED'), true)).toMatchObject({
      kind: 'authentication',
      reason: expect.stringContaining('our client certificate has expired'),
    });
  });

  test('an error of ours brings its kind along, and messages of others are not repeated', () => {
    expect(failureOf(new ConnectionError('timeout', 'no TLS handshake in time'), false)).toEqual({
      kind: 'timeout',
      reason: 'no TLS handshake in time',
    });
    expect(failureOf(coded('EPROTO'), false).reason).not.toContain('details');
  });
});
