/** What the rules may ask about the options of their scrubber. */
import type { NameInfo } from './name-info.js';

/** The pseudonym of a secret; undefined where its rule has none. */
export type Pseudonymizer = (rule: string, secret: string) => string | undefined;

/** What the rules may ask about the options of their scrubber. */
export interface Rulebook {
  enabled(rule: string): boolean;
  /** What is known about a key name; remembered. */
  nameInfo(name: string): NameInfo;
  /** A cheap and generous no: can a sensitive name end in these three characters? */
  mayEndKey(last: number, second: number, third: number): boolean;
  /** Replaces the placeholder by a pseudonym, where that is asked for. */
  readonly pseudonym: Pseudonymizer | undefined;
  readonly mask: MaskOptions;
}

export interface MaskOptions {
  /** Keep the last four digits of cards and IBANs. @default 'last4' */
  readonly numbers: 'last4' | 'full';
  /** Keep the domain of an e-mail address. @default 'full' */
  readonly email: 'full' | 'domain';
}
