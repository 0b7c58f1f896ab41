/** Credentials of clouds and hosting platforms. */
import {
  BASE62,
  BASE62_PLUS_SLASH,
  BASE64,
  DOTTED_TILDE,
  isDigit,
  isIn,
  startsWord,
  UPPER36,
  WORD,
} from '../characters.js';
import { type Detector, MISS } from '../detector.js';
import { chars, sample } from '../samples.js';
import type { Scan } from '../scan.js';
import { token } from '../token-detector.js';

const AWS_SECRET_LENGTH = 40;
/** How far from its key id an AWS secret is looked for. */
const AWS_SECRET_DISTANCE = 60;

/** Hides the 40 base64 characters of a secret that lie between `from` and `to`; paths and hashes are no secrets. */
function hideAwsSecret(scan: Scan, from: number, to: number): void {
  const { text } = scan;
  for (let i = from; i < to; i++) {
    if (!isIn(text.charCodeAt(i), BASE64)) continue;
    let end = i;
    while (end <= i + AWS_SECRET_LENGTH && isIn(text.charCodeAt(end), BASE62_PLUS_SLASH)) end++;
    if (
      end - i === AWS_SECRET_LENGTH &&
      /[A-Z]/.test(text.slice(i, end)) &&
      /[a-z]/.test(text.slice(i, end))
    ) {
      scan.hideLater('aws-secret', i, end);
      return;
    }
    i = Math.max(i, scan.runEnd(i, BASE64));
  }
}

/** An access key id, and the secret that stands within 60 characters of it. */
function matchAwsKeyId(scan: Scan, at: number): number {
  const { text } = scan;
  const end = scan.runEnd(at + 3, UPPER36);
  if (end - at !== 20 || isIn(text.charCodeAt(end), WORD)) return MISS;
  scan.hide('aws-access-key-id', at, end);
  if (scan.rules.enabled('aws-secret')) {
    hideAwsSecret(scan, end, Math.min(text.length, end + AWS_SECRET_DISTANCE));
    const least = Math.max(scan.awsEnd, at - AWS_SECRET_DISTANCE - AWS_SECRET_LENGTH);
    hideAwsSecret(scan, wordStart(text, least), at);
    scan.awsEnd = end;
  }
  return end;
}

/** The first position from `from` on that does not stand inside a run of base64. */
function wordStart(text: string, from: number): number {
  let at = from;
  while (at > 0 && at < from + AWS_SECRET_LENGTH && isIn(text.charCodeAt(at - 1), BASE62_PLUS_SLASH)) at++;
  return at;
}

/** `xxx8Q~` and 31 to 34 more: three characters and a digit stand before the literal. */
function matchAzureAdSecret(scan: Scan, at: number, after: number): number {
  const start = at - 4;
  const { text } = scan;
  if (start < scan.floor || !startsWord(text, start) || !isDigit(text.charCodeAt(at - 1))) return MISS;
  for (let i = start; i < at; i++) if (!isIn(text.charCodeAt(i), DOTTED_TILDE)) return MISS;
  const end = scan.runEnd(after, DOTTED_TILDE);
  if (end - after < 31) return MISS;
  scan.hide('azure-ad-secret', start, end);
  return end;
}

/** `<14 characters>.atlasv1.<60 or more>`; the literal is the middle. */
function matchTerraformToken(scan: Scan, at: number, after: number): number {
  const start = at - 14;
  const { text } = scan;
  if (start < scan.floor || !startsWord(text, start)) return MISS;
  for (let i = start; i < at; i++) if (!isIn(text.charCodeAt(i), BASE62)) return MISS;
  const end = scan.runEnd(after, DOTTED_TILDE);
  if (end - after < 40) return MISS;
  scan.hide('terraform', start, end);
  return end;
}

export const CLOUD: readonly Detector[] = [
  {
    name: 'aws-access-key-id',
    about: 'AWS access key ids, and the secret access key beside one',
    source: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html',
    prefilter: ['AKIA', 'ASIA', 'ABIA', 'ACCA', 'A3T'],
    boundary: true,
    match: matchAwsKeyId,
    validation: '20 capitals and digits, bounded on both sides',
    mask: 'full',
    hits: () => [
      sample('key ', `AKIA${chars('base32', 16)}`, '.'),
      sample(`id ASIA${chars('base32', 16)} secret `, chars('base64', 40)),
    ],
    misses: () => [`AKIA${chars('base32', 12)}`, `AKIA${chars('base32', 20)}`, 'ASIAN MARKETS OPEN HIGHER'],
  },
  {
    name: 'aws-secret',
    about: 'The 40 characters of an AWS secret access key within 60 characters of a key id',
    prefilter: [],
    boundary: false,
    match: () => MISS,
    validation: 'only beside an access key id; elsewhere a key name decides',
    mask: 'full',
    hits: () => [sample(`ASIA${chars('base32', 16)} / `, chars('base64', 40))],
    misses: () => [`sha1 ${chars('hex', 40)}`],
  },
  token({
    name: 'aws-bedrock',
    about: 'Amazon Bedrock API keys',
    starts: ['ABSK', 'bedrock-api-key-'],
    body: 'base64',
    min: 60,
  }),
  token({
    name: 'gcp-api-key',
    about: 'Google API keys',
    source: 'https://cloud.google.com/docs/authentication/api-keys',
    starts: ['AIza'],
    body: 'base64url',
    min: 35,
  }),
  token({
    name: 'gcp-oauth',
    about: 'Google OAuth access tokens, refresh tokens and client secrets',
    source: 'https://developers.google.com/identity/protocols/oauth2',
    starts: ['ya29.', 'GOCSPX-', '1//0', '1%2F%2F0', '1%2f%2f0', '1%252F%252F0', '1\\/\\/0'],
    body: 'dotted',
    min: 20,
  }),
  {
    name: 'azure-ad-secret',
    about: 'Microsoft Entra client secrets',
    source: 'https://learn.microsoft.com/en-us/purview/sit-defn-azure-ad-client-secret',
    prefilter: ['Q~'],
    boundary: false,
    match: matchAzureAdSecret,
    validation: 'three characters and a digit before, 31 or more behind',
    mask: 'full',
    hits: () => [sample('client ', `aB38Q~${chars('base62', 34)}`)],
    misses: () => ['Q~ is short', `aB3xQ~${chars('base62', 34)}`],
  },
  {
    name: 'terraform',
    about: 'Terraform Cloud tokens',
    prefilter: ['.atlasv1.'],
    boundary: false,
    match: matchTerraformToken,
    mask: 'full',
    hits: () => [sample('use ', `${chars('base62', 14)}.atlasv1.${chars('base62', 67)}`)],
    misses: () => ['docs.atlasv1.md', `${chars('base62', 14)}.atlasv1.short`],
  },
  token({
    name: 'digitalocean',
    about: 'DigitalOcean tokens',
    source: 'https://docs.digitalocean.com/reference/api/create-personal-access-token/',
    starts: ['dop_v1_', 'doo_v1_', 'dor_v1_'],
    body: 'hex',
    min: 40,
  }),
  token({ name: 'heroku', about: 'Heroku keys', starts: ['HRKU-'], body: 'base64url', min: 36 }),
  token({
    name: 'fly',
    about: 'Fly.io tokens',
    starts: ['fm1r_', 'fm1a_', 'fm1_', 'fm2_', 'fm2a_', 'fm2r_', 'fo1_'],
    body: 'any-base64',
    min: 40,
  }),
  token({
    name: 'docker',
    about: 'Docker Hub tokens',
    starts: ['dckr_pat_', 'dckr_oat_'],
    body: 'base64url',
    min: 24,
  }),
  token({
    name: 'tailscale',
    about: 'Tailscale keys',
    source: 'https://tailscale.com/kb/1085/auth-keys',
    starts: ['tskey-'],
    body: 'base64url',
    min: 20,
  }),
  token({
    name: 'planetscale',
    about: 'PlanetScale tokens and passwords',
    starts: ['pscale_tkn_', 'pscale_pw_', 'pscale_oauth_'],
    body: 'dotted',
    min: 30,
  }),
  token({
    name: 'supabase',
    about: 'Supabase tokens and secret keys',
    starts: ['sbp_', 'sb_secret_'],
    body: 'base64url',
    min: 20,
    mixed: true,
  }),
  token({ name: 'pulumi', about: 'Pulumi tokens', starts: ['pul-'], body: 'hex', min: 40 }),
  token({
    name: 'netlify',
    about: 'Netlify tokens',
    starts: ['nfp_', 'nfo_', 'nfc_'],
    body: 'base62',
    min: 36,
  }),
  token({
    name: 'vercel',
    about: 'Vercel tokens',
    source: 'https://vercel.com/docs/rest-api',
    starts: ['vcp_', 'vci_', 'vca_', 'vcr_', 'vck_', 'vercel_blob_rw_'],
    body: 'word',
    min: 20,
    mixed: true,
  }),
  token({
    name: 'cloudflare',
    about: 'Cloudflare tokens',
    starts: ['cfut_', 'cfat_', 'cfk_'],
    body: 'base62-hyphen',
    min: 36,
    mixed: true,
  }),
  token({
    name: 'cloudflare',
    about: 'Cloudflare origin CA keys',
    starts: ['v1.0-'],
    body: 'base62-hyphen',
    min: 100,
    mixed: true,
  }),
  token({
    name: 'render',
    about: 'Render API keys',
    group: 'weak-prefix',
    starts: ['rnd_'],
    body: 'base62',
    min: 28,
    mixed: true,
  }),
  token({
    name: 'alibaba',
    about: 'Alibaba Cloud access key ids',
    starts: ['LTAI'],
    body: 'base62',
    min: 12,
    max: 26,
    mixed: true,
  }),
  token({
    name: 'yandex',
    about: 'Yandex Cloud API keys and IAM tokens',
    starts: ['AQVN', 't1.'],
    body: 'dotted',
    min: 35,
    mixed: true,
  }),
  token({
    name: 'platform-other',
    about: 'Aiven and Doppler tokens',
    starts: ['aivenv1-', 'AVNS_', 'dp.pt.', 'dp.st.', 'dp.ct.', 'dp.sa.', 'dp.scim.', 'dp.audit.'],
    body: 'dotted',
    min: 16,
    mixed: true,
  }),
];
