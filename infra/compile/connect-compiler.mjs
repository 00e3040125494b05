/**
 * Keeps one compiler process for many compilations (`bicep jsonrpc --stdio`): each start costs seconds before it compiles.
 *
 * Messages are JSON-RPC 2.0 with the headers of the Language Server Protocol. A compiler that does not speak it, or ends early,
 * answers every call with undefined; the caller then runs the compiler as a command, which also explains what is wrong.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';

const ANSWER_MAX_MILLISECONDS = 120_000;

/** Starts the compiler; `call` resolves to its result, or undefined. */
export function connectCompiler(path, env) {
  const child = spawn(path, ['jsonrpc', '--stdio'], { stdio: ['pipe', 'pipe', 'ignore'], env });
  const waiting = new Map();
  const giveUp = () => {
    for (const resolve of waiting.values()) resolve(undefined);
    waiting.clear();
  };
  const ended = once(child, 'close').catch(() => undefined);
  void ended.then(giveUp);
  child.stdin.on('error', giveUp);
  readMessages(child.stdout, ({ id, result }) => {
    waiting.get(id)?.(result);
    waiting.delete(id);
  });
  let last = 0;

  return {
    call(method, params) {
      const id = ++last;
      const body = JSON.stringify({ jsonrpc: '2.0', id, method, params });
      return new Promise((resolve) => {
        if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return resolve(undefined);
        const timer = setTimeout(() => child.kill(), ANSWER_MAX_MILLISECONDS);
        waiting.set(id, (result) => {
          clearTimeout(timer);
          resolve(result);
        });
        child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
      });
    },
    async close() {
      child.stdin.end();
      child.kill();
      await ended;
    },
  };
}

function readMessages(stream, take) {
  let buffer = Buffer.alloc(0);
  stream.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, Math.max(end, 0)))?.[1]);
      if (end < 0 || !(buffer.length >= end + 4 + length)) return;
      take(JSON.parse(buffer.subarray(end + 4, end + 4 + length).toString()));
      buffer = buffer.subarray(end + 4 + length);
    }
  });
}
