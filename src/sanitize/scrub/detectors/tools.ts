/** Secrets among the arguments of tools, and in what is printed into them. */
import type { Detector } from '../detector.js';
import {
  matchNamedSecrets,
  matchStdin,
  matchToolLine,
  SHORT_TOOL_LINES,
  TOOL_LINES,
} from '../match/tool-line.js';
import { chars, sample } from '../samples.js';

const pass = () => chars('base62', 12, 7);

export const TOOLS: readonly Detector[] = [
  {
    name: 'cli-flag',
    about: 'Arguments of tools that are known by their place',
    prefilter: TOOL_LINES,
    boundary: false,
    least: 6,
    match: matchToolLine,
    mask: 'value',
    hits: () => [sample('rabbitmqctl add_user bob ', pass()), sample('htpasswd -b users bob ', pass())],
    misses: () => ['vault login failed', 'rabbitmqctl list_users'],
  },
  {
    name: 'cli-flag',
    about: 'The same, of tools with a short name',
    prefilter: SHORT_TOOL_LINES,
    boundary: false,
    least: 8,
    match: matchToolLine,
    mask: 'value',
    hits: () => [sample('vault operator unseal ', pass()), sample('net user bob ', pass(), ' /add')],
    misses: () => ['vault status -format=json'],
  },
  {
    name: 'cli-flag',
    about: 'Secrets under names of all kinds, as command lines give them to a store of secrets',
    prefilter: ['--from-literal=', '--from-literal ', 'secrets set ', 'secret set '],
    boundary: false,
    match: matchNamedSecrets,
    mask: 'value',
    hits: () => [
      sample('kubectl create secret generic a --from-literal=host=', pass()),
      sample('fly secrets set HOST=', pass()),
    ],
    misses: () => ['fly secrets set --help'],
  },
  {
    name: 'cli-flag',
    about: 'What is printed into a tool that reads a password',
    prefilter: ['--password-stdin', '--with-token', '--data-file=-', '| chpasswd'],
    boundary: true,
    match: matchStdin,
    mask: 'value',
    hits: () => [sample('echo ', pass(), ' | docker login -u bob --password-stdin')],
    misses: () => ['cat file | docker login --password-stdin'],
  },
  {
    name: 'cli-flag',
    about: 'The same, behind more arguments',
    prefilter: ['sudo -S ', 'cryptsetup ', '--stdin '],
    boundary: true,
    match: matchStdin,
    mask: 'value',
    hits: () => [sample('echo ', pass(), ' | sudo -S apt update')],
    misses: () => ['sudo -S apt update'],
  },
];
