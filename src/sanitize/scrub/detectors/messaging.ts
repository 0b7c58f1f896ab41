/** Credentials of messaging services: tokens of bots, and webhook addresses that are credentials themselves. */
import { BASE62, BASE64URL, escapeDigits, HEX, isDigit, isIn, startsWord } from '../characters.js';
import { type Detector, MISS } from '../detector.js';
import { chars, sample } from '../samples.js';
import type { Scan } from '../scan.js';
import { token } from '../token-detector.js';

/** `<8 to 10 digits>:A<34>`, the colon as it is or as `%3A`; in an address the digits follow the letters `bot`. */
function matchTelegram(scan: Scan, at: number, after: number): number {
  const { text } = scan;
  let start = at;
  while (start > scan.floor && at - start < 16 && isDigit(text.charCodeAt(start - 1))) start--;
  start += escapeDigits(text, start);
  const digits = at - start;
  if (digits < 8 || digits > 10) return MISS;
  if (!startsWord(text, start) && text.slice(start - 3, start) !== 'bot') return MISS;
  const end = scan.runEnd(after, BASE64URL);
  if (end - after < 32) return MISS;
  scan.hide('telegram', start, end);
  return end;
}

/** A dot where the user id can end. */
function mayBeDiscord(text: string, at: number): boolean {
  for (let dot = at + 23; dot < at + 29; dot++) if (text.charCodeAt(dot) === 46) return true;
  return false;
}

/** `<user id in base64>.<6>.<27 or more>`, and `mfa.<80 or more>` for older user tokens. */
function matchDiscord(scan: Scan, at: number): number {
  const { text } = scan;
  let dot = at + 23;
  while (dot < at + 29 && text.charCodeAt(dot) !== 46) dot++;
  if (text.charCodeAt(dot) !== 46 || text.charCodeAt(dot + 7) !== 46) return MISS;
  for (let i = at; i < dot + 7; i++) {
    if (i !== dot && !isIn(text.charCodeAt(i), BASE64URL)) return MISS;
  }
  const end = scan.runEnd(dot + 8, BASE64URL);
  // Of the drawn parts at least one character is a digit, unlike in the names of a program.
  if (end - dot - 8 < 27 || !/\d/.test(text.slice(dot + 1, Math.min(end, dot + 64)))) return MISS;
  scan.hide('discord', at, end);
  return end;
}

/** A slash of an address: plain, `\\/` as some encoders write it, or percent-encoded. */
const SLASHES = /^(?:\\{0,3}\/|%(?:25)*2[Ff])+/;
/** The part of a path up to its next slash; `%40` stands in addresses of Teams. */
const SEGMENT = /^(?:[\w.@-]|%(?:25)*40)+/;
const LONGEST_SLASHES = 24;
const LONGEST_SEGMENT = 512;

function slashesAt(text: string, at: number): number {
  return SLASHES.exec(text.slice(at, at + LONGEST_SLASHES))?.[0].length ?? 0;
}

/** Behind the kind of the webhook (`services`, `api/webhooks`) and its slash, or -1. */
function behindKind(text: string, from: number): number {
  for (const kind of WEBHOOK_KINDS) {
    let at = from;
    for (const part of kind) {
      if (!text.startsWith(part, at)) {
        at = -1;
        break;
      }
      const slashes = slashesAt(text, at + part.length);
      at += part.length + slashes;
      if (slashes === 0) {
        at = -1;
        break;
      }
    }
    if (at >= 0) return at;
  }
  return -1;
}

/** Hides what follows the kind in a webhook's path, when it is long enough to be the secret part. */
/** Of the path behind the kind: the number of an account and seven characters. */
const SHORTEST_PATH = 12;

function matchWebhook(scan: Scan, _at: number, after: number): number {
  const { text } = scan;
  const opening = slashesAt(text, after);
  const start = opening === 0 ? -1 : behindKind(text, after + opening);
  if (start < 0) return MISS;
  let end = start;
  for (let segments = 0; segments < 8; segments++) {
    const slashes = segments === 0 ? 0 : slashesAt(text, end);
    const part = SEGMENT.exec(text.slice(end + slashes, end + slashes + LONGEST_SEGMENT))?.[0] ?? '';
    if (part === '' || (segments > 0 && slashes === 0)) break;
    end += slashes + part.length;
  }
  while (end > start && text.charCodeAt(end - 1) === 46) end--;
  if (end - start < SHORTEST_PATH) return MISS;
  scan.hide('webhook', start, end);
  return end;
}

const WEBHOOK_HOSTS = [
  'hooks.slack.com',
  'discord.com',
  'discordapp.com',
  'webhook.office.com',
  'outlook.office.com',
  'outlook.office365.com',
  'hooks.zapier.com',
  'maker.ifttt.com',
  'open.feishu.cn',
  'open.larksuite.com',
];
const WEBHOOK_KINDS = [
  ['services'],
  ['commands'],
  ['workflows'],
  ['triggers'],
  ['api', 'webhooks'],
  ['api', 'v8', 'webhooks'],
  ['api', 'v9', 'webhooks'],
  ['api', 'v10', 'webhooks'],
  ['webhookb2'],
  ['webhook'],
  ['hooks', 'catch'],
  ['trigger'],
  ['use'],
  ['open-apis', 'bot', 'v2', 'hook'],
];

export const MESSAGING: readonly Detector[] = [
  token({
    name: 'slack',
    about: 'Slack tokens of every kind',
    source: 'https://api.slack.com/concepts/token-types',
    starts: [
      'xoxa-',
      'xoxb-',
      'xoxc-',
      'xoxd-',
      'xoxe-',
      'xoxo-',
      'xoxp-',
      'xoxr-',
      'xoxs-',
      'xapp-',
      'xoxe.xoxp-',
      'xoxe.xoxb-',
      'xwfp-',
    ],
    body: 'any-base64',
    min: 10,
    mixed: true,
  }),
  {
    name: 'webhook',
    about:
      'Incoming webhook addresses of Slack, Discord, Teams, Zapier, IFTTT and Lark, whose path is the credential',
    source: 'https://api.slack.com/messaging/webhooks',
    prefilter: WEBHOOK_HOSTS,
    boundary: true,
    match: matchWebhook,
    mask: 'value',
    hits: () => [
      sample(
        'https://hooks.slack.com/services/',
        `T${chars('upper36', 8)}/B${chars('upper36', 8)}/${chars('base62', 24)}`,
      ),
      sample('https://discord.com/api/webhooks/', `${chars('digit', 18)}/${chars('base62', 68)}`, ' ok'),
    ],
    misses: () => ['https://hooks.slack.com/services/', 'https://discord.com/channels/1234/5678'],
  },
  {
    name: 'telegram',
    about: 'Telegram bot tokens',
    source: 'https://core.telegram.org/bots/api#authorizing-your-bot',
    prefilter: [':A', '%3AA', '%3aA'],
    third: BASE64URL,
    least: 32,
    boundary: false,
    mayMatch: (text, at) => isDigit(text.charCodeAt(at - 1)) && isIn(text.charCodeAt(at + 33), BASE64URL),
    match: matchTelegram,
    mask: 'full',
    hits: () => [
      sample('bot ', `${chars('digit', 9).replace(/^0/, '1')}:AA${chars('base62', 33)}`),
      sample('https://api.telegram.org/bot', `1${chars('digit', 9)}:AA${chars('base62', 33)}`, '/getMe'),
    ],
    misses: () => ['12345678:All good so far', '10:AM'],
  },
  {
    name: 'discord',
    about: 'Discord bot tokens',
    source: 'https://discord.com/developers/docs/reference#authentication',
    prefilter: ['M', 'N', 'O'],
    boundary: true,
    third: BASE64URL,
    fourth: BASE64URL,
    least: 57,
    mayMatch: mayBeDiscord,
    match: matchDiscord,
    mask: 'full',
    hits: () => [sample('login ', `M${chars('base62', 23)}.${chars('base62', 6)}.${chars('base62', 38)}`)],
    misses: () => [
      'Many words follow one another here.',
      `M${chars('base62', 23)}.${chars('base62', 6)}.short`,
    ],
  },
  {
    name: 'twilio',
    about: 'Twilio API key ids; account ids stay, auth tokens are found by their key',
    source: 'https://www.twilio.com/docs/iam/api-keys',
    prefilter: ['SK'],
    boundary: true,
    match: (scan, at, after) => {
      const end = scan.runEnd(after, HEX);
      if (end - after !== 32 || isIn(scan.text.charCodeAt(end), BASE62)) return MISS;
      scan.hide('twilio', at, end);
      return end;
    },
    mask: 'full',
    hits: () => [sample('sid ', `SK${chars('hex', 32)}`)],
    misses: () => [`AC${chars('hex', 32)}`, 'SKU 1234', `SK${chars('hex', 30)}`],
  },
];
