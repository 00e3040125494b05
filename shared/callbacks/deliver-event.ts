/**
 * Tells a receiver of one event, once: a POST that is signed, or has an access token, and whose answer counts by its status alone.
 *
 * Any 2xx is success, 410 says that the receiver is gone, and all else is a failure, a redirect included. It repeats nothing.
 */
import { formatSignature } from '../callers/webhook-signature.ts';
import { HttpFault, type HttpRequest } from '../http/http-request.ts';
import { CALLBACK_RESPONSE_MAX_BYTES, CALLBACK_TIMEOUT_MILLISECONDS } from '../webhook-limits.ts';
import type { CallbackEvent } from './callback-event.ts';

/** How a receiver knows that it is told by this connector. */
export type Proof = { keys: readonly Uint8Array[]; token?: undefined } | { token: string; keys?: undefined };

/** `reason`: `status_500`, `timeout`, `not_public`, or Node's code such as `ECONNREFUSED`. */
export type EventOutcome = { kind: 'delivered' | 'gone' } | { kind: 'failed'; reason: string };

export type DeliverEvent = (url: string, proof: Proof, event: CallbackEvent) => Promise<EventOutcome>;

export interface DeliverEventDependencies {
  request: HttpRequest;
  now: () => Date;
  timeoutMilliseconds?: number;
}

export function createDeliverEvent(dependencies: DeliverEventDependencies): DeliverEvent {
  const { request, now, timeoutMilliseconds = CALLBACK_TIMEOUT_MILLISECONDS } = dependencies;
  return async (url, proof, { id, body }) => {
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const proven = proof.keys
      ? { 'webhook-signature': formatSignature(proof.keys, { id, timestamp, body }) }
      : { Authorization: `Bearer ${proof.token}` };
    const headers = {
      'Content-Type': 'application/json',
      'User-Agent': 'Guestmail',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      ...proven,
    };
    try {
      const { status } = await request({
        url,
        method: 'POST',
        headers,
        body,
        timeoutMilliseconds,
        responseMaxBytes: CALLBACK_RESPONSE_MAX_BYTES,
      });
      if (status >= 200 && status < 300) return { kind: 'delivered' };
      return status === 410 ? { kind: 'gone' } : { kind: 'failed', reason: `status_${status}` };
    } catch (error) {
      if (!(error instanceof HttpFault)) throw error;
      return { kind: 'failed', reason: error.reason };
    }
  };
}
