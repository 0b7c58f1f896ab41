/**
 * `openssl s_server`, which writes what it receives to a file: quick, and made by none of those that are compared. The
 * clients frame records in three ways, so records are counted by a word that each has once.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { END, WORD } from './record.mjs';

const TAIL = 4_096;
const POLL_MS = 1;
const PATIENCE_MS = 60_000;

export class Receiver {
  /** Where the records that are awaited begin. */
  #from = 0;

  static async start(pki) {
    const receiver = new Receiver();
    receiver.port = await freePort();
    const out = join(pki.folder, `received-${receiver.port}`);
    receiver.file = openSync(out, 'w+');
    const args = ['-quiet', '-accept', `127.0.0.1:${receiver.port}`, '-cert', pki.cert, '-key', pki.key];
    receiver.child = spawn('openssl', ['s_server', ...args], { stdio: ['pipe', receiver.file, 'ignore'] });
    await listening(receiver.port);
    return receiver;
  }

  /** From here on. */
  mark() {
    this.#from = this.#size();
  }

  /** Octets since the mark, and when the first and the last of them were there, by the clock of all processes. */
  async last() {
    const deadline = performance.now() + PATIENCE_MS;
    let first = 0n;
    for (let seen = this.#from; performance.now() < deadline; await pause(POLL_MS)) {
      const size = this.#size();
      if (size === seen) continue;
      seen = size;
      const at = process.hrtime.bigint();
      if (first === 0n) first = at;
      if (this.#read(Math.max(this.#from, size - TAIL), size).includes(END))
        return { first, at, octets: size - this.#from };
    }
    throw new Error(`the last record had not come after ${PATIENCE_MS / 1_000} s, of ${this.records()}`);
  }

  /** How many have come since the mark. */
  records() {
    const bytes = this.#read(this.#from, this.#size());
    let count = 0;
    for (let at = bytes.indexOf(WORD); at >= 0; at = bytes.indexOf(WORD, at + 1)) count += 1;
    return count;
  }

  stop() {
    this.child.kill();
    closeSync(this.file);
  }

  #size() {
    return fstatSync(this.file).size;
  }

  #read(from, to) {
    const bytes = Buffer.alloc(to - from);
    readSync(this.file, bytes, 0, bytes.length, from);
    return bytes;
  }
}

export async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

async function listening(port) {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await pause(20);
    } finally {
      socket.destroy();
    }
  }
}
