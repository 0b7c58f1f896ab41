/** Credentials of other services that mark their tokens with a prefix. */
import { BASE62, BASE64URL, HEX, isDigit, isIn, startsWord } from '../characters.js';
import { type Detector, MISS } from '../detector.js';
import { chars, sample } from '../samples.js';
import type { Scan } from '../scan.js';
import { token } from '../token-detector.js';

/** `SG.<22>.<43>`: two parts, so that `SG.md` stays. */
function matchSendgrid(scan: Scan, at: number, after: number): number {
  const middle = scan.runEnd(after, BASE64URL);
  if (middle - after < 16 || scan.text.charCodeAt(middle) !== 46) return MISS;
  const end = scan.runEnd(middle + 1, BASE64URL);
  if (end - middle - 1 < 30) return MISS;
  scan.hide('sendgrid', at, end);
  return end;
}

/** `<32 hex>-us12`; the literal is the data centre. */
function matchMailchimp(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  const start = at - 32;
  const code = text.charCodeAt(after);
  if (!isDigit(code) || code === 48 || start < scan.floor) return MISS;
  for (let i = start; i < at; i++) if (!isIn(text.charCodeAt(i), HEX)) return MISS;
  if (!startsWord(text, start)) return MISS;
  const end = text.charCodeAt(after + 1) >= 48 && text.charCodeAt(after + 1) <= 57 ? after + 2 : after + 1;
  scan.hide('mailchimp', start, end);
  return end;
}

/** Airtable: `pat<14>.<64 hex>`. */
function matchAirtable(scan: Scan, at: number, after: number): number {
  const dot = after + 14;
  if (scan.text.charCodeAt(dot) !== 46) return MISS;
  for (let i = after; i < dot; i++) if (!isIn(scan.text.charCodeAt(i), BASE62)) return MISS;
  const end = scan.runEnd(dot + 1, HEX);
  if (end - dot - 1 < 40) return MISS;
  scan.hide('airtable', at, end);
  return end;
}

export const SAAS: readonly Detector[] = [
  {
    name: 'sendgrid',
    about: 'SendGrid API keys',
    source: 'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
    prefilter: ['SG.'],
    boundary: true,
    match: matchSendgrid,
    mask: 'full',
    hits: () => [sample('key ', `SG.${chars('base62', 22)}.${chars('base62', 43)}`, '.')],
    misses: () => ['see SG.md', `SG.${chars('base62', 22)}`],
  },
  {
    name: 'mailchimp',
    about: 'Mailchimp and Mandrill-style API keys with their data centre',
    source: 'https://mailchimp.com/developer/marketing/docs/fundamentals/',
    prefilter: ['-us'],
    boundary: false,
    match: matchMailchimp,
    mask: 'full',
    hits: () => [sample('key ', `${chars('hex', 32)}-us12`)],
    misses: () => [`${chars('hex', 12)}-us1`, 'region eu-us1'],
  },
  {
    name: 'airtable',
    about: 'Airtable personal access tokens',
    source: 'https://airtable.com/developers/web/guides/personal-access-tokens',
    prefilter: ['pat'],
    boundary: true,
    mayMatch: (text, at) => text.charCodeAt(at + 17) === 46,
    match: matchAirtable,
    mask: 'full',
    hits: () => [sample('use ', `pat${chars('base62', 14)}.${chars('hex', 64)}`)],
    misses: () => ['patience.and more', 'path.to.file'],
  },
  token({
    name: 'openshift',
    about: 'OpenShift OAuth tokens',
    starts: ['sha256~'],
    body: 'base64url',
    min: 40,
  }),
  token({ name: 'snyk', about: 'Snyk tokens', starts: ['snyk_uat.', 'snyk_sat.'], body: 'dotted', min: 24 }),
  token({ name: 'neon', about: 'Neon API keys', starts: ['napi_'], body: 'base36', min: 32 }),
  token({ name: 'trello', about: 'Trello tokens', starts: ['ATTA'], body: 'base62', min: 64, mixed: true }),
  token({
    name: 'mapbox',
    about: 'Mapbox secret tokens',
    starts: ['sk.eyJ', 'tk.eyJ'],
    body: 'dotted',
    min: 40,
  }),
  token({
    name: 'elevenlabs',
    about: 'ElevenLabs API keys',
    starts: ['sk_'],
    body: 'hex',
    min: 40,
    mixed: true,
  }),
  token({
    name: 'mailgun',
    about: 'Mailgun keys',
    source: 'https://documentation.mailgun.com/docs/mailgun/user-manual/api-key-mgmt/api-keys',
    starts: ['key-'],
    body: 'hex',
    min: 32,
  }),
  token({
    name: 'brevo',
    about: 'Brevo API keys',
    starts: ['xkeysib-', 'xsmtpsib-'],
    body: 'base64url',
    min: 40,
  }),
  token({
    name: 'resend',
    about: 'Resend keys',
    group: 'weak-prefix',
    starts: ['re_'],
    body: 'word',
    min: 16,
    mixed: true,
  }),
  token({
    name: 'postman',
    about: 'Postman keys',
    starts: ['PMAK-', 'PMAT-'],
    body: 'base64url',
    min: 24,
    mixed: true,
  }),
  token({
    name: 'databricks',
    about: 'Databricks tokens',
    starts: ['dapi', 'dkea', 'dose'],
    body: 'hex',
    min: 32,
  }),
  token({
    name: 'grafana',
    about: 'Grafana service account and cloud tokens',
    starts: ['glsa_', 'glc_'],
    body: 'any-base64',
    min: 32,
  }),
  token({
    name: 'newrelic',
    about: 'New Relic keys',
    source: 'https://docs.newrelic.com/docs/apis/intro-apis/new-relic-api-keys/',
    starts: ['NRAK-', 'NRJS-', 'NRII-', 'NRAA-', 'NRRA-'],
    body: 'base64url',
    min: 19,
  }),
  token({
    name: 'sentry',
    about: 'Sentry auth tokens',
    source: 'https://docs.sentry.io/account/auth-tokens/',
    starts: ['sntrys_', 'sntryu_', 'sntrya_', 'sntryi_'],
    body: 'any-base64',
    min: 40,
  }),
  token({
    name: 'figma',
    about: 'Figma tokens',
    starts: ['figd_', 'figo_', 'figu_', 'figp_'],
    body: 'base64url',
    min: 32,
  }),
  token({
    name: 'dropbox',
    about: 'Dropbox access tokens',
    starts: ['sl.u.', 'sl.B', 'sl.A', 'sl.'],
    body: 'dotted',
    min: 80,
  }),
  token({
    name: 'dynatrace',
    about: 'Dynatrace tokens',
    starts: ['dt0c01.', 'dt0s01.'],
    body: 'dotted',
    min: 40,
  }),
  token({
    name: 'vault',
    about: 'HashiCorp Vault service, batch and recovery tokens',
    source: 'https://developer.hashicorp.com/vault/docs/concepts/tokens',
    starts: ['hvs.', 'hvb.', 'hvr.'],
    body: 'dotted',
    min: 20,
  }),
  token({
    name: 'onepassword',
    about: '1Password service account tokens',
    starts: ['ops_eyJ'],
    body: 'any-base64',
    min: 40,
  }),
  token({
    name: 'linear-notion',
    about: 'Keys of Linear, Notion, Typeform, ReadMe, Contentful and PostHog',
    starts: ['lin_api_', 'lin_oauth_', 'lin_wh_', 'ntn_', 'tfp_', 'rdme_', 'CFPAT-', 'phx_', 'phs_'],
    body: 'base64url',
    min: 32,
    mixed: true,
  }),
  token({
    name: 'notion-legacy',
    about: 'Notion integration secrets of the older form',
    starts: ['secret_'],
    body: 'base62',
    min: 40,
    mixed: true,
  }),
  token({
    name: 'datadog',
    about: 'Datadog remote and personal keys with a prefix',
    starts: ['ddapp_', 'ddp_'],
    body: 'base62',
    min: 32,
  }),
  token({
    name: 'hubspot',
    about: 'HubSpot private app tokens',
    starts: ['pat-na1-', 'pat-eu1-', 'pat-na2-'],
    body: 'base64url',
    min: 36,
    mixed: true,
  }),
];
