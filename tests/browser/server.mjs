// A class to test against: the mock, or with WHOSE=/path/to/whose the real host. Both are child processes driven by the
// same words on stdin and read by the same lines on stdout.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const file = (name) => fileURLToPath(new URL(name, import.meta.url));

/** Whether the real host is tested. */
export const REAL = Boolean(process.env.WHOSE);

function commandLine(data, more) {
  if (!REAL) return [process.execPath, [file('mock.mjs'), ...more]];
  const host = ['host', '--set', file('class.set.toml'), '--port', '0', '--bind', '127.0.0.1', ...more];
  return [process.env.WHOSE, ['--plain', '--data-dir', data, '--bank', file('class.bank.toml'), ...host]];
}

const PROMPT = /^(?:class> )+/;
const SETTLED = /^(?:class> )*(?:ok|no):/;

/** Starts a class: { url, code, say(words), wish(words), stop() }. `args` are flags of `whose host`, `--seconds 30`. */
export async function start(args = []) {
  const data = mkdtempSync(join(tmpdir(), 'whose-class-'));
  const [command, options] = commandLine(data, args);
  const child = spawn(command, options, { stdio: ['pipe', 'pipe', 'pipe'] });
  const heard = [];
  const waiting = [];
  let errors = '';
  child.stderr.on('data', (part) => { errors += part; });
  const hear = (line) => {
    heard.push(line);
    const at = waiting.findIndex(({ wanted }) => wanted.test(line));
    if (at >= 0) waiting.splice(at, 1)[0].done(line);
  };
  createInterface({ input: child.stdout }).on('line', hear);
  const line = (wanted) => new Promise((done, fail) => {
    const late = setTimeout(() => fail(new Error(`no line ${wanted}; heard:\n${heard.join('\n')}\n${errors}`)), 10000);
    waiting.push({ wanted, done: (text) => { clearTimeout(late); done(text); } });
  });
  const [, url, code] = /join (\S+?)\/? code (\S+)/.exec(await line(/^join \S+ code \S+/));

  /** Says words to the host and gives its `ok: …` or `no: …`. */
  async function wish(words) {
    const reply = line(SETTLED);
    child.stdin.write(`${words}\n`);
    return (await reply).replace(PROMPT, '');
  }

  async function say(words) {
    const reply = await wish(words);
    if (!reply.startsWith('ok:')) throw new Error(`${words}: ${reply}`);
  }

  async function stop() {
    const gone = new Promise((done) => { child.once('exit', done); });
    if (child.exitCode === null) {
      child.stdin.end('quit\n');
      const late = setTimeout(() => child.kill(), 3000);
      await gone;
      clearTimeout(late);
    }
    rmSync(data, { recursive: true, force: true });
  }

  return { url, code, say, wish, stop };
}

/** A way to the class that can be cut and mended, as a Wi-Fi can: { url, cut(), mend(), stop() }. */
export async function wire(to) {
  const target = new URL(to);
  const sockets = new Set();
  const server = createServer((near, reply) => {
    // The host answers only under its own name.
    const own = { ...near.headers, host: target.host, ...(near.headers.origin ? { origin: target.origin } : {}) };
    const far = request(new URL(near.url, target), { method: near.method, headers: own, agent: false }, (answer) => {
      reply.writeHead(answer.statusCode, answer.headers);
      answer.pipe(reply);
      answer.on('error', () => reply.destroy());
    });
    far.on('error', () => reply.destroy());
    reply.on('close', () => far.destroy());
    near.pipe(far);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const listen = (port) => new Promise((done) => { server.listen(port, '127.0.0.1', done); });
  await listen(0);
  const { port } = server.address();
  const cut = () => new Promise((done) => {
    server.close(done);
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://127.0.0.1:${port}`, cut, mend: () => listen(port), stop: cut };
}
