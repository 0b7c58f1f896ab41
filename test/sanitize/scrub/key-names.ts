/** A small stand-in for the key rules, so that these tests depend on nothing outside the engine. */
const SENSITIVE =
  /^(?:.*_)?(?:password|passwd|pwd|pass|passphrase|passcode|pin|t?otp|secret|token|tokens|secrets|jwt|bearer|api_?key|access_key|private_key|account_key|secret_key|shared_access_key|auth|authorization|cookie|cookies|session|session_?id|sid|credentials?|connection_string|dsn|cvv2?|cvc|ssn|social_security_number|pan|card_number|credit_card|mnemonic|seed_?phrase)(?:_(?:hash|confirmation|new|old|text|value|[23]))?$/;
const HARMLESS = /^(?:has|is|max|min|num|public|show|no|input|output|prompt)_/;

/** Splits at humps, separators and digits, and joins with underscores. */
function words(name: string): string {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .toLowerCase();
}

export function isSensitiveName(name: string): boolean {
  const written = words(name);
  return SENSITIVE.test(written) && !HARMLESS.test(written);
}
