/** The records that every client sends: an ordinary message with seven fields, some 400 octets as a syslog message. */

/** Stands once in each record. */
export const WORD = 'order placed';

/** In the last record of a run alone, and as long as what stands there in the others. */
export const END = 'Firefox/the.end';
const AGENT = 'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0.0';

const CITIES = ['Berlin', 'Toru\u0144', 'Lagos', 'Osaka'];
const RING = 256;

/** Made before anything is measured. */
const FIELDS = Array.from({ length: RING }, (_, n) => ({
  orderId: 4_000_000 + n * 7_919,
  customer: `c-${(n * 104_729).toString(36)}`,
  city: CITIES[n % CITIES.length],
  total: n * 3.75,
  items: [`sku-${n}`, `sku-${n + 1}`],
  address: `192.0.2.${n}`,
  agent: AGENT,
}));
const CORE = {
  ...{ timestamp: '2026-11-22T01:02:03.456Z', level: 'INFO', name: 'shop.orders', message: WORD },
};
const TEXTS = FIELDS.map((fields) => JSON.stringify({ ...CORE, ...fields }));
const HEADER = '<14>1 2026-11-22T01:02:03.456Z web shop 4711 - [timeQuality tzKnown="1"]';
const LINES = TEXTS.map((text, n) => `${HEADER}[meta sequenceId="${n + 1}"] ${text}\n`);

/** The same record as the last of a run. */
export const endOf = (text) => text.replace(/Firefox\/[\d.]+/, END);

export const fieldsOf = (n) => FIELDS[n % RING];

export const lastFields = (n) => ({ ...fieldsOf(n), agent: endOf(AGENT) });

/** The record as JSON. */
export const textOf = (n) => TEXTS[n % RING];

/** The record as a whole syslog message. */
export const lineOf = (n) => LINES[n % RING];
