/** The texts that are measured: prose, log text with hits, short values, and inputs made to be slow. */

const WORDS =
  'the quick brown fox jumps over a lazy dog while our service handled that request from another client and returned its answer within budget because the cache was warm'.split(
    ' ',
  );

function generator(seed) {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state;
  };
}

/** Flat one-byte strings, as they come from a socket or a file. */
const flat = (text) => Buffer.from(text, 'latin1').toString('latin1');

export function prose(length, seed = 1) {
  const next = generator(seed);
  let text = '';
  while (text.length < length) text += `${WORDS[next() % WORDS.length]}${next() % 12 === 0 ? '. ' : ' '}`;
  return flat(text.slice(0, length));
}

/** Log lines with a secret every 1,000 to 2,000 characters. */
export function logText(length, seed = 1) {
  const next = generator(seed);
  const parts = [];
  let size = 0;
  let hit = 1500;
  for (let i = 0; size < length; i++) {
    let line = `2026-11-22T01:02:${String(i % 60).padStart(2, '0')}.${100 + (next() % 900)}Z - shop.orders - INFO - order ${next() % 100000} placed for customer ${next() % 9999} status=ok path=/api/v1/orders/${next() % 10000} took ${next() % 97} ms ${prose(80, (next() % 1000) + 1)}`;
    if (size > hit) {
      const secret = 'aB3'.repeat(14);
      line += [
        ` token=${secret}`,
        ` Authorization: Bearer ${secret}`,
        ` user jane${i}@example.com`,
        ` ghp_${secret}`,
      ][i % 4];
      hit += 1000 + (next() % 1000);
    }
    parts.push(line);
    size += line.length + 1;
  }
  return flat(parts.join('\n').slice(0, length));
}

/** Field values as records have them. */
export function shortValues() {
  const next = generator(5);
  const values = [];
  for (let i = 0; i < 50; i++) {
    values.push(
      'GET',
      'order placed',
      `ord-${next() % 100000}`,
      '/api/v1/orders',
      'application/json',
      'shop.orders',
      `customer ${next() % 1000} has paid`,
      'eu-central-1',
    );
  }
  return values.map(flat);
}

/** Pieces that are repeated to make inputs on which a scanner may take more than linear time. */
export const HOSTILE = [
  'a',
  'A',
  '0',
  '4',
  '-',
  '--',
  '=',
  ':',
  '@',
  '%',
  '\\',
  '"',
  "'",
  '<',
  '[',
  '{',
  '.',
  '/',
  ' ',
  '\n',
  '_',
  '~',
  '+',
  '#',
  '&',
  ';',
  ',',
  '\u00e9',
  '\u2028',
  'eyJ',
  'eyJ-',
  'eyJ.',
  'eyJaaaaaaaa.',
  'eyJaaaaaaaa.eyJaaaaaaaa-',
  '-eyJ-ghp_-sk-',
  'ghp_',
  'ghp_.',
  'sk-',
  'xox',
  'xoxb-',
  'SG.',
  'AKIA',
  'AKIA ',
  'M.',
  'MNO-',
  '1//0',
  'hooks.slack.com/',
  'hooks.slack.com/services/',
  '-----BEGIN',
  '-----BEGIN PRIVATE KEY-----',
  '-----BEGIN RSA PRIVATE KEY-----\nMII\n',
  '-----BEGIN PRIVATE KEY-----\\n',
  '-----END',
  'PuTTY-User-Key-File-',
  'http://',
  'http://a',
  'http://a:b',
  'postgres://',
  'postgres://a:b',
  'postgres://a:b@',
  'postgres://a:b ',
  ':/',
  ':\\/',
  ':/\\/',
  '://@',
  '%3A%2F%2F',
  'jdbc:oracle:thin:a/b',
  'password=',
  'password= ',
  'password:',
  'password: ',
  'password=        ',
  'password="',
  'password=\\"',
  'password=\\\\\\"',
  "password='",
  '"password":"',
  '"password":',
  '"password":[',
  '"password":{',
  '"password": [ "',
  'password=[ ',
  'password=( ',
  'password=%22',
  'password%3D',
  '%2522password%2522%253A',
  '\\u003d',
  'password\\u003d',
  'password,',
  'password;a',
  ',a',
  ';aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
  'token=a,b',
  'token=a&b&',
  'password=\\n',
  'password=\\\\\\\\',
  'd=',
  'd:',
  'ret:',
  'secret:secret:',
  'arn:',
  'arn:secret:',
  'api key key ',
  'key key key: ',
  'a.b.c.d=',
  'code=',
  '?code=',
  '?key=',
  '&code=aaaa',
  'Authorization: ',
  'Authorization: a ',
  'Authorization: Bearer ',
  'Authorization: Digest a, ',
  "'Authorization: ",
  '"Authorization: x ',
  'Cookie: ',
  'Cookie: a; ',
  'Cookie: a=b; ',
  'Set-Cookie: a=b; Path=/, ',
  'Cookie: a;a;a;',
  'Bearer ',
  'Bearer a',
  'Basic ',
  'Basic aaaa',
  'token ',
  'token a1',
  '--password ',
  '--password',
  '--a',
  '-u ',
  'curl -u ',
  'curl -u a',
  ' -p',
  'mysql -p',
  'mysql -p ',
  '--user a',
  'curl --user a:',
  '<password>',
  '<password',
  '<password ',
  '<password a="',
  '<password></',
  '<a>',
  '</',
  '&lt;password&gt;',
  '<![CDATA[',
  '<password><![CDATA[',
  'a@',
  'a@b',
  'a@b.',
  'a@b.c',
  '@a.',
  '%40',
  'a%40b',
  'a@a.a@',
  'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@',
  '4111',
  '4111 ',
  '4111-',
  '4111 1111 ',
  '4111111111111111 ',
  '1-',
  '1 ',
  '123-45-',
  '123-45-6789-',
  'DE89',
  'DE89 ',
  'DE89 3704 ',
  'GB',
  '[REDACTED',
  '[REDACTED:',
  '[REDACTED]',
  '[',
  '[R',
  '\u001b[',
  '\u001b[3',
  '[31',
  '\\n',
  '\\u',
  '%25',
  '%2',
  '%22',
  'Q~',
  'aaa8Q~',
  '.atlasv1.',
  '-us',
  '-us1',
  ':A',
  '12345678:A',
  'unexpected token:',
  '"name":"password","value":',
  '"name":"password","value":"',
  'key="password" value="',
  'mnemonic: a',
  'mnemonic: abc abc ',
  'seed abc ',
];
