/**
 * Reads the requests that the email account for Business Central makes, with the answers that they get.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface AccountAction {
  /** What the account does. */
  action: string;
  request: {
    method: string;
    path: string;
    headers: Record<string, string>;
    /** In JSON. */
    body?: unknown;
    /** Of a file, in place of it. */
    bytes?: number;
  };
  answer: { status: number; body: Record<string, unknown> };
  /** What a person reads of an error; absent where there is none. */
  says?: string;
  /** What Exchange does; `hold`: it is still busy with an earlier request with this key. */
  fault?: 'lose' | 'refuse' | 'throttle' | 'hold';
  /** Exchange asked for a pause. */
  waits?: boolean;
  /** Under which name the id of the answer is in later requests. */
  keeps?: string;
}

export function readRequests(name: string): AccountAction[] {
  const text = readFileSync(join(import.meta.dirname, 'business-central', `${name}.json`), 'utf8');
  return (JSON.parse(text) as { actions: AccountAction[] }).actions;
}
