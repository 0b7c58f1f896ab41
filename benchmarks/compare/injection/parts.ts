/** What the comparison shares with the library's own tests; bundled by injection.mjs. */
export { forbiddenIn, isForbidden } from '../../../test/helpers/allowed.js';
export { readStrictJson } from '../../../test/helpers/strict-json.js';
export { driveTerminal } from '../../../test/helpers/terminal.js';
export { readTextLine } from '../../../test/helpers/text-line.js';
export { CASES, REFERENCES } from '../../../test/security/corpus.js';
