/** Pseudonyms instead of plain placeholders, for the rules whose matches name a person. */
import { createPseudonymizer, type PseudonymKey } from '../pseudonym.js';

export interface PseudonymOptions extends PseudonymKey {
  /** Rules whose matches become pseudonyms. @default e-mail, phone, IP addresses and national numbers */
  readonly rules?: readonly string[];
}

/** Values by which one person is followed. Cards and account numbers are not: PCI DSS 3.5.1.1. */
const DEFAULT_RULES = [
  'email',
  'phone',
  'ipv4',
  'ipv6',
  'ssn-us',
  'cpf',
  'bsn',
  'aadhaar',
  'sin',
  'kr-rrn',
  'nino',
];

/**
 * Gives the placeholder with a pseudonym, or undefined for rules that have none. It is the text that `ref` gives for
 * the same kind, value and key.
 */
export function createPseudonyms(
  options: PseudonymOptions,
): (rule: string, secret: string) => string | undefined {
  const pseudonymize = createPseudonymizer(options);
  const rules = new Set(options.rules ?? DEFAULT_RULES);
  return (rule, secret) => {
    if (!rules.has(rule)) return undefined;
    // Addresses are compared without case; a percent-encoded `@` is the same address.
    const value = rule === 'email' ? secret.toLowerCase().replace(/%(?:25)*40/, '@') : secret;
    return pseudonymize(rule, value);
  };
}
