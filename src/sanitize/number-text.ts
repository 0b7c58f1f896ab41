/** Numbers as text. */

/**
 * The shortest text that reads as the same number, as JavaScript has it. Positive numbers with up to three decimals,
 * which measurements mostly are, are put together from integers: text from a fraction costs five times as much.
 */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return `${value}`;
  const thousandths = Math.round(value * 1000);
  if (value < 0.001 || thousandths > 999_999_999_999 || thousandths / 1000 !== value) return `${value}`;
  const whole = Math.floor(thousandths / 1000);
  const rest = thousandths - whole * 1000;
  if (rest % 100 === 0) return `${whole}.${rest / 100}`;
  if (rest % 10 === 0) return `${whole}.${rest < 100 ? '0' : ''}${rest / 10}`;
  return `${whole}.${rest < 10 ? '00' : rest < 100 ? '0' : ''}${rest}`;
}
