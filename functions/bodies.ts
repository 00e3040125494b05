/**
 * The bodies of submissions and of uploads that this process holds at once, from reading one to its answer.
 *
 * Callers wait for their turn with their message in memory, so their number alone bounds nothing. What is beyond the budget is
 * refused before it is read, and nothing of it is stored. Large bodies leave a part of the budget to small ones; one that is larger than
 * all that large ones may take goes when no other is held.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { BODIES_MAX_BYTES, BODIES_RESERVED_BYTES, BODY_SMALL_BYTES } from '../shared/limits.ts';
import { readBody } from './read-body.ts';

/**
 * Reads the body and holds it while `use` runs. `share`: what a byte of it counts of the budget, which is that of submissions; 1 where
 * it is absent. `read`: for a body that was read before its caller was known.
 * @throws ConnectorError `overloaded`; else as `read` and `use`
 */
export type HoldBody = <Result>(
  request: HttpRequest,
  maximumBytes: number,
  use: (body: Uint8Array) => Promise<Result>,
  share?: number,
  read?: typeof readBody,
) => Promise<Result>;

export interface BodyBudget {
  bytes: number;
  /** Of these, for bodies of at most `smallBytes` alone. */
  reservedBytes: number;
  smallBytes: number;
}

const usual: BodyBudget = {
  bytes: BODIES_MAX_BYTES,
  reservedBytes: BODIES_RESERVED_BYTES,
  smallBytes: BODY_SMALL_BYTES,
};

export function createHoldBody({ bytes, reservedBytes, smallBytes }: BodyBudget = usual): HoldBody {
  let held = 0;

  return async (request, maximumBytes, use, share = 1, read = readBody) => {
    const declared = Number(request.headers.get('content-length') ?? 0);
    const expected = Number.isInteger(declared) ? Math.min(Math.max(declared, 0), maximumBytes) : maximumBytes;
    const room = expected > smallBytes ? bytes - reservedBytes : bytes;
    let own = Math.min(expected * share, room);
    if (held + own > room) throw new ConnectorError('overloaded', { retryAfterSeconds: 5 });
    held += own;
    try {
      const body = await read(request, maximumBytes);
      const counted = Math.min(body.length * share, room);
      held += counted - own;
      own = counted;
      return await use(body);
    } finally {
      held -= own;
    }
  };
}
