/**
 * An independent corpus: what a logger must hide and what it must leave alone, written from the formats that vendors and
 * standards document and from logs as they are, not from the rules of this library. All secrets are generated.
 */
import type { CorpusCase } from './case.js';
import { positive } from './case.js';
import { formatLookalikes } from './lookalikes/formats.js';
import { nameLookalikes } from './lookalikes/names.js';
import { proseLookalikes } from './lookalikes/prose.js';
import { headerCases } from './positives/headers.js';
import { keyedCases } from './positives/keyed.js';
import { neighbourCases } from './positives/neighbours.js';
import { numberCases } from './positives/numbers.js';
import { pemCases } from './positives/pem.js';
import { sceneCases } from './positives/scenes.js';
import { TOKEN_FORMATS } from './positives/tokens.js';
import { urlCases } from './positives/urls.js';
import { randomFor } from './random.js';
import { NEUTRAL_WRAPS } from './wraps.js';

/** Every format in three of the wrappings, so that each wrapping meets many formats. */
function tokenCases(): CorpusCase[] {
  return TOKEN_FORMATS.flatMap(({ id: format, make }, i) =>
    [0, 1, 2].map((step) => {
      const wrap = NEUTRAL_WRAPS[(i * 3 + step * 8) % NEUTRAL_WRAPS.length]!;
      const id = `token/${format}/${wrap.name}`;
      const s = make(randomFor(id));
      return positive(id, wrap.kind, () => wrap.make(s, randomFor(id)), [s], {
        unusual: wrap.unusual ?? false,
      });
    }),
  );
}

/** What must be hidden. */
export const POSITIVES: readonly CorpusCase[] = [
  ...tokenCases(),
  ...keyedCases(),
  ...urlCases(),
  ...headerCases(),
  ...numberCases(),
  ...pemCases(),
  ...sceneCases(),
  ...neighbourCases(),
];

/** What must be left as it is. */
export const LOOKALIKES: readonly CorpusCase[] = [
  ...formatLookalikes(),
  ...nameLookalikes(),
  ...proseLookalikes(),
];

export const CORPUS: readonly CorpusCase[] = [...POSITIVES, ...LOOKALIKES];
