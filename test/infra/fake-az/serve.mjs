/**
 * Answers the stand-in's command lines in a thread of the test's process: a Node for each of them would take longer than all else.
 *
 * A request is the number of arguments, the arguments, the environment and an empty text; an answer is exit code, output and
 * errors. Every text ends with a NUL byte.
 */
import { createServer } from 'node:net';
import { workerData } from 'node:worker_threads';
import { answer } from './answer.mjs';

const server = createServer((socket) => {
  let received = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    received += chunk;
    const [count, ...texts] = received.split('\0');
    const end = texts.indexOf('', Number(count));
    // The last piece is not a text yet.
    if (end === -1 || end >= texts.length - 1) return;
    const variables = texts
      .slice(Number(count), end)
      .map((text) => /^([^=]*)=([^]*)$/.exec(text)?.slice(1) ?? [text, '']);
    const { code, output, errors } = answer(texts.slice(0, Number(count)), Object.fromEntries(variables));
    socket.end(`${code}\0${output}\0${errors}\0`);
  });
});

// Whoever started this waits for the port without giving the turn away.
server.listen(0, '127.0.0.1', () => {
  Atomics.store(workerData, 0, server.address().port);
  Atomics.notify(workerData, 0);
});
