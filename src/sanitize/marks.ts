/** What stands where a value does not. */
import type { CleanText } from '../record/encoder.js';

/** A value under a sensitive key. */
export const REDACTED = '[REDACTED]' as CleanText;
export const CIRCULAR = '[Circular]' as CleanText;
export const DEPTH = '[Depth]' as CleanText;
export const UNREADABLE = '[Unreadable]' as CleanText;
export const TO_JSON_THREW = '[toJSON threw]' as CleanText;
