/** What of this log lies in its folder, by name alone. No state file is kept, so none can be forged or go stale. */
import fs from 'node:fs';
import type { RotatedName, TemporaryName } from './names.js';
import { isDead } from './owner.js';
import type { Site } from './site.js';

export interface Inventory {
  /** Oldest first. A file that is there twice, plain and compressed, appears twice. */
  readonly rotated: readonly RotatedName[];
  readonly temporary: readonly (TemporaryName & { readonly name: string })[];
  /** Removals of stale locks at work, or left by a process that was killed meanwhile. */
  readonly rights: readonly string[];
}

/** Throws system errors. */
export function inventory({ folder, names }: Site): Inventory {
  const rotated: RotatedName[] = [];
  const temporary: (TemporaryName & { name: string })[] = [];
  const rights: string[] = [];
  for (const name of folder.list()) {
    if (names.isRight(name)) rights.push(name);
    const asRotated = names.parseRotated(name);
    if (asRotated !== undefined) rotated.push(asRotated);
    const asTemporary = asRotated === undefined ? names.parseTemporary(name) : undefined;
    if (asTemporary !== undefined) temporary.push({ ...asTemporary, name });
  }
  rotated.sort((a, b) => a.time - b.time || a.counter - b.counter || (a.plain < b.plain ? -1 : 1));
  return { rotated, temporary, rights };
}

/** Removes the temporary files of owners that are gone. Never throws: what cannot be removed now is tried again. */
export function removeDeadTemporaries(site: Site, { temporary }: Inventory): void {
  for (const { name, owner } of temporary) {
    try {
      const stats = ownFile(site, name);
      if (stats !== undefined && isDead(owner, Math.abs(Date.now() - stats.mtimeMs))) {
        fs.unlinkSync(site.folder.at(name));
      }
    } catch {
      // Another process was faster, or the next clean-up will do it.
    }
  }
}

/** The file if it is a regular one of ours; undefined for anything else, which is to be left alone. */
export function ownFile({ folder }: Site, name: string): fs.Stats | undefined {
  const stats = fs.lstatSync(folder.at(name), { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) return undefined;
  const uid = process.geteuid?.();
  return uid === undefined || stats.uid === uid ? stats : undefined;
}
