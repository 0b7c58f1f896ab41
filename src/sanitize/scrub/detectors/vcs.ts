/** Credentials of code hosts, package registries and build services. */
import { BASE62, BASE64URL } from '../characters.js';
import { type Detector, MISS } from '../detector.js';
import { chars, sample } from '../samples.js';
import type { Scan } from '../scan.js';
import { token } from '../token-detector.js';

/** `s.` and exactly 24 characters was a Vault token before 1.10; so short a prefix needs the exact length. */
function matchAtlassian(scan: Scan, at: number, after: number): number {
  // ATATT3x, ATCTT3x, ATBB...: base64url with `=` and a checksum behind it.
  let end = scan.runEnd(after, BASE64URL);
  if (end - after < 20) return MISS;
  const sign = /^(?:=|%(?:25)*3[Dd])/.exec(scan.text.slice(end, end + 8))?.[0].length ?? 0;
  if (sign > 0) {
    const tail = scan.runEnd(end + sign, BASE62);
    if (tail - end <= 33) end = tail;
  }
  scan.hide('atlassian', at, end);
  return end;
}

export const VCS: readonly Detector[] = [
  token({
    name: 'github',
    about:
      'GitHub tokens: classic, OAuth, user-to-server, installation (also the long stateless form), refresh',
    source: 'https://github.blog/engineering/behind-githubs-new-authentication-token-formats/',
    starts: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'],
    // Since 2026 an installation token is `ghs_<app>_<JWT>`: dots and hyphens, some 520 characters.
    body: 'dotted',
    min: 36,
  }),
  token({
    name: 'github-pat',
    about: 'GitHub fine-grained personal access tokens',
    starts: ['github_pat_'],
    body: 'word',
    min: 50,
  }),
  token({
    name: 'gitlab',
    about: 'GitLab tokens of every kind',
    source: 'https://docs.gitlab.com/security/tokens/#token-prefixes',
    starts: [
      'glpat-',
      'gldt-',
      'glft-',
      'glrt-',
      'glrtr-',
      'glcbt-',
      'glptt-',
      'gloas-',
      'glsoat-',
      'glimt-',
      'glagent-',
      'glffct-',
      'glwt-',
    ],
    body: 'dotted',
    min: 20,
    mixed: true,
  }),
  token({
    name: 'gitlab-runner',
    about: 'GitLab runner registration tokens',
    starts: ['GR1348941'],
    body: 'base64url',
    min: 20,
  }),
  {
    name: 'atlassian',
    about: 'Atlassian, Bitbucket and Jira API tokens',
    source:
      'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
    prefilter: ['ATATT3', 'ATCTT3', 'ATBB', 'BBDC-'],
    boundary: true,
    match: matchAtlassian,
    mask: 'full',
    hits: () => [
      sample('use ', `ATATT3${chars('base62', 60)}=${chars('upper36', 8)}`),
      sample('use ', `ATBB${chars('base62', 32)}`),
    ],
    misses: () => ['ATBB is a prefix', 'ATATT3 alone'],
  },
  token({
    name: 'npm',
    about: 'npm access tokens',
    source: 'https://docs.npmjs.com/about-access-tokens',
    starts: ['npm_'],
    body: 'base62',
    min: 36,
    misses: ['npm_config_registry npm_package_version'],
  }),
  token({
    name: 'pypi',
    about: 'PyPI API tokens',
    source: 'https://pypi.org/help/#apitoken',
    starts: ['pypi-AgE'],
    body: 'base64url',
    min: 50,
  }),
  token({ name: 'rubygems', about: 'RubyGems API keys', starts: ['rubygems_'], body: 'hex', min: 40 }),
  token({
    name: 'nuget',
    about: 'NuGet API keys',
    group: 'weak-prefix',
    starts: ['oy2'],
    body: 'base36',
    min: 43,
    max: 43,
  }),
  token({
    name: 'crates',
    about: 'crates.io tokens',
    starts: ['cio'],
    body: 'base62',
    min: 32,
    max: 32,
    mixed: true,
  }),
  token({
    name: 'ci',
    about: 'Reference tokens of JFrog, whatever their front encodes',
    starts: ['cmVmd'],
    body: 'base62',
    min: 59,
    max: 59,
    mixed: true,
  }),
  token({
    name: 'ci',
    about: 'Tokens of CircleCI, Buildkite, Clojars, JFrog, Sourcegraph and SonarQube',
    starts: ['CCIPAT_', 'CCIPRJ_', 'bkua_', 'CLOJARS_', 'AKCp', 'cmVmdGtuO', 'sgp_', 'squ_', 'sqp_', 'sqa_'],
    body: 'word',
    min: 32,
    mixed: true,
  }),
];
