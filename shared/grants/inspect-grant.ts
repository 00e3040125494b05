/**
 * Looks whether a connection could send now, and says what stands in the way: the grant is shown with that problem.
 *
 * What belongs to the grant is written there by whoever finds it out (open-grant.ts); what passes, or what a setting causes, is
 * only shown, so that it is gone as soon as it is put right. It asks Entra for nothing.
 */
import { ConnectorError } from '../errors.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { Tenants } from '../tenants/host-tenant.ts';
import type { Registrations } from '../tenants/registration.ts';
import type { FoundSender } from './find-sender.ts';
import type { Grant } from './grant.ts';
import { withProblem, type OpenGrant } from './open-grant.ts';
import type { TokenSet } from './token-set.ts';

type Found = Pick<FoundSender, 'grant' | 'tokens'>;

/** Throws what storage throws while a problem is written. */
export type InspectGrant = <Some extends Found>(found: Some) => Promise<Some>;

export interface InspectGrantDependencies {
  openGrant: OpenGrant;
  tenants: Pick<Tenants, 'read'>;
  registrations: Pick<Registrations, 'read'>;
}

export function createInspectGrant({ openGrant, tenants, registrations }: InspectGrantDependencies): InspectGrant {
  async function findProblem(grant: Grant, { clientId = grant.clientId }: TokenSet): Promise<ErrorCode | undefined> {
    const { sender, homeTenantId } = grant;
    const tenant = await tenants.read(sender.hostTenantId);
    const allowed = tenant?.allowedHomeTenants ?? [];
    const isGuest = homeTenantId !== sender.hostTenantId;
    if (isGuest && allowed.length > 0 && !allowed.includes(homeTenantId)) return 'home_tenant_not_allowed';
    if (clientId !== undefined && !(await registrations.read(clientId))) return 'registration_changed';
    return undefined;
  }

  return async (found) => {
    const { grant } = found;
    if (grant?.status !== 'connected') return found;
    try {
      const { opened } = await openGrant(found);
      const code = await findProblem(grant, opened);
      const { problem, ...healthy } = grant;
      const isOver = problem?.code === 'sealed_record_refused';
      return { ...found, grant: { ...(isOver ? healthy : grant), ...(code && { problem: { code } }) } };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return { ...found, grant: withProblem(grant, error) ?? { ...grant, problem: { code: error.code } } };
    }
  };
}
