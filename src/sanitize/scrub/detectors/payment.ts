/** Keys of payment and commerce services. */
import { BASE62 } from '../characters.js';
import { type Detector, MISS } from '../detector.js';
import { chars, sample } from '../samples.js';
import type { Scan } from '../scan.js';
import { token } from '../token-detector.js';

const DOLLAR = 36;

/** `access_token$production$<16>$<32>`: merchant and key are two runs. */
function matchBraintree(scan: Scan, at: number, after: number): number {
  let end = scan.runEnd(after, BASE62);
  if (end - after < 14) return MISS;
  if (scan.text.charCodeAt(end) === DOLLAR) end = scan.runEnd(end + 1, BASE62);
  scan.hide('payment-other', at, end);
  return end;
}

export const PAYMENT: readonly Detector[] = [
  token({
    name: 'stripe',
    about: 'Stripe secret and restricted keys, and webhook secrets',
    source: 'https://docs.stripe.com/keys',
    starts: [
      'sk_live_',
      'sk_test_',
      'sk_prod_',
      'rk_live_',
      'rk_test_',
      'rk_prod_',
      'sk_org_',
      'ek_live_',
      'ek_test_',
    ],
    body: 'word',
    min: 10,
    mixed: true,
  }),
  token({
    name: 'stripe-webhook',
    about: 'Stripe and Svix webhook signing secrets',
    source: 'https://docs.stripe.com/webhooks/signature',
    starts: ['whsec_'],
    body: 'base64',
    min: 24,
  }),
  token({
    name: 'stripe-public',
    about: 'Stripe publishable keys, which are public',
    group: 'public-key-id',
    starts: ['pk_live_', 'pk_test_'],
    body: 'base62',
    min: 10,
    mixed: true,
  }),
  token({
    name: 'shopify',
    about: 'Shopify access tokens',
    source: 'https://shopify.dev/changelog/length-of-the-shopify-access-token-is-increasing',
    starts: ['shpat_', 'shpca_', 'shppa_', 'shpss_', 'shpua_', 'shprt_'],
    body: 'word',
    min: 32,
  }),
  token({
    name: 'square',
    about: 'Square access tokens and application secrets',
    source: 'https://developer.squareup.com/docs/build-basics/access-tokens',
    starts: ['sq0atp-', 'sq0csp-', 'EAAA'],
    body: 'base64url',
    min: 22,
    mixed: true,
  }),
  token({
    name: 'meta',
    about: 'Facebook and Instagram access tokens',
    source: 'https://developers.facebook.com/docs/facebook-login/guides/access-tokens/',
    starts: [
      'EAAC',
      'EAAB',
      'EAAE',
      'EAAG',
      'EAAI',
      'EAAD',
      'EAAJ',
      'EAAL',
      'EAAM',
      'EAAN',
      'EAAO',
      'EAAP',
      'IGQV',
    ],
    body: 'base64url',
    min: 60,
    mixed: true,
  }),
  token({
    name: 'easypost',
    about: 'EasyPost keys',
    starts: ['EZAK', 'EZTK'],
    body: 'base62',
    min: 54,
  }),
  token({
    name: 'payment-other',
    about: 'Keys of PayPal Braintree, Flutterwave, Shippo, Duffel, Plaid, Razorpay and Paystack',
    starts: [
      'FLWSECK-',
      'FLWSECK_TEST-',
      'FLWSECK_PROD-',
      'shippo_live_',
      'shippo_test_',
      'duffel_live_',
      'duffel_test_',
      'rzp_live_',
      'rzp_test_',
      'access-production-',
      'access-development-',
      'access-sandbox-',
      'gocardless_live_',
    ],
    body: 'base64url',
    min: 14,
    mixed: true,
    misses: ['access-sandbox-mode-enabled-now'],
  }),
  {
    name: 'payment-other',
    about: 'Access tokens of PayPal Braintree',
    source: 'https://developer.paypal.com/braintree/articles/control-panel/important-gateway-credentials',
    prefilter: ['access_token$production$', 'access_token$sandbox$'],
    boundary: true,
    match: matchBraintree,
    mask: 'full',
    hits: () => [sample('use ', `access_token$sandbox$${chars('base36', 16)}$${chars('hex', 32)}`, ' now')],
    misses: () => ['access_token$sandbox$short'],
  },
];
