/** Numbers as text. */

/** 0 to 999, alone, behind other digits, and behind the point. */
const ALONE = Array.from({ length: 1_000 }, (_, i) => String(i));
const BEHIND = ALONE.map((digits) => digits.padStart(3, '0'));
const FRACTIONS = BEHIND.map((digits) => `.${digits.replace(/0+$/, '')}`);

/** The shortest text that reads as the same number, as JavaScript has it. */
export function numberText(value: number): string {
  const text = (value | 0) === value ? wholeText(value) : fractionText(value);
  // The only place that asks for this text: V8 joins two such places to one, before all conditions.
  return text === '' ? `${value}` : text;
}

function wholeText(value: number): string {
  if (value < 0 || value >= 1_000_000_000) return '';
  if (value < 1_000) return ALONE[value]!;
  const thousands = (value / 1_000) | 0;
  const rest = BEHIND[value - thousands * 1_000]!;
  if (value < 1_000_000) return ALONE[thousands]! + rest;
  const millions = (value / 1_000_000) | 0;
  return ALONE[millions]! + BEHIND[thousands - millions * 1_000]! + rest;
}

/** Positive numbers with up to three decimals, which measurements mostly are. Empty for all others. */
function fractionText(value: number): string {
  const thousandths = Math.round(value * 1_000);
  if (value < 0.001 || thousandths > 999_999_999 || thousandths / 1_000 !== value) return '';
  const whole = (thousandths / 1_000) | 0;
  return wholeText(whole) + FRACTIONS[thousandths - whole * 1_000]!;
}
