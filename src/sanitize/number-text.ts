/** Numbers as text. */

/** Fractions of a thousandth, as they stand behind the whole number; made when they first occur. */
const fractions: string[] = new Array(1_000).fill('');

/** The shortest text that reads as the same number, as JavaScript has it. */
export function numberText(value: number): string {
  const text = Number.isInteger(value) ? '' : shortFraction(value);
  // The only place that asks for this text: V8 joins two such places to one, before all conditions.
  return text === '' ? `${value}` : text;
}

/**
 * Positive numbers with up to three decimals, which measurements mostly are, are put together from integers: text from a
 * fraction costs ten times as much. Empty for all others.
 */
function shortFraction(value: number): string {
  const thousandths = Math.round(value * 1000);
  if (value < 0.001 || thousandths > 999_999_999 || thousandths / 1000 !== value) return '';
  const whole = (thousandths / 1000) | 0;
  const rest = thousandths - whole * 1000;
  return `${whole}${fractions[rest] || fractionOf(rest)}`;
}

function fractionOf(rest: number): string {
  const text = `.${`${rest}`.padStart(3, '0').replace(/0+$/, '')}`;
  fractions[rest] = text;
  return text;
}
