/** Numbers as text. */

/** 0 to 999, alone, behind other digits, and behind the point. */
const ALONE = Array.from({ length: 1_000 }, (_, i) => String(i));
const BEHIND = ALONE.map((digits) => digits.padStart(3, '0'));
const FRACTIONS = BEHIND.map((digits) => `.${digits.replace(/0+$/, '')}`);

/** The shortest text that reads as the same number, as JavaScript has it. */
export function numberText(value: number): string {
  return addNumber('', value);
}

/**
 * Adds that text to a line, in pieces that are there already: a text made for it first would be one more. Whole numbers
 * and positive ones with up to three decimals, which measurements mostly are.
 */
export function addNumber(line: string, value: number): string {
  let whole = value | 0;
  let rest = 0;
  let isCommon = whole === value;
  if (!isCommon) {
    const thousandths = Math.round(value * 1_000);
    isCommon = value >= 0.001 && thousandths <= 999_999_999 && thousandths / 1_000 === value;
    whole = (thousandths / 1_000) | 0;
    rest = thousandths - whole * 1_000;
  }
  // The only place that asks for this text: V8 joins two such places to one, before all conditions.
  if (!isCommon || whole < 0 || whole >= 1_000_000_000) return `${line}${value}`;
  let out = line;
  if (whole < 1_000) {
    out += ALONE[whole]!;
  } else {
    const thousands = (whole / 1_000) | 0;
    if (whole < 1_000_000) {
      out += ALONE[thousands]!;
    } else {
      const millions = (whole / 1_000_000) | 0;
      out += ALONE[millions]!;
      out += BEHIND[thousands - millions * 1_000]!;
    }
    out += BEHIND[whole - thousands * 1_000]!;
  }
  return rest === 0 ? out : out + FRACTIONS[rest]!;
}
