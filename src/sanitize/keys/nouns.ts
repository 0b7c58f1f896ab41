/**
 * The nouns that make a name sensitive when they are its last words: one row each, with the words that must or must not
 * stand before them. The names are those of Django, Rails, Sentry and the secret scanners, of HTTP and OAuth (RFC 6749,
 * RFC 7636), of the cards (PCI DSS 3.2), and of cloud and database tools.
 */
import { words } from './heads-and-tails.js';

/** What a sensitive name hides. See `KeyVerdict` for the meaning towards the walk. */
export type NounKind = 'sensitive' | 'sensitive-number' | 'sensitive-text';

/** A noun of one to three words, singular, and the company that it needs to be a secret. */
export interface Noun {
  readonly name: readonly string[];
  readonly kind: NounKind;
  /** Sensitive when nothing but containers stands before it. */
  readonly alone: boolean;
  /** The word directly before it must be one of these; undefined: any word may. */
  readonly after: ReadonlySet<string> | undefined;
  /** The word directly before it must be none of these. */
  readonly notAfter: ReadonlySet<string>;
  /** A publishable one of its kind does not exist, so that `public` before it changes nothing. */
  readonly neverPublic: boolean;
}

interface Row {
  /** Several nouns with the same rule. A noun of two words is written with a hyphen. */
  readonly names: readonly string[];
  readonly kind: NounKind;
  readonly alone?: boolean;
  readonly after?: readonly string[];
  readonly notAfter?: readonly string[];
  readonly neverPublic?: boolean;
}

/** Before `pass`, these make it a password beyond doubt, so that numbers are hidden too. */
const PASSES_OF_ACCOUNTS = words(
  'db database sql mysql postgres pg mongo redis rabbitmq amqp mqtt ldap smtp imap mail email ftp sftp ssh http proxy',
  'vpn wifi admin root sudo user username login account acct auth key keystore truststore cert',
);

/** Before `pass`, these make a run, a ticket or a turn of something of it. */
const PASSES_OF_OTHER_KINDS = words(
  'by boarding season day night month year travel bus train ski hall free guest event visitor gym lift park entry game',
  'render rendering shader light shadow depth color blur compute geometry compiler compile optimizer optimization lint',
  'first second third fourth last final next previous single double multi multiple one two each every per all any both',
  'low high band forward backward early late full partial initial extra retry gc mark sweep scan parse analysis cleanup',
  'fastcgi uwsgi scgi grpc memcached test tests unit check checks validation did must will may cannot not fail failed pass or and mountain under over to',
);

/** Before `token` and `tokens`: counts of a language model, marks of a parser, things passed around to name a place. */
const TOKENS_OF_OTHER_KINDS = words(
  'prompt completion input output cached reasoning thinking prediction context generated used remaining unexpected expected',
  'syntax lexer parser lexical design stop eos bos pad special erc20 nft fungible idempotency partition routing sort',
);

const KEYS_THAT_OPEN = words(
  'api secret private priv access client signing sign signer encryption encrypt decryption decrypt cipher crypto symmetric master',
  'hmac aes des rsa dsa ecdsa account shared preshared subscription function functions auth deploy license licence ssh pgp gpg',
  'tls ssl session app application admin webhook jwt jws jwe wallet unseal recovery vault consumer',
  'pass wrapping signature stripe openai anthropic sendgrid mailgun mailchimp datadog newrelic pagerduty twilio cloudflare heroku',
  'sdk enc appwrite gemini groq mistral cohere huggingface resend postmark rapidapi mashape fcm storageaccount fastly logdna backblaze',
);

const CODES_THAT_OPEN = words(
  'otp totp mfa 2fa factor verification security recovery backup auth oauth authentication authorization pin cvv cvc csc pass',
  'access login sms unlock passwordless device scratch activation confirmation reset',
);

const PINS_OF_PEOPLE = words(
  'user card debit credit atm sim security device personal account login access auth my new old current confirm entered',
  'customer client admin bank wallet transaction payment upi secret encrypted hashed temp default parental unlock lock',
  'door alarm voicemail numeric four digit subscriber member employee terminal pos previous repeat verify',
);

const ROWS: readonly Row[] = [
  {
    names: words(
      'password passwd passphrase passcode pwd pw psw pswd pword passw passwrd',
      'passwort kennwort contrasena contraseña senha wachtwoord losenord lösenord salasana haslo hasło motdepasse',
      'parola heslo sifre şifre jelszo jelszó adgangskode',
      '验证码 驗證碼 認証コード 인증번호 пароль 密码 密碼 パスワード 비밀번호',
    ),
    kind: 'sensitive-number',
    neverPublic: true,
  },
  { names: ['mot-de-passe'], kind: 'sensitive-number', neverPublic: true },
  { names: ['pass'], kind: 'sensitive-number', alone: false, after: PASSES_OF_ACCOUNTS, neverPublic: true },
  { names: ['pass'], kind: 'sensitive', notAfter: PASSES_OF_OTHER_KINDS, neverPublic: true },
  {
    names: words('secret jwt cred credential dsn connection-string conn-string conn-str'),
    kind: 'sensitive',
  },
  { names: ['cookie'], kind: 'sensitive' },
  { names: ['token'], kind: 'sensitive', notAfter: TOKENS_OF_OTHER_KINDS },
  {
    names: words(
      'dpop requirepass masterauth oidc-data aspxauth xoauth2 dockerconfigjson secret-id hapikey shared-access-signature private-key-id secret-key-base secret-or-key code-verifier one-time-code',
    ),
    kind: 'sensitive',
    neverPublic: true,
  },
  { names: ['key'], kind: 'sensitive', alone: false, after: KEYS_THAT_OPEN },
  {
    names: words(
      'service-role-key azure-storage-key psk key-material client-key-data snmp-community community-string',
    ),
    kind: 'sensitive',
  },
  { names: ['magic-link'], kind: 'sensitive', neverPublic: true },
  {
    names: ['pat'],
    kind: 'sensitive',
    alone: false,
    after: words('gh github gitlab bitbucket azure ado devops'),
  },
  {
    names: ['answer'],
    kind: 'sensitive',
    alone: false,
    after: words('secret security recovery'),
    neverPublic: true,
  },
  { names: ['authorization'], kind: 'sensitive', notAfter: words('payment card pre hold charge') },
  {
    names: words('auth'),
    kind: 'sensitive-text',
    after: words('x basic proxy http digest registry rediscli smtp npm cloud master neo4j sentinel docker'),
  },
  { names: words('csrf xsrf npm-config-auth'), kind: 'sensitive-text', after: [] },
  { names: ['bearer'], kind: 'sensitive', after: words('auth authorization oauth oauth2') },
  {
    names: ['session'],
    kind: 'sensitive',
    after: words('rack laravel express django php web login auth connect host secure okta'),
  },
  { names: ['sid'], kind: 'sensitive', after: words('connect session php host secure') },
  { names: words('session-id sess-id sessid phpsessid jsessionid aspsessionid'), kind: 'sensitive' },
  { names: words('otp totp hotp mpin tpin'), kind: 'sensitive-number', neverPublic: true },
  { names: words('pin pin-number'), kind: 'sensitive-number', after: PINS_OF_PEOPLE, neverPublic: true },
  { names: ['code'], kind: 'sensitive-number', alone: false, after: CODES_THAT_OPEN, neverPublic: true },
  {
    names: words('cvv cvc csc ccv cvn cvv-number cvc-number card-verification'),
    kind: 'sensitive-number',
    neverPublic: true,
  },
  {
    names: words(
      'ssn social-security social-security-number social-security-no social-insurance-number ssn-number',
    ),
    kind: 'sensitive-number',
    neverPublic: true,
  },
  { names: ['pan'], kind: 'sensitive-number', after: words('card'), neverPublic: true },
  {
    names: words('pan-number credit-card debit-card card-number card-no card-num cc-number cc-num cc-no'),
    kind: 'sensitive-number',
    neverPublic: true,
  },
  { names: ['primary-account-number'], kind: 'sensitive-number', neverPublic: true },
  { names: ['mnemonic'], kind: 'sensitive', after: words('wallet seed account bip secret') },
  {
    names: words(
      'seed-phrase seed-word recovery-phrase mnemonic-phrase secret-phrase wallet-seed secret-word',
    ),
    kind: 'sensitive',
    neverPublic: true,
  },
  {
    names: words('signature hmac'),
    kind: 'sensitive',
    alone: false,
    after: words(
      'line zoom zm webhooks paddle linear square twitter viber intercom typeform calendly notion discord oauth q hub webhook stripe slack svix twilio github gitlab shopify amz goog aws payload body password secret token',
    ),
  },
  {
    names: words(
      'signature-ed transmission-sig art-api saml-response saml-assertion client-assertion jwt-assertion',
    ),
    kind: 'sensitive',
  },
];

/** Every row once for each of its names. */
export const NOUNS: readonly Noun[] = ROWS.flatMap((row) =>
  row.names.map((name) => ({
    name: name.split('-'),
    kind: row.kind,
    alone: row.alone ?? true,
    after: row.after && new Set(row.after),
    notAfter: new Set(row.notAfter),
    neverPublic: row.neverPublic ?? false,
  })),
);

/** All words of all nouns. */
export const NOUN_WORDS: readonly string[] = [...new Set(NOUNS.flatMap((noun) => noun.name))];

/** The single-word nouns that any word may stand before. */
export const OPEN_NOUNS: readonly string[] = NOUNS.filter(
  (noun) => noun.name.length === 1 && noun.after === undefined && noun.notAfter.size === 0,
).map((noun) => noun.name.join());
