/**
 * Finishes the host leg: it proves who the person is in the host tenant, then leads on to the home leg or to their own page.
 *
 * Every token of this leg is dropped, and every session that the browser still held ends: whoever signed in now may be another
 * person. It connects nothing.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { readHostIdentity, validateHostToken } from './host-leg.ts';
import type { FinishedLeg, Leg } from './leg.ts';
import type { Redeem } from './redeem-code.ts';
import type { Sessions } from './session.ts';
import type { StartAuthorization } from './start-authorization.ts';

export interface FinishHostLegDependencies {
  redeem: Redeem;
  sessions: Pick<Sessions, 'start' | 'end'>;
  startAuthorization: Pick<StartAuthorization, 'atHome'>;
  now: () => Date;
}

/** @throws ConnectorError for whatever stops the journey. */
export function createFinishHostLeg({ redeem, sessions, startAuthorization, now }: FinishHostLegDependencies) {
  const endHeld = ({ heldHandles, browserSecret }: Leg<'host'>) =>
    Promise.all(heldHandles.map((handle) => sessions.end(handle, browserSecret)));

  return async (leg: Leg<'host'>): Promise<FinishedLeg> => {
    const { tenant, registration, nonce, browserSecret, transaction } = leg;
    const result = await redeem(leg).catch((error: unknown) => {
      // Only the host tenant can approve here; leaving its approval page looks like declining.
      throw hasCode(error, 'admin_approval_required', 'consent_declined')
        ? new ConnectorError('host_approval_required', { cause: error })
        : error;
    });
    const proof = { tenant, registration, nonce, now: now() };
    if (transaction.purpose === 'manage') {
      const { objectId, displayAddress } = validateHostToken(result, proof);
      const sender = { hostTenantId: tenant.id, hostObjectId: objectId };
      const session = { sender, displayAddress, hasJustConnected: false, isMailboxUnclear: false };
      await endHeld(leg);
      return { kind: 'session', handle: await sessions.start(browserSecret, session), hasEndedOthers: true };
    }
    const identity = readHostIdentity(result, proof);
    await endHeld(leg);
    return { kind: 'redirect', url: (await startAuthorization.atHome(browserSecret, identity, false)).url };
  };
}
