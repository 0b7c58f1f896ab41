// A file that is rotated by size, closed to everybody else; errors also go to a file of their own.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getLogger, setupLogging } from 'codomyrmex-logging';

const folder = mkdtempSync(join(tmpdir(), 'example-'));
const all = { path: join(folder, 'shop.log'), format: 'json', size: '4K', maxFiles: 3 };
const errors = { path: join(folder, 'shop-errors.log'), format: 'json', level: 'ERROR' };
const logging = setupLogging({ console: false, file: [all, errors] });

const log = getLogger('shop');
for (let order = 0; order < 200; order += 1) log.info('order placed', { order });
log.error('out of stock');
await logging.close();

const names = readdirSync(folder);
const modes = new Set(names.map((name) => (statSync(join(folder, name)).mode & 0o777).toString(8)));
console.log('files:', names.filter((name) => name.startsWith('shop-2')).length, 'rotated, 2 current');
console.log('modes:', ...modes);
rmSync(folder, { recursive: true });

// Prints:
// files: 3 rotated, 2 current
// modes: 600
