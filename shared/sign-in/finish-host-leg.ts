/**
 * Finishes the host leg: it proves who the person is in the host tenant, then leads on to the home leg or to their own page.
 *
 * The account behind the person is compared with the connection first: one that belongs to another account is suspended, and
 * the person may confirm that theirs replaces it. Every token of this leg is dropped, and every session that the browser still held
 * ends: whoever signed in now may be another person. It connects nothing.
 */
import { ConnectorError } from '../errors.ts';
import type { CompareHomeAccount } from '../grants/compare-home-account.ts';
import type { RenewProofs } from '../grants/renew-proofs.ts';
import { OWN_PAGE_PROOFS_MILLISECONDS } from '../limits.ts';
import { readHostAnswer, readHostRedirect } from '../oauth/host-refusal.ts';
import type { Sender } from '../sender.ts';
import { TimeLimit, withTimeLimit } from '../time-limit.ts';
import { readHostAccount, requireHostIdentity } from './host-leg.ts';
import type { FinishedLeg, FinishedSession, Leg } from './leg.ts';
import type { Redeem } from './redeem-code.ts';
import type { Sessions } from './session.ts';
import type { StartAuthorization } from './start-authorization.ts';
import type { Transactions } from './transaction.ts';

export interface FinishHostLegDependencies {
  redeem: Redeem;
  sessions: Pick<Sessions, 'start' | 'end' | 'noteSignIn'>;
  transactions: Pick<Transactions, 'start'>;
  startAuthorization: Pick<StartAuthorization, 'atHome'>;
  compareHomeAccount: CompareHomeAccount;
  renewProofs: RenewProofs;
  now: () => Date;
}

/** @throws ConnectorError for whatever stops the journey. */
export function createFinishHostLeg(dependencies: FinishHostLegDependencies) {
  const { redeem, sessions, transactions, startAuthorization, compareHomeAccount, renewProofs, now } = dependencies;

  /** The own page opens whatever the home tenant says, or does not say in time. */
  async function tryRenewProofs(
    sender: Sender,
    userPrincipalName: string | undefined,
  ): Promise<Pick<FinishedSession, 'notProven'>> {
    try {
      const renew = () => renewProofs(sender, userPrincipalName);
      await withTimeLimit(OWN_PAGE_PROOFS_MILLISECONDS, renew);
      return {};
    } catch (error) {
      if (error instanceof TimeLimit) return { notProven: 'time_limit' };
      if (!(error instanceof ConnectorError)) throw error;
      return error.code === 'consent_required' ? {} : { notProven: error.code };
    }
  }

  const endHeld = ({ heldHandles, browserSecret }: Leg<'host'>) =>
    Promise.all(heldHandles.map((handle) => sessions.end(handle, browserSecret)));

  return async (leg: Leg<'host'>): Promise<FinishedLeg> => {
    const { tenant, registration, nonce, browserSecret, transaction } = leg;
    const result = await redeem(leg).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
      throw leg.response.error === undefined ? readHostAnswer(error) : readHostRedirect(error);
    });
    const proof = { tenant, registration, nonce, now: now() };
    const account = readHostAccount(result, proof);
    const { objectId, displayAddress, displayName, userPrincipalName } = account.identity;
    const sender = { hostTenantId: tenant.id, hostObjectId: objectId };
    const shown = { displayAddress, displayName, hasJustConnected: false, isMailboxUnclear: false };
    const session = { sender, home: account.home, ...shown };
    // Before anything is refused: whoever sits at the browser now is this person.
    await endHeld(leg);
    const handle = await sessions.start(browserSecret, session);
    // Before the comparison: a journey that began under another account is stopped by this, or has connected what is compared here.
    await sessions.noteSignIn(sender, account.home);
    // Before anything else is said about the account, so that no kind of account keeps another's connection alive.
    const { isOther, suspended } = await compareHomeAccount(sender, account.home);
    if (transaction.purpose === 'manage') {
      const renewed = suspended === undefined ? await tryRenewProofs(sender, userPrincipalName) : {};
      return { kind: 'session', handle, hasEndedOthers: true, ...(isOther && { suspended: sender }), ...renewed };
    }
    const identity = { ...requireHostIdentity(account, proof), ...(suspended !== undefined && { resumes: suspended }) };
    if (isOther) {
      const { state } = await transactions.start(browserSecret, { kind: 'replacement', identity });
      const { clientId } = registration;
      const error = new ConnectorError('identity_changed');
      const known = { hostTenantId: tenant.id, clientId, identity };
      return { kind: 'refused', error, isUsed: true, ...known, handle: state, sessionHandle: handle };
    }
    return { kind: 'redirect', url: (await startAuthorization.atHome(browserSecret, identity, false)).url };
  };
}
