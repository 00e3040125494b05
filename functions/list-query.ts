/**
 * The query of `GET /messages`: the idempotency key by which a caller finds its own message.
 *
 * Every other parameter is refused, so that no caller takes the answer for a filtered one. A host joins a repeated parameter by a
 * comma, which a key may contain as well, so what such a key does not find is no answer.
 */
import { ConnectorError, type Fault } from '../shared/errors.ts';
import { FAULTS_MAX } from '../shared/limits.ts';
import { findIdempotencyKeyProblem } from '../shared/submission/idempotency-key.ts';

const KEY = 'idempotencyKey';
/** Parameters of lists that this one does not have. */
const unsupported = new Set(['sender', 'status', 'reference', 'from', 'to', 'top', 'cursor']);

/** @throws ConnectorError `invalid_request` */
export function readIdempotencyKey(query: URLSearchParams): string {
  const [key, ...others] = query.getAll(KEY);
  const problem = key === undefined ? 'is missing' : findIdempotencyKeyProblem(key);
  const faults: Fault[] = [...new Set(query.keys())]
    .filter((name) => name !== KEY)
    .map((name) => ({ pointer: `query:${nameOf(name)}`, detail: describeOther(name) }));
  if (others.length > 0) faults.unshift({ pointer: `query:${KEY}`, detail: 'is given more than once' });
  else if (problem) faults.unshift({ pointer: `query:${KEY}`, detail: problem });
  if (key === undefined || faults.length > 0)
    throw new ConnectorError('invalid_request', { faults: faults.slice(0, FAULTS_MAX) });
  return key;
}

/** For a key that no message has. @throws ConnectorError `invalid_request` */
export function checkNotJoined(key: string): void {
  if (!key.includes(',')) return;
  const detail = 'is given more than once, or has a comma and no message was submitted with it in the body';
  throw new ConnectorError('invalid_request', { faults: [{ pointer: `query:${KEY}`, detail }] });
}

function describeOther(name: string): string {
  return unsupported.has(name) ? `is not supported; a message is found by ${KEY}` : 'is not a known parameter';
}

/** Names come from the request. */
function nameOf(name: string): string {
  return name.length > 64 ? `${name.slice(0, 64)}…`.toWellFormed() : name.toWellFormed();
}
