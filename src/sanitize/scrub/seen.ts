/**
 * What the last pass has seen besides candidates. `plain`: what the text shows holds no control character, quote or
 * backslash and nothing beyond ASCII, so a writer of JSON need not look at it again. A property, because a second result
 * would cost an object per string.
 */
export const seen = { plain: false };
