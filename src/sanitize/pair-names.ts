/** Which keys can stand in a pair of a name and a value, and on which side. */

/** What a key can have: the value of such a pair, one of a change, a state, a command's arguments, a part of a key, the data of a Secret, the code of a grant. */
export type PairRole = 'none' | 'value' | 'change' | 'state' | 'arguments' | 'jwk' | 'manifest' | 'grant';

/** Names that mean a field of something. */
export const FIELDS = [
  ...['field', 'header', 'variable', 'parameter', 'param', 'property', 'attribute', 'column', 'prop', 'attr'],
  ...['fieldName', 'fieldname', 'headerName', 'variableName', 'paramName', 'parameterKey', 'propertyName'],
  ...['attributeName', 'columnName', 'settingName', 'field_name', 'column_name', 'envVar', 'var'],
  ...['keyName', 'key_name', 'parameterName', 'optionName', 'OptionName'],
  // As clouds write them, and databases.
  ...['Field', 'Header', 'Variable', 'ParameterKey', 'ParameterName', 'FieldName'],
  ...['FIELD', 'HEADER', 'VARIABLE'],
  ...[
    'OutputKey',
    'ExportName',
    'option_name',
    'option_key',
    'meta_key',
    'variable_name',
    'var_name',
    'config_key',
  ],
  ...[
    'configKey',
    'setting_name',
    'settingKey',
    'setting_key',
    'PropertyName',
    'propertyKey',
    'fieldId',
    'field_id',
  ],
  ...[
    'attr_name',
    'attrName',
    'envName',
    'env_name',
    '@_name',
    'argument',
    'flag',
    'jsonPath',
    'json_path',
    'slug',
    'pointer',
  ],
] as const;
/** Keys and paths, as those of a request are too; the last ones are those of validators. */
const KEYS = ['key', 'k', 'Key', 'KEY', 'path', 'instancePath', 'loc'] as const;
/** Of a field in a form, which tells only where it is a password. */
export const TYPE = 'type';
/** Types of fields in a form, and of parameters, whose value is a secret. */
export const SECRET_TYPE = /^(?:password|secret|secure_?string)$/i;
/** Names that a part of a program has as well. */
export const OTHERS = [
  ...['name', 'Name', 'NAME', 'command', 'cmd', 'label', 'title', 'setting', 'option', 'id', TYPE],
] as const;

export const ALL_NAMES: readonly string[] = [...FIELDS, ...KEYS, ...OTHERS];

const IN_TEXT: ReadonlySet<string> = new Set(
  ALL_NAMES.flatMap((name) => [name, name.toLowerCase(), name.toUpperCase()]),
);
const PARTS: ReadonlySet<string> = new Set(OTHERS.map((name) => name.toLowerCase()));

const ARGUMENTS: ReadonlySet<string> = new Set([
  ...[
    'args',
    'argv',
    'arguments',
    'params',
    'spawnargs',
    'parameters',
    'bindings',
    'binds',
    'bind',
    'replacements',
  ],
  ...['bindparams', 'bindparameters', 'queryparams', 'sqlparams'],
]);
/** A value, whatever of: `fieldValue`, `old_val`. */
const VALUE = /^(?:@_value|\w{0,16}[Vv]alues?|VALUES?|(?:\w{1,16}[_-])?vals?|[a-z]{1,16}Vals?|[vV])$/;
/** One before or after a change, and what a validator got. */
const CHANGE =
  /^(?:old|new|before|after|original|from|to|received|provided|given|got|lhs|rhs|changes?|prev(?:ious)?|current|updated|modified|is|was)$/i;
/** The same, if it looks like a secret: as often they hold a word that tells of the state of things. */
const STATE = /^(?:next|default|initial|actual|input)$/i;

/** The data of a Secret of Kubernetes. */
const MANIFEST: ReadonlySet<string> = new Set(['data', 'stringData']);

/** The secret parts of a JSON Web Key (RFC 7518, section 6). */
const JWK = /^(?:d|p|q|dp|dq|qi|k)$/;

/** Longer keys are none of them. UTF-16 units. */
const LONGEST = 24;

export function pairRole(key: string): PairRole {
  if (key.length > LONGEST) return 'none';
  if (ARGUMENTS.has(key.toLowerCase())) return 'arguments';
  if (VALUE.test(key)) return 'value';
  if (MANIFEST.has(key)) return 'manifest';
  if (key === 'code') return 'grant';
  if (JWK.test(key)) return 'jwk';
  if (CHANGE.test(key)) return 'change';
  return STATE.test(key) ? 'state' : 'none';
}

/** Whether a key can have the name of such a pair. */
export function namesPair(key: string): boolean {
  return IN_TEXT.has(key);
}

/** Whether a part of a program can have its name under the key as well. */
export function namesPart(key: string): boolean {
  return PARTS.has(key.toLowerCase());
}
