/** The file transport in both its modes, as the rest of the package sees it. */
import path from 'node:path';
import type { Notify } from '../transport.js';
import { AsyncFileTransport } from './async/async-file-transport.js';
import type { FileTransport } from './contract.js';
import { FileOpenError } from './file-open-error.js';
import type { FileOptions } from './options.js';
import { openSite } from './site.js';
import { SyncFileTransport } from './sync-file-transport.js';

export type { FileTransport };

/**
 * Opens the file, and makes its folder, before it returns. Throws {@link FileOpenError} when it cannot be used.
 * @param now wall clock, milliseconds since the epoch; decides about periods, ages and the names of rotated files
 */
export function openFileTransport(
  options: FileOptions,
  notify: Notify,
  now: () => number = () => Date.now(),
): FileTransport {
  const file = path.resolve(options.path);
  try {
    // What both modes share does not depend on the mode.
    const shared = { ...options, durability: 'sync' } as const;
    const site = openSite(file, shared, (text) => notify(`${options.name}: log file ${file}: ${text}`), now);
    try {
      return options.durability === 'async' ? new AsyncFileTransport(site) : new SyncFileTransport(site);
    } catch (error) {
      site.folder.close();
      throw error;
    }
  } catch (error) {
    throw new FileOpenError(file, error);
  }
}
