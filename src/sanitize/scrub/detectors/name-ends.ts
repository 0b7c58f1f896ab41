/** Literals behind which rows look for a value: the ends of names, and flags. */

/** How names of secrets end, and so what stands before a value without an assignment. */
export const NAME_ENDS = [
  ...[
    'password',
    'Password',
    'PASSWORD',
    'passwd',
    'PASSWD',
    'assphrase',
    'asscode',
    'secret',
    'Secret',
    'SECRET',
  ],
  ...[
    'oken',
    'OKEN',
    '_key',
    '_KEY',
    '-key',
    '-Key',
    '-KEY',
    'piKey',
    'pikey',
    'api key',
    'API key',
    'API Key',
  ],
  ...['_hash', '_pass', '_PASS', 'pwd', 'PWD', 'indpw', 'ootpw', 'ssion id', 'dentials'],
  ...[
    'ecret key',
    'ccess key',
    'igning key',
    'ption key',
    'ivate key',
    'aster key',
    'ifi key',
    'very code',
    'ckup code',
  ],
];
/** Flags with one hyphen, as Java, Go and PowerShell have them. */
export const WORD_FLAGS = [
  ...[
    'password',
    'Password',
    'passwd',
    'pass',
    'passphrase',
    'token',
    'Token',
    'secret',
    'Secret',
    'pwd',
    'pw',
  ],
  ...['apikey', 'apiKey', 'ApiKey', 'api-key', 'storepass', 'keypass', 'srcstorepass', 'deststorepass'],
];
export const HEADER_ENDS = [
  'uthorization',
  'UTHORIZATION',
  'ookie',
  'OOKIE',
  '-Signature',
  '-signature',
  'ature-256',
];
export const QUOTES = ['"', "'", '\\"'];
