/** Which tools take a secret behind a short flag, and in which form. */

/** What stands before the secret, where a name does. */
export const SIGNS = { userinfo: ':', cookie: '=', percent: '%' } as const;

/** Short flags mean a password only behind their tool. */
const TOOLS: readonly ShortFlag[] = [
  { flag: 'u', form: 'userinfo', tools: ['curl'] },
  { flag: 'U', form: 'userinfo', tools: ['curl'] },
  { flag: 'p', form: 'attached', tools: ['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mariadb-dump'] },
  {
    flag: 'p',
    form: 'either',
    tools: [
      ...['sshpass', 'docker login', 'podman login', 'mongo', 'mongosh', 'mongodump', 'cqlsh', '7z'],
      ...[
        'az login',
        'az acr login',
        'az sql',
        'registry login',
        'twine upload',
        'oc login',
        'cf login',
        'crane auth login',
        'oras login',
      ],
      ...[
        'rabbitmqadmin',
        'cypher-shell',
        'notarytool',
        'unlock-keychain',
        'airflow users create',
        'unrar',
        'rar',
      ],
      ...[
        'crackmapexec',
        'smbmap',
        'evil-winrm',
        'hydra',
        'eas login',
        'psexec',
        'altool',
        'useradd',
        'usermod',
        'racadm',
      ],
    ],
  },
  { flag: 'a', form: 'apart', tools: ['redis-cli', 'valkey-cli'] },
  {
    flag: 'w',
    form: 'apart',
    tools: [
      'ldapsearch',
      'ldapadd',
      'ldapmodify',
      'ldapdelete',
      'ldapwhoami',
      'add-generic-password',
      'add-internet-password',
    ],
  },
  {
    flag: 'P',
    form: 'either',
    tools: [
      ...['sqlcmd', 'bcp', 'isql', 'tsql', 'ipmitool', 'zip', 'unzip', 'mosquitto_pub', 'mosquitto_sub'],
      ...['knife bootstrap', 'security import', 'ssh-keygen'],
    ],
  },
  { flag: 'b', form: 'cookie', tools: ['curl'] },
  { flag: 'b', form: 'apart', tools: ['gh secret set'] },
  { flag: 'a', form: 'userinfo', tools: ['http', 'https', 'xh'] },
  { flag: 'U', form: 'percent', tools: ['smbclient', 'rpcclient', 'smbget'] },
];

export interface ShortFlag {
  readonly flag: string;
  /**
   * `userinfo`, `percent`: a name, a sign and the password; `attached`: without a blank; `apart`: with one; `either`:
   * with or without; `cookie`: `name=value`.
   */
  readonly form: keyof typeof SIGNS | 'attached' | 'apart' | 'either';
  readonly tools: readonly string[];
}

/** The long flag `--user` takes name and password behind these. */
export const WITH_LONG_USER = ['curl', 'etcdctl', 'influx', 'wget'] as const;

export const TOOL_NAMES: readonly string[] = [
  ...new Set([...TOOLS.flatMap(({ tools }) => tools), ...WITH_LONG_USER]),
];

/** The meaning of a short flag behind each of its tools, by both. */
export const MEANINGS: ReadonlyMap<string, ShortFlag> = new Map(
  [...TOOLS].reverse().flatMap((row) => row.tools.map((tool) => [`${row.flag} ${tool}`, row] as const)),
);

export function isNamed(form: ShortFlag['form']): form is keyof typeof SIGNS {
  return form in SIGNS;
}
