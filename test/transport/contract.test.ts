import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolve } from '../../src/config/resolve.js';
import type { Transport } from '../../src/index.js';
import { openFileTransport } from '../../src/transport/file/file-transport.js';
import { describeTransport } from './contract.js';

function inFolder(make: (path: string) => Transport) {
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'contract-'));
    const path = join(folder, 'app.log');
    return {
      transport: make(path),
      received: () => readFileSync(path, 'utf8'),
      remove: () => rmSync(folder, { recursive: true, force: true }),
    };
  };
}

describeTransport('a transport of an application', () => {
  const written: string[] = [];
  let isClosed = false;
  const transport: Transport = {
    name: 'memory',
    write: (line) => {
      if (!isClosed) written.push(line);
    },
    close: () => {
      isClosed = true;
    },
  };
  return { transport, received: () => written.join('') };
});

describeTransport(
  'a transport with nothing but write',
  inFolder((path) => {
    let isOpen = true;
    return {
      name: 'append',
      write: (line) => isOpen && appendFileSync(path, line),
      flush: async () => {},
      close: async () => {
        isOpen = false;
      },
    } as Transport;
  }),
);

for (const durability of ['sync', 'async'] as const) {
  describeTransport(
    `the file transport (${durability})`,
    inFolder((path) => {
      const { settings } = resolve({ env: {}, file: { path, durability } });
      return openFileTransport({ ...settings.files[0]!, name: 'file' }, () => {});
    }),
  );
}
