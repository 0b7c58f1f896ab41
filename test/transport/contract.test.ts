import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { openFileTransport } from '../../src/transport/file/file-transport.js';
import type { FileOptions } from '../../src/transport/file/options.js';
import type { Transport } from '../../src/transport/transport.js';
import { MemoryTransport } from '../helpers/memory.js';
import { describeTransport, type Opened } from './contract.js';
import { optionsFor, scratch } from './file/scratch.js';

function openFile(changes: Partial<FileOptions>): Opened {
  const file = path.join(scratch(), 'app.log');
  const transport = openFileTransport({ ...optionsFor(file), ...changes }, () => {});
  return { transport, arrived: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
}

/** As an application may write one: lines are sent on in batches, later. */
class BatchingTransport implements Transport {
  readonly name = 'batches';
  readonly sent: string[] = [];
  private waiting: string[] = [];
  private sending: Promise<void> | undefined;
  private isClosed = false;

  write(line: string): void {
    if (this.isClosed) return;
    this.waiting.push(line);
    this.sending ??= this.send();
  }

  async flush(): Promise<void> {
    while (this.sending !== undefined) await this.sending;
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.flush();
  }

  private async send(): Promise<void> {
    await setImmediate();
    this.sent.push(this.waiting.join(''));
    this.waiting = [];
    this.sending = undefined;
  }
}

describeTransport('the memory transport of the tests', () => {
  const transport = new MemoryTransport();
  return { transport, arrived: () => transport.lines.join('') };
});

describeTransport('the file transport', () => openFile({}));

describeTransport('the file transport that forces each line to the disk', () =>
  openFile({ fsync: 'always' }),
);

describeTransport('the asynchronous file transport', () => openFile({ durability: 'async' }));

describeTransport('a transport of an application that sends batches', () => {
  const transport = new BatchingTransport();
  return { transport, arrived: () => transport.sent.join('') };
});

describeTransport('a transport of an application that only writes', () => {
  let text = '';
  const transport: Transport = {
    name: 'bare',
    write(line) {
      text += line;
    },
  };
  return { transport, arrived: () => text };
});
