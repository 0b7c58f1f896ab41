import { describe, expect, test } from 'vitest';
import { OPT_IN_GROUPS } from '../../../src/sanitize/scrub/detector.js';
import { DETECTORS } from '../../../src/sanitize/scrub/detectors/table.js';
import { createScrubber } from '../../../src/sanitize/scrub/scrubber.js';
import { isSensitiveName } from './key-names.js';

const standard = createScrubber({ keyNames: isSensitiveName });
const everything = createScrubber({ keyNames: isSensitiveName, rules: { enable: OPT_IN_GROUPS } });

describe.each(DETECTORS.map((detector) => [detector.name, detector] as const))('%s', (_name, detector) => {
  const scrubber = detector.group === undefined ? standard : everything;

  test('hides its samples under its own name, and cleaning them again changes nothing', () => {
    for (const { text, secret } of detector.hits()) {
      const clean = scrubber.scrub(text);
      expect(clean, text).not.toContain(secret);
      expect(clean).toContain(`[REDACTED:${detector.name}`);
      expect(scrubber.scrub(clean)).toBe(clean);
    }
  });

  test('leaves its look-alikes as they are', () => {
    for (const text of detector.misses()) {
      const findings = scrubber.explainText(text).filter(({ rule }) => rule === detector.name);
      expect(findings, text).toEqual([]);
      if (detector.group === undefined) expect(standard.scrub(text)).toBe(text);
    }
  });

  test('says what it is about', () => {
    expect(detector.about.length).toBeGreaterThan(10);
    expect(detector.name).toMatch(/^[a-z0-9][a-z0-9-]*$/);
  });
});
