/** All detectors. Where two start at the same place, the earlier row is asked first. */
import type { Detector } from '../detector.js';
import { AI } from './ai.js';
import { CLOUD } from './cloud.js';
import { DOCUMENTS } from './documents.js';
import { MESSAGING } from './messaging.js';
import { NEIGHBOURS } from './neighbours.js';
import { OPT_IN } from './opt-in.js';
import { PAYMENT } from './payment.js';
import { PERSONAL } from './personal.js';
import { PLACES } from './places.js';
import { SAAS } from './saas.js';
import { STRUCTURE } from './structure.js';
import { TOKENS } from './tokens.js';
import { TOOLS } from './tools.js';
import { VCS } from './vcs.js';

export const DETECTORS: readonly Detector[] = [
  ...TOKENS,
  ...STRUCTURE,
  ...DOCUMENTS,
  ...NEIGHBOURS,
  ...CLOUD,
  ...VCS,
  ...AI,
  ...PAYMENT,
  ...MESSAGING,
  ...SAAS,
  ...PERSONAL,
  ...TOOLS,
  ...PLACES,
  ...OPT_IN,
];

/** Every rule name once, in table order. */
export const RULE_NAMES: readonly string[] = [...new Set(DETECTORS.map(({ name }) => name))];
