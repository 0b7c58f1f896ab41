/** Which columns of a statement of SQL get their values from parameters beside it. */

/** The keys under which a statement stands beside its parameters. */
export const STATEMENTS = [
  ...['sql', 'query', 'text', 'statement', 'stmt', 'queryText', 'rawSql', 'rawQuery'],
] as const;

/** Longer statements are read up to here. UTF-16 units. */
const LONGEST = 4_096;
/** `password = ?`, `"token"=$1`, `pin = :pin`, `secret <> @secret`, `key = %s`. */
const COMPARED = /(?<!\w)([A-Za-z_]\w{0,63})["'`\]]?\s{0,4}(?:=|<>|!=|<=>)\s{0,4}(?:[?@]|\$\d|:\w|%s)/g;
/** `INSERT INTO users (name, password) VALUES (?, ?)`. */
const INSERTED = /\binto\b[^()]{1,128}\(([^()]{1,1024})\)\s{0,8}(?:values\s{0,8}\(|values\s{0,4}\?)/i;

export function columnsWithParameters(statement: string): readonly string[] {
  const text = statement.slice(0, LONGEST);
  const compared = Array.from(text.matchAll(COMPARED), ([, name]) => name!);
  const inserted = INSERTED.exec(text)?.[1]?.match(/[A-Za-z_]\w{0,63}/g) ?? [];
  return [...compared, ...inserted];
}
