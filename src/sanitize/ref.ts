/**
 * References to things that must not be named: `ref('user', email)` is a text that is the same for the same user, and
 * says nothing else. Without a key of the application's own it means something within this process only.
 */
import { createPseudonymizer, type Pseudonymize, type PseudonymKey } from './pseudonym.js';

/** Loaded at first use: the import of this package must not pay for what few processes need. */
const crypto = () => process.getBuiltinModule('node:crypto');

const LOCAL_KEY_ID = 'local';

let local: Pseudonymize | undefined;

/** One key a process, made when it is first needed. */
function localPseudonymizer(): Pseudonymize {
  local ??= createPseudonymizer({ keyId: LOCAL_KEY_ID, key: crypto().randomBytes(32) });
  return local;
}

/** The reference to a value. Never throws for a value; a key that cannot be used is a TypeError. */
export function ref(kind: string, value: unknown, key?: PseudonymKey): string {
  const pseudonymize = key === undefined ? localPseudonymizer() : createPseudonymizer(key);
  return pseudonymize(String(kind), textOf(value));
}

/** Values that are equal as text get the same reference: 17 and '17' are one customer. */
function textOf(value: unknown): string {
  try {
    return typeof value === 'object' && value !== null ? (JSON.stringify(value) ?? '') : String(value);
  } catch {
    return '';
  }
}
