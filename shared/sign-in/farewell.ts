/**
 * What one page says after a session has ended: which connection was ended, or what was erased.
 *
 * It is kept nowhere but in the browser's cookie, sealed as a transaction is, and opens for some minutes.
 */
import type { EraseReceipt } from '../grants/erase.ts';
import { FAREWELL_LIFETIME_SECONDS } from '../limits.ts';
import type { Obstacle } from './obstacle.ts';
import type { FarewellTransaction, Transactions } from './transaction.ts';

export interface Farewell {
  /** The connection that was ended; absent where it was another account's, of which nothing is shown. */
  own?: { mailbox: string; homeTenantId: string } | undefined;
  /** Instead: what was erased. `homeTenantId` is that of whoever asked for it. */
  erased?: (EraseReceipt & { homeTenantId?: string | undefined }) | undefined;
  /** Why the person cannot connect again. */
  obstacle?: Obstacle | undefined;
}

export interface Farewells {
  /** The text opens it in the same browser. */
  start(browserSecret: string, farewell: Farewell): Promise<string>;
  /** @throws ConnectorError `request_expired`, `browser_mismatch` */
  open(text: string, browserSecret: string | undefined): Promise<Farewell>;
}

export function createFarewells(transactions: Pick<Transactions, 'start' | 'open'>): Farewells {
  return {
    async start(browserSecret, farewell) {
      const transaction = { kind: 'farewell' as const, ...farewell, erased: writeTimes(farewell.erased) };
      return (await transactions.start(browserSecret, transaction, FAREWELL_LIFETIME_SECONDS)).state;
    },
    async open(text, browserSecret) {
      const { own, erased, obstacle } = (await transactions.open(text, browserSecret, 'farewell')).transaction;
      return { own, erased: readTimes(erased), obstacle };
    },
  };
}

function writeTimes(erased: Farewell['erased']): FarewellTransaction['erased'] {
  if (!erased) return undefined;
  const remaining = erased.remaining.map(({ kind, until }) => ({ kind, until: until.getTime() }));
  return { ...erased, at: erased.at.getTime(), remaining };
}

function readTimes(erased: FarewellTransaction['erased']): Farewell['erased'] {
  if (!erased) return undefined;
  const remaining = erased.remaining.map(({ kind, until }) => ({ kind, until: new Date(until) }));
  return { ...erased, at: new Date(erased.at), remaining };
}
