/**
 * The words around a noun: those that make it harmless (`hasPassword`), those that leave it as secret as it was
 * (`passwordHash`), and those that only say where it stands (`req.headers.auth`). Any other word behind a noun makes
 * it harmless without being listed, because the last word decides: a `tokenCount` is a count.
 */

/** A table of words, written as one line of text each. */
export function words(...lines: string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}

/** A yes or a no, or a number of something. Anywhere before the noun. */
export const HARMLESS_HEADS: ReadonlySet<string> = new Set(
  words(
    'has have had is are was needs need requires require allow allows allowed enable enables disable disables',
    'show shows hide hides should can without no max min num total minimum maximum',
  ),
);

/** Made to be seen. A password is never public, whatever it is called. */
export const PUBLIC_HEADS: ReadonlySet<string> = new Set(words('public publishable anon'));

/** Behind the noun, these leave it sensitive: other forms of the same secret, repeated input, the place it is for. */
export const STILL_SENSITIVE_TAILS: ReadonlySet<string> = new Set(
  words(
    'hash hashed digest salt md5 sha sha1 sha256 sha384 sha512 bcrypt argon2 scrypt confirmation confirm confirmed',
    'repeat repeated again retype verify new old current previous prev next original temp temporary default plain',
    'plaintext clear cleartext raw value values val text txt string str b64 base64 base32 base58 hex pem der json jwk',
    'encoded decoded enc encrypted decrypted ciphertext prod production live dev development staging stage test sandbox',
    'primary secondary fallback fallbacks v',
  ),
);

/** Behind `auth`, `authorization` and `cookie` only: the header's value is the secret. */
export const HEADER_TAILS: ReadonlySet<string> = new Set(words('header headers'));

/** What follows these only says whose it is: `tokenForUser` is a token, `numberOfTokens` a number. */
export const PREPOSITIONS: ReadonlySet<string> = new Set(words('for of from'));

/** Places rather than qualities: a noun behind nothing but these stands alone. */
export const CONTAINERS: ReadonlySet<string> = new Set(
  words(
    'x my the user app application process spring datasource req request res response http https headers header body params param query form data payload config',
    'cfg conf settings options opts env environment ctx context args props attributes attr meta metadata fields field',
  ),
);

/**
 * Words that stand before a noun in names without seams (`smtppassword`). They say nothing by themselves; the longer
 * this list, the more such names are read. No word here may complete an everyday word together with a noun.
 */
export const MODIFIERS: readonly string[] = words(
  'db database sql mysql mariadb postgres postgresql pg mongo mongodb redis rabbitmq amqp kafka nats oracle mssql ldap',
  'smtp imap mail email ftp sftp ssh ssl tls http proxy vpn wifi wlan wpa mqtt snmp radius kerberos keystore truststore',
  'admin root sudo super user username usr login signin account acct customer client server service app application',
  'api rest web webhook hook bot job deploy build ci cd machine device host node cluster system master shared access',
  'refresh id auth oauth oauth2 oidc saml sso jwt jws csrf xsrf middleware session bearer private secret signing sign',
  'encryption encrypt decryption crypto cipher aes rsa license subscription functions function rapid consumer personal',
  'backup recovery verification security reset remember invite confirmation activation unlock current new old temp',
  'default my your our their two factor mfa otp totp sms one time card credit debit number bank wallet payment merchant',
  'github gitlab bitbucket slack discord telegram twilio sendgrid mailgun mailchimp stripe paypal square shopify',
  'npm pypi docker registry vault consul nomad aws gcp google azure heroku vercel netlify cloudflare digitalocean',
  'require store rpc bind master neo4j cloud enc oidc datadog newrelic sentry sonar openai anthropic gemini mistral groq huggingface facebook twitter linkedin',
  'jira atlassian zendesk hubspot salesforce firebase supabase algolia mapbox okta auth0 identity register',
);
