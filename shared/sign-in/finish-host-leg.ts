/**
 * Finishes the host leg: it proves who the person is in the host tenant, then leads on to the home leg or to their own page.
 *
 * Every token of this leg is dropped. It connects nothing.
 */
import { ConnectorError } from '../errors.ts';
import { readHostAnswer, readHostRedirect } from '../oauth/host-refusal.ts';
import { readHostIdentity, validateHostToken } from './host-leg.ts';
import type { FinishedLeg, Leg } from './leg.ts';
import type { Redeem } from './redeem-code.ts';
import { startSession } from './start-session.ts';
import type { StartAuthorization } from './start-authorization.ts';
import type { Transactions } from './transaction.ts';

export interface FinishHostLegDependencies {
  redeem: Redeem;
  transactions: Transactions;
  startAuthorization: Pick<StartAuthorization, 'atHome'>;
  now: () => Date;
}

/** @throws ConnectorError for whatever stops the journey. */
export function createFinishHostLeg({ redeem, transactions, startAuthorization, now }: FinishHostLegDependencies) {
  return async (leg: Leg<'host'>): Promise<FinishedLeg> => {
    const { tenant, registration, nonce, browserSecret, transaction } = leg;
    const result = await redeem(leg).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
      throw leg.response.error === undefined ? readHostAnswer(error) : readHostRedirect(error);
    });
    const proof = { tenant, registration, nonce, now: now() };
    if (transaction.purpose === 'manage') {
      const { objectId, displayAddress } = validateHostToken(result, proof);
      const sender = { hostTenantId: tenant.id, hostObjectId: objectId };
      const session = { sender, displayAddress, hasJustConnected: false, isMailboxUnclear: false };
      return { kind: 'session', handle: await startSession(transactions, browserSecret, session) };
    }
    const identity = readHostIdentity(result, proof);
    return { kind: 'redirect', url: (await startAuthorization.atHome(browserSecret, identity, false)).url };
  };
}
