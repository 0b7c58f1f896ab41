/** Which rules are on: the default, plus presets and enabled names, minus disabled ones. */
import { type Detector, OPT_IN_GROUPS } from './detector.js';
import { DETECTORS, RULE_NAMES } from './detectors/table.js';
import { PRESETS, type PresetName } from './presets.js';

export interface RuleSelection {
  /** Rule names and opt-in groups to switch on. */
  readonly enable?: readonly string[] | undefined;
  /** Rule names and groups to switch off; wins over everything. */
  readonly disable?: readonly string[] | undefined;
  readonly presets?: readonly PresetName[] | undefined;
}

/** The names of `enable` and `disable` that name no rule and no group. Set-up reports them. */
export function unknownRules(names: readonly string[]): readonly string[] {
  const known = new Set<string>([...RULE_NAMES, ...OPT_IN_GROUPS]);
  return names.filter((name) => !known.has(name));
}

export function selectDetectors(selection: RuleSelection): readonly Detector[] {
  const on = new Set<string>(selection.enable);
  for (const preset of selection.presets ?? []) for (const name of PRESETS[preset].enable) on.add(name);
  const off = new Set<string>(selection.disable);
  return DETECTORS.filter(
    ({ name, group }) =>
      !off.has(name) &&
      !(group !== undefined && off.has(group)) &&
      (group === undefined || on.has(group) || on.has(name)),
  );
}
