/** The opt-in groups, all of them. */
export const OPT_IN = [
  'phone',
  'ip',
  'entropy',
  'national-id',
  'mac',
  'wallet',
  'public-key-id',
  'weak-prefix',
];
