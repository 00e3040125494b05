/**
 * Finishes a leg of the sign-in: the transaction is matched, and used up, before anything is asked of Entra.
 *
 * Whatever stops the journey is an answer, not an exception, with what the page has to name. No token of a refused leg
 * survives.
 */
import { ConnectorError } from '../errors.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import { createFinishAdministratorLeg, type FinishAdministratorLegDependencies } from './finish-administrator-leg.ts';
import { createFinishHomeLeg, type FinishHomeLegDependencies } from './finish-home-leg.ts';
import { createFinishHostLeg, type FinishHostLegDependencies } from './finish-host-leg.ts';
import { WrongAccountError } from './home-leg.ts';
import type { AuthorizationResponse, FinishedLeg, Leg, LegKind, RefusedLeg } from './leg.ts';
import type { Sessions } from './session.ts';
import type { SignInSettings } from './start-authorization.ts';
import type { Opened, Transactions } from './transaction.ts';

/** What the browser brings along in its cookies. */
export interface Browser {
  secret: string | undefined;
  /** Handles of the sessions that it holds. */
  handles: readonly string[];
}

export type FinishAuthorization = (browser: Browser, response: AuthorizationResponse) => Promise<FinishedLeg>;

export interface FinishAuthorizationDependencies
  extends FinishHostLegDependencies, FinishAdministratorLegDependencies, Omit<FinishHomeLegDependencies, 'sessions'> {
  sessions: Sessions;
  tenants: Pick<Tenants, 'read'>;
  registrations: Pick<Registrations, 'read'>;
  settings: Pick<SignInSettings, 'hostTenantId'>;
  transactions: Transactions;
}

export function createFinishAuthorization(dependencies: FinishAuthorizationDependencies): FinishAuthorization {
  const { tenants, registrations, transactions } = dependencies;
  const { hostTenantId: ownTenantId } = dependencies.settings;
  const finishHostLeg = createFinishHostLeg(dependencies);
  const finishHomeLeg = createFinishHomeLeg(dependencies);
  const finishAdministratorLeg = createFinishAdministratorLeg(dependencies);

  async function finish(opened: Opened<LegKind>, given: Given) {
    const { transaction, nonce, codeVerifier } = opened;
    if (transaction.kind === 'administrator') {
      const registration = await registrations.read(transaction.clientId);
      if (!registration || transaction.hostTenantId !== ownTenantId) throw new ConnectorError('request_expired');
      return finishAdministratorLeg({ nonce, codeVerifier, registration, transaction, ...given });
    }
    const [tenant, registration] = await Promise.all([
      tenants.read(tenantOf(transaction)),
      registrations.read(transaction.clientId),
    ]);
    // Tenant or client is not served here any more.
    if (!tenant || !registration) throw new ConnectorError('request_expired');
    const leg = { nonce, codeVerifier, tenant, registration, ...given };
    return transaction.kind === 'host'
      ? finishHostLeg({ ...leg, transaction })
      : finishHomeLeg({ ...leg, transaction });
  }

  /** What the page of a refusal names; after a wrong account also how to choose again. */
  async function refuse(
    error: ConnectorError,
    { transaction }: Opened<LegKind>,
    { browserSecret, isUsed }: { browserSecret: string; isUsed: boolean },
  ) {
    const hostTenantId = tenantOf(transaction);
    const refused: RefusedLeg = { kind: 'refused', error, isUsed, hostTenantId, clientId: transaction.clientId };
    if (transaction.kind !== 'home') return refused;
    const { identity } = transaction;
    if (!(error instanceof WrongAccountError)) return { ...refused, identity };
    const { state } = await transactions.start(browserSecret, { kind: 'restart', identity });
    return { ...refused, identity, signedInAs: error.signedInAs, handle: state };
  }

  return async ({ secret, handles }, response) => {
    let isUsed = false;
    try {
      const opened = await transactions.open(response.state ?? '', secret, 'host', 'home', 'administrator');
      const browserSecret = secret as string;
      const use = async () => {
        await transactions.use(opened);
        isUsed = true;
      };
      return await finish(opened, { browserSecret, heldHandles: handles, response, use }).catch((error: unknown) => {
        if (error instanceof ConnectorError) return refuse(error, opened, { browserSecret, isUsed });
        throw error;
      });
    } catch (error) {
      if (error instanceof ConnectorError) return { kind: 'refused', error, isUsed };
      throw error;
    }
  };
}

type Given = Pick<Leg<LegKind>, 'browserSecret' | 'heldHandles' | 'response' | 'use'>;

function tenantOf(transaction: Leg<LegKind>['transaction']): string {
  return transaction.kind === 'home' ? transaction.identity.hostTenantId : transaction.hostTenantId;
}
