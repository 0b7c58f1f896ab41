/** Starts the service as a process of its own, and speaks to it over HTTP. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const SERVICE = fileURLToPath(new URL('service.mjs', import.meta.url));

/** The service has the default set-up: nothing of this shell's logging variables reaches it. */
function environment(own) {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(CODOMYRMEX_LOG_|NODE_ENV$|NODE_OPTIONS$|(NO|FORCE)_COLOR$)/i.test(name),
  );
  return { ...Object.fromEntries(kept), ...own };
}

export async function startService(own) {
  const child = fork(SERVICE, { env: environment(own), stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
  const output = Promise.all([text(child.stdout), text(child.stderr)]);
  const exit = once(child, 'exit');
  const hello = await Promise.race([once(child, 'message'), exit]);
  const port = hello[0]?.port;
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return {
    send: (call) => send(port, agent, call),
    async stop() {
      agent.destroy();
      if (port === undefined) return { exitCode: hello[0], output: await output };
      const report = once(child, 'message');
      child.send('stop');
      const [{ stats, health }] = await report;
      const [exitCode] = await exit;
      return { stats, health, exitCode, output: await output };
    },
    started: port !== undefined,
  };
}

async function send(port, agent, { id, method, path, headers, body }) {
  const call = request({
    host: '127.0.0.1',
    port,
    agent,
    method,
    path,
    headers: { 'x-request-id': id, ...headers, ...(body && { 'content-length': Buffer.byteLength(body) }) },
  });
  call.end(body);
  const [response] = await once(call, 'response');
  response.resume();
  await once(response, 'end');
}
