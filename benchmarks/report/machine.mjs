/** What was measured on, and with which versions. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

const PACKAGES = [
  'pino',
  'winston',
  '@logtape/logtape',
  '@logtape/redaction',
  'fast-redact',
  '@pinojs/redact',
];

const versionIn = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).version;

export function describeMachine() {
  const processors = cpus();
  const memory = `${Math.round(totalmem() / 2 ** 30)} GB`;
  const machine = `${processors[0].model.trim()}, ${processors.length} cores, ${memory}, ${type()} ${release().split('-')[0]}`;
  const versions = Object.fromEntries(
    PACKAGES.map((name) => [name, versionIn(`../compare/node_modules/${name}/package.json`)]),
  );
  const own = versionIn('../../package.json');
  const peers = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    machine,
    versions: { 'codomyrmex-logging': own, ...versions },
    description: `Node ${process.versions.node} on ${machine}; codomyrmex-logging ${own}, ${peers.join(', ')}`,
    /** How busy the machine was: beyond the number of cores, others competed for them. */
    loadNow: () => `load average ${loadavg()[0].toFixed(1)} on ${processors.length} cores`,
  };
}
