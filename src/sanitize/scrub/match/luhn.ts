/** The check digit of cards and of some national numbers: every other digit is doubled, and the sum ends in 0. */

/** ISO/IEC 7812-1 annex B. */
export function passesLuhn(text: string, start = 0, end = text.length): boolean {
  let sum = 0;
  let double = false;
  for (let i = end - 1; i >= start; i--) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) continue;
    // Of `%20` only the percent sign is no digit.
    if (i >= start + 2 && text.charCodeAt(i - 2) === 37) {
      i -= 2;
      continue;
    }
    const twice = digit * 2;
    sum += double ? (twice > 9 ? twice - 9 : twice) : digit;
    double = !double;
  }
  return sum % 10 === 0;
}
