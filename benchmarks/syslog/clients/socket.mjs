/** Node's TLS socket alone, with frames made before anything is measured: what no client in Node can pass. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { endOf, lineOf } from '../record.mjs';
import { pace } from './pace.mjs';

const [port, ca] = process.argv.slice(2);
/** Records in a piece: some 256 KiB. */
const PIECE = 640;

const frameOf = (line) => `${Buffer.byteLength(line) - 1} ${line.slice(0, -1)}`;
const frames = Array.from({ length: PIECE }, (_, n) => frameOf(lineOf(n)));
const piece = Buffer.from(frames.join(''));
const socket = connect({ host: '127.0.0.1', port: Number(port), ca: readFileSync(ca) });
await once(socket, 'secureConnect');

let waiting = 0;
let hasRoom = true;
await pace(
  (n, isLast) => {
    waiting += 1;
    if (isLast) {
      const rest = [...frames.slice(0, waiting - 1), frameOf(endOf(lineOf(n)))];
      hasRoom = socket.write(rest.join(''));
    } else if (waiting === PIECE) hasRoom = socket.write(piece);
    if (isLast || waiting === PIECE) waiting = 0;
  },
  async () => {
    if (!hasRoom) await once(socket, 'drain');
    hasRoom = true;
  },
);
