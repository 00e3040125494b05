/**
 * The control calls by which tests in another process read and set this Graph.
 *
 * `GET|DELETE /__graph/messages[?mailbox=address]` · `POST /__graph/challenges` `{ objectId, claims? }` ·
 * `POST /__graph/throttles` `{ mailbox, seconds }` (0 ends it) · `GET|PATCH /__graph/settings`
 * `{ concurrencyMax?, latencyMilliseconds? }` · `GET /__graph/concurrency` (peak per mailbox).
 */
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import type { ConcurrencySettings } from './concurrency.ts';
import type { GraphState } from './state.ts';

export const CONTROL_PREFIX = '/__graph/';

/** Answers a control call; 404 for any other path or method, 400 for a body that does not fit. */
export function answerControl(state: GraphState, { method, url, body }: EmulatedRequest): EmulatedAnswer {
  const { mailboxes, concurrency, throttles, settings, authentication } = state;
  switch (`${method} ${url.pathname.slice(CONTROL_PREFIX.length)}`) {
    case 'GET messages': {
      const mailbox = url.searchParams.get('mailbox')?.toLowerCase();
      const messages = mailboxes.list();
      return {
        status: 200,
        body: mailbox ? messages.filter(({ from }) => from.address.toLowerCase() === mailbox) : messages,
      };
    }
    case 'DELETE messages':
      mailboxes.clear();
      concurrency.clear();
      throttles.clear();
      return { status: 204 };
    case 'POST challenges': {
      const { objectId, claims } = parse<{ objectId: string; claims?: string }>(body) ?? {};
      if (!objectId) return { status: 400 };
      authentication.challenge(objectId, claims);
      return { status: 204 };
    }
    case 'POST throttles': {
      const { mailbox, seconds } = parse<{ mailbox: string; seconds: number }>(body) ?? {};
      if (!mailbox || typeof seconds !== 'number') return { status: 400 };
      throttles.set(mailbox, seconds);
      return { status: 204 };
    }
    case 'GET settings':
      return { status: 200, body: settings };
    case 'PATCH settings': {
      const { concurrencyMax, latencyMilliseconds } = parse<ConcurrencySettings>(body) ?? {};
      settings.concurrencyMax = concurrencyMax ?? settings.concurrencyMax;
      settings.latencyMilliseconds = latencyMilliseconds ?? settings.latencyMilliseconds;
      return { status: 200, body: settings };
    }
    case 'GET concurrency':
      return { status: 200, body: concurrency.peaks() };
    default:
      return { status: 404 };
  }
}

function parse<T>(body: Buffer): Partial<T> | undefined {
  try {
    return JSON.parse(body.toString('utf8')) as Partial<T>;
  } catch {
    return undefined;
  }
}
