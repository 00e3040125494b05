/**
 * The bodies of submissions that this process holds at once, from reading one to its answer.
 *
 * Callers wait for their turn with their message in memory, so their number alone bounds nothing. What is beyond the budget is
 * refused before it is read, and nothing of it is stored. Large bodies leave a part of the budget to small ones.
 */
import type { HttpRequest } from '@azure/functions';
import { ConnectorError } from '../shared/errors.ts';
import { BODIES_MAX_BYTES, BODIES_RESERVED_BYTES, BODY_SMALL_BYTES } from '../shared/limits.ts';
import { readBody } from './read-body.ts';

/** Reads the body and holds it while `use` runs. @throws ConnectorError `overloaded`; else as `readBody` and `use` */
export type HoldBody = <Result>(
  request: HttpRequest,
  maximumBytes: number,
  use: (body: Uint8Array) => Promise<Result>,
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

  return async (request, maximumBytes, use) => {
    const declared = Number(request.headers.get('content-length') ?? 0);
    const expected = Number.isInteger(declared) ? Math.min(Math.max(declared, 0), maximumBytes) : maximumBytes;
    const room = expected > smallBytes ? bytes - reservedBytes : bytes;
    if (held + expected > room) throw new ConnectorError('overloaded', { retryAfterSeconds: 5 });
    let own = expected;
    held += own;
    try {
      const body = await readBody(request, maximumBytes);
      held += body.length - own;
      own = body.length;
      return await use(body);
    } finally {
      held -= own;
    }
  };
}
