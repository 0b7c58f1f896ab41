/** A TLS server that takes a connection and never reads from it: `node stuck-server.mjs <cert> <key>`. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:tls';

const [cert, key] = process.argv.slice(2).map((path) => readFileSync(path));
const server = createServer({ cert, key }, (socket) => socket.on('error', () => {}));
server.listen(0, '127.0.0.1', () => process.send(server.address().port));
