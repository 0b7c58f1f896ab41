/**
 * Credentials that are known by their form, from the vendors' documents. The prefixes are in pieces, and the rest comes
 * from the generator, so that no line here looks like a credential to a scanner of sources.
 */
import {
  BASE32,
  BASE62,
  BASE64,
  BASE64URL,
  BECH32,
  DIGITS,
  HEX,
  LOWER,
  type Random,
  UPPER,
} from '../random.js';

export interface TokenFormat {
  readonly id: string;
  readonly make: (r: Random) => string;
}

const join = (...parts: readonly string[]) => parts.join('');
/** A prefix in two pieces, then so many characters of an alphabet. */
const prefixed =
  (a: string, b: string, alphabet: string, length: number) =>
  (r: Random): string =>
    join(a, b, r.chars(alphabet, length));

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

export function jwt(r: Random, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const claims = { sub: r.chars(DIGITS, 10), iat: 1_700_000_000 + r.below(1e7), jti: r.chars(HEX, 16) };
  return [base64url(header), base64url(claims), r.chars(BASE64URL, 43)].join('.');
}

/** GitHub's tail is a checksum; these have a wrong one, as a mistyped token has. */
const github = (letter: string) => (r: Random) => join('gh', letter, '_', r.chars(BASE62, 36));

export const TOKEN_FORMATS: readonly TokenFormat[] = [
  { id: 'github-classic', make: github('p') },
  { id: 'github-oauth', make: github('o') },
  { id: 'github-user', make: github('u') },
  { id: 'github-refresh', make: (r) => join('gh', 'r_', r.chars(BASE62, 76)) },
  { id: 'github-server', make: github('s') },
  { id: 'github-server-stateless', make: (r) => join('gh', 's_', r.chars(DIGITS, 7), '_', jwt(r)) },
  {
    id: 'github-fine-grained',
    make: (r) => join('github', '_pat_', r.chars(BASE62, 22), '_', r.chars(BASE62, 59)),
  },
  { id: 'gitlab-personal', make: prefixed('gl', 'pat-', BASE64URL, 20) },
  {
    id: 'gitlab-routable',
    make: (r) => join('gl', 'pat-', r.chars(BASE64URL, 27), '.', r.chars(LOWER, 2), '.', r.chars(BASE62, 9)),
  },
  { id: 'gitlab-deploy', make: prefixed('gl', 'dt-', BASE64URL, 20) },
  { id: 'gitlab-runner', make: prefixed('gl', 'rt-', BASE64URL, 20) },
  { id: 'gitlab-ci-job', make: (r) => join('gl', 'cbt-', r.chars(HEX, 2), '_', r.chars(BASE64URL, 20)) },
  { id: 'gitlab-trigger', make: prefixed('gl', 'ptt-', HEX, 40) },
  { id: 'gitlab-agent', make: prefixed('gl', 'agent-', BASE64URL, 50) },
  { id: 'aws-access-key', make: prefixed('AK', 'IA', BASE32, 16) },
  { id: 'aws-temporary-key', make: prefixed('AS', 'IA', BASE32, 16) },
  { id: 'aws-bedrock', make: prefixed('AB', 'SK', BASE64, 128) },
  { id: 'gcp-api-key', make: prefixed('AI', 'za', BASE64URL, 35) },
  { id: 'gcp-access-token', make: prefixed('ya', '29.a0', BASE64URL, 120) },
  { id: 'gcp-client-secret', make: prefixed('GOC', 'SPX-', BASE64URL, 28) },
  { id: 'gcp-refresh-token', make: prefixed('1/', '/0', BASE64URL, 60) },
  {
    id: 'azure-ad-secret',
    make: (r) => join(r.chars(BASE62, 3), r.chars(DIGITS, 1), 'Q~', r.chars(BASE64URL, 34)),
  },
  {
    id: 'slack-bot',
    make: (r) => join('xo', 'xb-', r.chars(DIGITS, 12), '-', r.chars(DIGITS, 13), '-', r.chars(BASE62, 24)),
  },
  {
    id: 'slack-user',
    make: (r) =>
      join(
        'xo',
        'xp-',
        r.chars(DIGITS, 12),
        '-',
        r.chars(DIGITS, 12),
        '-',
        r.chars(DIGITS, 13),
        '-',
        r.chars(HEX, 32),
      ),
  },
  {
    id: 'slack-app',
    make: (r) =>
      join('xa', 'pp-1-A', r.chars(DIGITS + UPPER, 10), '-', r.chars(DIGITS, 13), '-', r.chars(HEX, 64)),
  },
  { id: 'slack-refresh', make: (r) => join('xo', 'xe-1-', r.chars(BASE62, 147)) },
  { id: 'stripe-live', make: prefixed('sk', '_live_', BASE62, 24) },
  { id: 'stripe-live-long', make: prefixed('sk', '_live_51', BASE62, 97) },
  { id: 'stripe-test', make: prefixed('sk', '_test_', BASE62, 24) },
  { id: 'stripe-restricted', make: prefixed('rk', '_live_', BASE62, 30) },
  { id: 'stripe-webhook', make: prefixed('wh', 'sec_', BASE62, 32) },
  { id: 'twilio-key', make: prefixed('S', 'K', HEX, 32) },
  { id: 'sendgrid', make: (r) => join('S', 'G.', r.chars(BASE64URL, 22), '.', r.chars(BASE64URL, 43)) },
  { id: 'mailgun', make: prefixed('ke', 'y-', HEX, 32) },
  { id: 'mailchimp', make: (r) => join(r.chars(HEX, 32), '-us', r.chars('12', 1), r.chars(DIGITS, 1)) },
  { id: 'brevo', make: (r) => join('xke', 'ysib-', r.chars(HEX, 64), '-', r.chars(BASE62, 16)) },
  { id: 'npm', make: prefixed('np', 'm_', BASE62, 36) },
  { id: 'pypi', make: prefixed('py', 'pi-AgEIcHlwaS5vcmc', BASE64URL, 140) },
  { id: 'rubygems', make: prefixed('ruby', 'gems_', HEX, 48) },
  {
    id: 'openai-legacy',
    make: (r) => join('s', 'k-', r.chars(BASE62, 20), 'T3Blbk', 'FJ', r.chars(BASE62, 20)),
  },
  { id: 'openai-project', make: prefixed('sk', '-proj-', BASE64URL, 120) },
  { id: 'openai-service', make: prefixed('sk', '-svcacct-', BASE64URL, 74) },
  { id: 'anthropic', make: (r) => join('sk', '-ant-api03-', r.chars(BASE64URL, 93), 'AA') },
  { id: 'groq', make: prefixed('gs', 'k_', BASE62, 52) },
  { id: 'xai', make: prefixed('xa', 'i-', BASE62, 80) },
  { id: 'perplexity', make: prefixed('pp', 'lx-', BASE62, 48) },
  { id: 'replicate', make: prefixed('r', '8_', BASE62, 37) },
  { id: 'huggingface', make: prefixed('h', 'f_', LOWER + UPPER, 34) },
  { id: 'openrouter', make: prefixed('sk', '-or-v1-', HEX, 64) },
  { id: 'langsmith', make: (r) => join('ls', 'v2_pt_', r.chars(HEX, 32), '_', r.chars(HEX, 10)) },
  { id: 'digitalocean-personal', make: prefixed('do', 'p_v1_', HEX, 64) },
  { id: 'digitalocean-oauth', make: prefixed('do', 'o_v1_', HEX, 64) },
  { id: 'heroku', make: prefixed('HRK', 'U-AA', BASE64URL, 58) },
  { id: 'fly', make: prefixed('fo', '1_', BASE64URL, 43) },
  { id: 'docker-hub', make: prefixed('dckr', '_pat_', BASE64URL, 27) },
  { id: 'tailscale', make: (r) => join('tsk', 'ey-auth-', r.chars(BASE62, 12), '-', r.chars(BASE62, 32)) },
  { id: 'planetscale-token', make: prefixed('pscale', '_tkn_', BASE64URL, 43) },
  { id: 'planetscale-password', make: prefixed('pscale', '_pw_', BASE64URL, 43) },
  { id: 'supabase', make: prefixed('sb', 'p_', HEX, 40) },
  {
    id: 'supabase-secret',
    make: (r) => join('sb', '_secret_', r.chars(BASE64URL, 22), '_', r.chars(BASE62, 8)),
  },
  { id: 'pulumi', make: prefixed('pu', 'l-', HEX, 40) },
  { id: 'netlify', make: prefixed('nf', 'p_', BASE62, 36) },
  { id: 'terraform-cloud', make: (r) => join(r.chars(BASE62, 14), '.atlas', 'v1.', r.chars(BASE64URL, 64)) },
  { id: 'shopify-access', make: prefixed('shp', 'at_', HEX, 32) },
  { id: 'shopify-secret', make: prefixed('shp', 'ss_', HEX, 32) },
  { id: 'square-access', make: prefixed('sq0', 'atp-', BASE64URL, 22) },
  { id: 'square-secret', make: prefixed('sq0', 'csp-', BASE64URL, 43) },
  { id: 'linear', make: prefixed('lin', '_api_', BASE62, 40) },
  { id: 'notion', make: prefixed('nt', 'n_', BASE62, 46) },
  { id: 'postman', make: (r) => join('PM', 'AK-', r.chars(HEX, 24), '-', r.chars(HEX, 34)) },
  { id: 'databricks', make: prefixed('da', 'pi', HEX, 32) },
  { id: 'grafana-service', make: (r) => join('gl', 'sa_', r.chars(BASE62, 32), '_', r.chars(HEX, 8)) },
  { id: 'grafana-cloud', make: prefixed('gl', 'c_', BASE62, 60) },
  { id: 'newrelic-user', make: prefixed('NR', 'AK-', DIGITS + UPPER, 27) },
  { id: 'sentry-user', make: prefixed('sn', 'tryu_', HEX, 64) },
  { id: 'figma', make: (r) => join('fig', 'd_', r.chars(BASE64URL, 40)) },
  {
    id: 'atlassian',
    make: (r) => join('ATA', 'TT3xFfGF0', r.chars(BASE64URL, 160), '=', r.chars(HEX.toUpperCase(), 8)),
  },
  { id: 'doppler', make: prefixed('dp', '.pt.', BASE62, 43) },
  { id: 'onepassword-service', make: (r) => join('ops', '_eyJ', r.chars(BASE64URL, 250)) },
  { id: 'dynatrace', make: (r) => join('dt0', 'c01.', r.chars(BASE32, 24), '.', r.chars(BASE32, 64)) },
  { id: 'easypost', make: prefixed('EZ', 'AK', BASE62, 54) },
  { id: 'shippo', make: prefixed('ship', 'po_live_', HEX, 40) },
  { id: 'telegram-bot', make: (r) => join('7', r.chars(DIGITS, 9), ':A', 'A', r.chars(BASE64URL, 33)) },
  {
    id: 'discord-bot',
    make: (r) => join('MT', r.chars(BASE64URL, 24), '.', r.chars(BASE64URL, 6), '.', r.chars(BASE64URL, 38)),
  },
  { id: 'vault-service', make: prefixed('hv', 's.', BASE64URL, 90) },
  { id: 'vault-batch', make: prefixed('hv', 'b.', BASE64URL, 138) },
  { id: 'age-identity', make: prefixed('AGE-SEC', 'RET-KEY-1', BECH32, 58) },
  { id: 'jwt-hs256', make: (r) => jwt(r) },
  { id: 'jwt-rs256', make: (r) => jwt(r, { alg: 'RS256', kid: r.chars(HEX, 8), typ: 'JWT' }) },
  {
    id: 'jwt-none',
    make: (r) => `${base64url({ alg: 'none', typ: 'JWT' })}.${base64url({ sub: r.chars(HEX, 12) })}.`,
  },
  {
    id: 'jwe',
    make: (r) =>
      [
        base64url({ alg: 'RSA-OAEP', enc: 'A256GCM' }),
        ...[342, 16, 60, 22].map((n) => r.chars(BASE64URL, n)),
      ].join('.'),
  },
];
