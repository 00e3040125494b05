/**
 * One request and its answer, from the wait for a connection to the last byte, with certainty about what did not happen.
 *
 * A request is handed a socket only when that is connected and, for https, its certificate is verified. So a failure before
 * then proves that no byte of the request has left (`wasSent: false`); any later one, reused connections included, does not.
 * An abort ends it at any moment, and nothing is sent afterwards. It sets no time limit.
 */
import type { ClientRequest, IncomingMessage } from 'node:http';
import { TimeLimit } from '../time-limit.ts';
import type { Turns } from '../turns.ts';
import { HttpFault, type HttpAnswer, type HttpRequestOptions } from './http-request.ts';

export interface Exchange {
  /** Creates the request without writing its body. */
  start: () => ClientRequest;
  turns: Turns;
  signal: AbortSignal;
}

/** Ends at once with the signal: with the answer as far as it came or, without its head, with a fault. @throws HttpFault */
export function exchange(
  { body: written, responseMaxBytes }: Pick<HttpRequestOptions, 'body' | 'responseMaxBytes'>,
  { start, turns, signal }: Exchange,
): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let request: ClientRequest | undefined;
    let response: IncomingMessage | undefined;
    let wasSent = false;
    let isSettled = false;
    const chunks: Buffer[] = [];

    const settle = (outcome: () => void): void => {
      if (isSettled) return;
      isSettled = true;
      signal.removeEventListener('abort', abort);
      outcome();
      // After Node has put the connection back, so that the next request finds it.
      queueMicrotask(() => turns.leave(begin));
    };
    const resolveWith = ({ statusCode: status = 0, headers }: IncomingMessage, isComplete: boolean): void => {
      const [first] = chunks;
      const body = first && chunks.length === 1 ? first : Buffer.concat(chunks);
      resolve({ status, headers, body, isComplete });
    };
    const stop = (reason: string): void =>
      settle(() => {
        request?.destroy();
        if (response) resolveWith(response, false);
        else reject(new HttpFault(reason, { wasSent }));
      });
    const abort = (): void => stop(signal.reason instanceof TimeLimit ? 'timeout' : 'aborted');

    const receive = (incoming: IncomingMessage): void => {
      response = incoming;
      let room = responseMaxBytes;
      incoming.on('data', (chunk: Buffer) => {
        chunks.push(chunk.length > room ? chunk.subarray(0, room) : chunk);
        room -= chunk.length;
        if (room < 0) stop('too_long');
      });
      incoming.on('error', (error) => stop(codeOf(error)));
      incoming.on('close', () => stop('closed'));
      incoming.on('end', () =>
        settle(() => {
          // The answer came before the whole request had left, and the rest of that is not needed.
          if (!request?.writableFinished) request?.destroy();
          resolveWith(incoming, true);
        }),
      );
    };
    const begin = (): void => {
      // Its turn came in the moment in which it was given up.
      if (isSettled) return;
      try {
        request = start();
      } catch (error) {
        // Node refuses headers or a path with forbidden characters at once.
        return stop(codeOf(error));
      }
      request.on('socket', () => (wasSent = true));
      request.on('error', (error) => stop(codeOf(error)));
      request.on('close', () => {
        if (!response) stop('closed');
      });
      request.on('response', receive);
      request.end(written);
    };

    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    turns.enter(begin);
  });
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : 'failed';
}
