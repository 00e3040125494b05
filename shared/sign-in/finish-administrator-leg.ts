/**
 * Finishes the sign-in of an administrator at the host tenant: only who has the role `Manage` there gets a session of the console.
 *
 * The role is that of the ID token which this sign-in brought, so it is as fresh as the session. Whoever was asked to confirm must have
 * given their credentials just now, which `auth_time` says: Entra also answers from a sign-in of before where the browser leaves `prompt`
 * out. No token outlives this. It knows no grant, and touches none.
 */
import { ADMINISTRATOR_ROLE } from '../administrator-role.ts';
import { CONFIRMED_SECONDS } from '../console-limits.ts';
import { ConnectorError } from '../errors.ts';
import { ID_TOKEN_CLOCK_SKEW_SECONDS } from '../limits.ts';
import { readHostAnswer, readHostRedirect } from '../oauth/host-refusal.ts';
import type { AdministratorSessions } from './administrator-session.ts';
import { validateHostToken } from './host-leg.ts';
import type { FinishedLeg, Leg } from './leg.ts';
import type { Redeem } from './redeem-code.ts';

export interface FinishAdministratorLegDependencies {
  redeem: Redeem;
  administratorSessions: Pick<AdministratorSessions, 'start'>;
  now: () => Date;
}

/** @throws ConnectorError for whatever stops the journey; `administrator_role_missing`, `sign_in_not_recent` */
export function createFinishAdministratorLeg(dependencies: FinishAdministratorLegDependencies) {
  const { redeem, administratorSessions, now } = dependencies;

  return async (leg: Omit<Leg<'administrator'>, 'tenant'>): Promise<FinishedLeg> => {
    const { registration, nonce, browserSecret, transaction, response } = leg;
    const { idTokenClaims } = await redeem(leg).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
      throw response.error === undefined ? readHostAnswer(error) : readHostRedirect(error);
    });
    const time = now();
    const tenant = { id: transaction.hostTenantId };
    const identity = validateHostToken({ idTokenClaims }, { tenant, registration, nonce, now: time });
    requireRole(idTokenClaims['roles']);
    const { objectId, displayAddress, displayName } = identity;
    const confirmedAt = transaction.isConfirming ? requireRecent(idTokenClaims['auth_time'], time) : undefined;
    const handle = await administratorSessions.start(browserSecret, {
      sender: { hostTenantId: tenant.id, hostObjectId: objectId },
      clientId: registration.clientId,
      displayAddress,
      displayName,
      confirmedAt,
    });
    return { kind: 'administrator', handle, page: transaction.page, hostObjectId: objectId };
  };
}

function requireRole(roles: unknown): void {
  if (Array.isArray(roles) && roles.includes(ADMINISTRATOR_ROLE)) return;
  throw new ConnectorError('administrator_role_missing');
}

/** In milliseconds since the epoch. */
function requireRecent(authTime: unknown, now: Date): number {
  const at = typeof authTime === 'number' ? authTime * 1000 : Number.NaN;
  const seconds = (now.getTime() - at) / 1000;
  if (seconds >= -ID_TOKEN_CLOCK_SKEW_SECONDS && seconds < CONFIRMED_SECONDS) return Math.min(at, now.getTime());
  const said = Number.isNaN(at) ? 'The ID token has no auth_time.' : 'auth_time is not of just now.';
  throw new ConnectorError('sign_in_not_recent', { cause: new Error(said) });
}
