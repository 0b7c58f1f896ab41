/** Issuer ranges of payment cards (ISO/IEC 7812), and the lengths of their numbers. */

interface Brand {
  readonly name: string;
  /** Issuer ranges (ISO/IEC 7812), both ends inclusive, compared over the digits written. */
  readonly ranges: readonly (readonly [string, string])[];
  readonly lengths: readonly number[];
}

export const CARD_BRANDS: readonly Brand[] = [
  { name: 'visa', ranges: [['4', '4']], lengths: [13, 16, 19] },
  {
    name: 'mastercard',
    ranges: [
      ['51', '55'],
      ['2221', '2720'],
    ],
    lengths: [16],
  },
  {
    name: 'amex',
    ranges: [
      ['34', '34'],
      ['37', '37'],
    ],
    lengths: [15],
  },
  {
    name: 'diners',
    ranges: [
      ['300', '305'],
      ['3095', '3095'],
      ['36', '36'],
      ['38', '39'],
    ],
    lengths: [14, 16, 19],
  },
  {
    name: 'discover',
    ranges: [
      ['6011', '6011'],
      ['644', '649'],
      ['65', '65'],
      ['622126', '622925'],
    ],
    lengths: [16, 17, 18, 19],
  },
  { name: 'jcb', ranges: [['3528', '3589']], lengths: [16, 17, 18, 19] },
  {
    name: 'unionpay',
    ranges: [
      ['62', '62'],
      ['81', '81'],
    ],
    lengths: [16, 17, 18, 19],
  },
  {
    name: 'maestro',
    ranges: [
      ['5018', '5018'],
      ['5020', '5020'],
      ['5038', '5038'],
      ['5893', '5893'],
      ['6304', '6304'],
      ['6759', '6759'],
      ['6761', '6763'],
    ],
    lengths: [13, 14, 15, 16, 17, 18, 19],
  },
  { name: 'mir', ranges: [['2200', '2204']], lengths: [16, 17, 18, 19] },
  {
    name: 'rupay',
    ranges: [
      ['508', '508'],
      ['60', '60'],
      ['82', '82'],
      ['353', '353'],
      ['356', '356'],
    ],
    lengths: [16],
  },
  {
    name: 'elo',
    ranges: [
      ['401178', '401179'],
      ['431274', '431274'],
      ['438935', '438935'],
      ['451416', '451416'],
      ['457393', '457393'],
      ['504175', '504175'],
      ['506699', '506778'],
      ['509000', '509999'],
      ['627780', '627780'],
      ['636297', '636297'],
      ['636368', '636368'],
      ['650031', '650033'],
    ],
    lengths: [16],
  },
  {
    name: 'verve',
    ranges: [
      ['506099', '506198'],
      ['650002', '650027'],
    ],
    lengths: [16, 18, 19],
  },
  { name: 'troy', ranges: [['9792', '9792']], lengths: [16] },
];

/** Whether a brand has numbers that begin so and are as long. */
export function brandFits(digits: string): boolean {
  return CARD_BRANDS.some(
    ({ ranges, lengths }) =>
      lengths.includes(digits.length) &&
      ranges.some(([low, high]) => {
        const front = digits.slice(0, low.length);
        return front >= low && front <= high;
      }),
  );
}
