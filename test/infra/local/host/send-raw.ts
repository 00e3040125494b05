/**
 * Sends requests byte by byte, for what `fetch` does not let through.
 */
import { once } from 'node:events';
import { connect } from 'node:net';

/** Sends bytes as they are and gives everything that comes back until the server closes. */
export async function sendRaw(url: string, ...pieces: string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1');
  socket.on('data', (text: string) => (answer += text));
  socket.on('error', () => undefined);
  for (const piece of pieces) socket.write(piece, 'latin1');
  await once(socket, 'close');
  return answer;
}

/** A request head that asks for the connection to be closed after the answer. */
export const closing = (line: string, ...headers: string[]) =>
  [line, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');
