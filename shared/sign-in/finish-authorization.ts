/**
 * Finishes a leg of the sign-in: the transaction is matched and consumed before anything is asked of Entra.
 *
 * Whatever stops the journey is an answer, not an exception, with what the page has to name. No token of a refused leg
 * survives.
 */
import { ConnectorError } from '../errors.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import { createFinishHomeLeg, type FinishHomeLegDependencies } from './finish-home-leg.ts';
import { createFinishHostLeg, type FinishHostLegDependencies } from './finish-host-leg.ts';
import { WrongAccountError } from './home-leg.ts';
import type { AuthorizationResponse, FinishedLeg, Leg, RefusedLeg } from './leg.ts';
import type { Taken } from './transaction.ts';

export type FinishAuthorization = (
  browserSecret: string | undefined,
  response: AuthorizationResponse,
) => Promise<FinishedLeg>;

export interface FinishAuthorizationDependencies extends FinishHostLegDependencies, FinishHomeLegDependencies {
  tenants: Pick<Tenants, 'read'>;
  registrations: Pick<Registrations, 'read'>;
}

export function createFinishAuthorization(dependencies: FinishAuthorizationDependencies): FinishAuthorization {
  const { tenants, registrations, transactions } = dependencies;
  const finishHostLeg = createFinishHostLeg(dependencies);
  const finishHomeLeg = createFinishHomeLeg(dependencies);

  async function finish(taken: Taken<'host' | 'home'>, browserSecret: string, response: AuthorizationResponse) {
    const { transaction, nonce, codeVerifier } = taken;
    const [tenant, registration] = await Promise.all([
      tenants.read(tenantOf(transaction)),
      registrations.read(transaction.clientId),
    ]);
    // Tenant or client is not served here any more.
    if (!tenant || !registration) throw new ConnectorError('request_expired');
    const leg = { nonce, codeVerifier, browserSecret, tenant, registration, response };
    return transaction.kind === 'host'
      ? finishHostLeg({ ...leg, transaction })
      : finishHomeLeg({ ...leg, transaction });
  }

  /** What the page of a refusal names; after a wrong account also how to choose again. */
  async function refuse(error: ConnectorError, { transaction }: Taken<'host' | 'home'>, browserSecret: string) {
    const refused: RefusedLeg = {
      kind: 'refused',
      error,
      hostTenantId: tenantOf(transaction),
      clientId: transaction.clientId,
    };
    if (transaction.kind === 'host') return refused;
    const { identity } = transaction;
    if (!(error instanceof WrongAccountError)) return { ...refused, identity };
    const { state } = await transactions.start(browserSecret, { kind: 'restart', identity });
    return { ...refused, identity, signedInAs: error.signedInAs, handle: state };
  }

  return async (browserSecret, response) => {
    try {
      const taken = await transactions.take(response.state ?? '', browserSecret, 'host', 'home');
      const secret = browserSecret as string;
      return await finish(taken, secret, response).catch((error: unknown) => {
        if (error instanceof ConnectorError) return refuse(error, taken, secret);
        throw error;
      });
    } catch (error) {
      if (error instanceof ConnectorError) return { kind: 'refused', error };
      throw error;
    }
  };
}

function tenantOf(transaction: Leg<'host' | 'home'>['transaction']): string {
  return transaction.kind === 'host' ? transaction.hostTenantId : transaction.identity.hostTenantId;
}
