/** Bits of the longest bigint that is printed: to find the digits of a million bits takes a tenth of a second. */
const MAX_BITS = 4_096;

/** The digits with what is to stand behind them. */
export function bigintText(value: bigint, suffix = ''): string {
  return BigInt.asIntN(MAX_BITS, value) === value ? value + suffix : '[BigInt]';
}
