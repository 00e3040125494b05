import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { connect, type Socket } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startServer } from '../../../../infra/local/host/server.ts';

/** A server that leaves its answers to the test. */
async function start() {
  const waiting: ServerResponse[] = [];
  const server = await startServer({ port: 0, listener: (_, response) => void waiting.push(response) });
  onTestFinished(() => server.destroy());
  const open = async () => {
    const socket = connect(server.port, '127.0.0.1').setEncoding('latin1');
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return socket;
  };
  const ask = async (socket: Socket) => {
    const before = waiting.length;
    socket.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    while (waiting.length === before) await new Promise((resolve) => setImmediate(resolve));
    return waiting.at(-1)!;
  };
  return { server, open, ask };
}

const read = async (socket: Socket) => String((await once(socket, 'data'))[0]);

describe('startServer', () => {
  it('keeps connections open between requests', async () => {
    const { open, ask } = await start();
    const socket = await open();
    for (const answer of ['one', 'two']) {
      (await ask(socket)).end(answer);
      expect(await read(socket)).toMatch(new RegExp(`Connection: keep-alive[^]*${answer}$`));
    }
  });

  it('when it stops, answers what is under way or comes over open connections, and closes them', async () => {
    const { server, open, ask } = await start();
    const [busy, idle] = [await open(), await open()];
    (await ask(idle)).end();
    await read(idle);
    const slow = await ask(busy);
    let stopped = false;
    const stop = server.stop().then(() => (stopped = true));
    await expect(open()).rejects.toThrow('ECONNREFUSED');

    (await ask(idle)).end('late');
    expect(await read(idle)).toMatch(/Connection: close[^]*late$/);
    await once(idle, 'close');
    expect(stopped).toBe(false);
    slow.end('done');
    expect(await read(busy)).toMatch(/Connection: close[^]*done$/);
    await once(busy, 'close');
    await stop;
  });

  it('when it stops, sends the whole of an answer that a client is still reading', async () => {
    const { server, open, ask } = await start();
    const socket = await open();
    const response = await ask(socket);
    socket.pause();
    response.end('x'.repeat(20_000_000));
    const stop = server.stop();
    let size = 0;
    socket.on('data', (text: string) => (size += text.length)).resume();
    await stop;
    server.destroy();
    await once(socket, 'close');
    expect(size).toBeGreaterThan(20_000_000);
  });

  it('stops at once when nothing is under way', async () => {
    const { server, open } = await start();
    await open();
    await server.stop();
  });

  it('cuts what is left when it is destroyed', async () => {
    const { server, open, ask } = await start();
    const socket = await open();
    await ask(socket);
    server.destroy();
    await once(socket, 'close');
  });

  it('rejects with one sentence when the port is taken', async () => {
    const { server } = await start();
    await expect(startServer({ port: server.port, listener: () => undefined })).rejects.toThrow(
      `Port ${server.port} is already in use; set PORT to another one.`,
    );
  });
});
