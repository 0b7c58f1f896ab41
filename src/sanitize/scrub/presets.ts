/** Named sets of rules and groups, as data. A preset only adds; what is on by default stays on. */

export interface Preset {
  readonly about: string;
  /** Rule names and opt-in groups. */
  readonly enable: readonly string[];
}

export const PRESETS = {
  pii: {
    about: 'Personally identifiable information: addresses and numbers of people',
    enable: ['email', 'phone', 'ip', 'ssn-us', 'national-id', 'mac', 'card', 'iban'],
  },
  pci: {
    about: 'PCI DSS 4.0 requirement 3: cardholder and sensitive authentication data',
    enable: ['card', 'iban'],
  },
  phi: {
    about: 'HIPAA safe harbor (45 CFR 164.514): identifiers of patients that have a form',
    enable: ['email', 'phone', 'ip', 'ssn-us', 'national-id', 'mac'],
  },
  gdpr: {
    about: 'GDPR article 4: online identifiers and numbers of natural persons',
    enable: ['email', 'phone', 'ip', 'national-id', 'mac', 'iban', 'card', 'ssn-us'],
  },
} as const satisfies Record<string, Preset>;

export type PresetName = keyof typeof PRESETS;
