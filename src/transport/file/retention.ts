/**
 * Removes rotated files that are too many, too old or too large together: regular files of ours in our own folder whose
 * names match exactly. Everything else is left alone.
 */
import fs from 'node:fs';
import { inventory, ownFile } from './inventory.js';
import type { RotatedName } from './names.js';
import type { Site } from './site.js';

interface Kept {
  readonly name: RotatedName;
  readonly files: readonly string[];
  readonly sizeBytes: number;
  /** When its last line was written, milliseconds since the epoch; the earlier of what the name and the file say. */
  readonly time: number;
}

/** Throws system errors of the listing; a file that cannot be removed is skipped. */
export function enforceRetention(site: Site): void {
  const { maxFiles, maxAgeMs, maxTotalSizeBytes, sizeBytes } = site.options;
  if (maxFiles === undefined && maxAgeMs === undefined && maxTotalSizeBytes === undefined) return;
  const kept = rotatedFiles(site);
  const oldest = (): Kept | undefined => kept[0];

  const expiry = maxAgeMs === undefined ? Number.NEGATIVE_INFINITY : site.now() - maxAgeMs;
  for (const one of [...kept]) {
    if (one.time < expiry) drop(one);
  }
  while (maxFiles !== undefined && kept.length > maxFiles) drop(oldest());

  if (maxTotalSizeBytes === undefined) return;
  const current = ownFile(site, site.names.current)?.size ?? 0;
  // The current file may grow up to its limit before anybody looks again.
  let total = Math.max(current, sizeBytes ?? 0) + kept.reduce((sum, one) => sum + one.sizeBytes, 0);
  while (kept.length > 0 && total > maxTotalSizeBytes) {
    total -= oldest()?.sizeBytes ?? 0;
    drop(oldest());
  }

  function drop(one: Kept | undefined): void {
    if (one === undefined) return;
    kept.splice(kept.indexOf(one), 1);
    for (const file of one.files) remove(site, file);
  }
}

/** Oldest first; plain and compressed form of one file together. */
function rotatedFiles(site: Site): Kept[] {
  const byName = new Map<string, { name: RotatedName; files: string[]; sizeBytes: number; time: number }>();
  for (const name of inventory(site).rotated) {
    const file = name.compressed ? `${name.plain}.gz` : name.plain;
    const stats = ownFile(site, file);
    if (stats === undefined) continue;
    const entry = byName.get(name.plain) ?? { name, files: [], sizeBytes: 0, time: name.time };
    entry.files.push(file);
    entry.sizeBytes += stats.size;
    entry.time = Math.min(entry.time, stats.mtimeMs);
    byName.set(name.plain, entry);
  }
  return [...byName.values()];
}

function remove(site: Site, file: string): void {
  try {
    fs.unlinkSync(site.folder.at(file));
  } catch {
    // Another process was faster, or the next rotation will do it.
  }
}
