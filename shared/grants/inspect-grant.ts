/**
 * Looks whether a connection could send now, and says what stands in the way: the grant is shown with that problem, and with what
 * the settings want beyond it.
 *
 * What belongs to the grant is written there by whoever finds it out (open-grant.ts); what passes, or what a setting causes, is
 * only shown, so that it is gone as soon as it is put right. One that has ended gets its place at the timer back
 * (restore-place.ts). It asks Entra for nothing.
 */
import { ConnectorError } from '../errors.ts';
import type { Registrations } from '../tenants/registration.ts';
import type { FoundSender } from './find-sender.ts';
import type { Grant, Versioned } from './grant.ts';
import type { JudgeConnection, JudgedGrant } from './judge-connection.ts';
import { withAccountProblem } from './mailbox-problem.ts';
import { withProblem, type OpenGrant } from './open-grant.ts';
import { reconsentBy } from './refresh-schedule.ts';
import type { RestorePlace } from './restore-place.ts';

/** A sender who is connected, or was; `tokens` is absent where the connection has ended. */
export interface ConnectedSender extends Pick<FoundSender, 'tokens'> {
  grant: Versioned<Grant>;
}

/** To be shown. */
export interface InspectedSender extends Pick<FoundSender, 'tokens'> {
  grant: JudgedGrant;
}

/** Throws what storage throws while a problem is written, and what reading the tenant throws. */
export type InspectGrant = (found: ConnectedSender) => Promise<InspectedSender>;

export interface InspectGrantDependencies {
  now: () => Date;
  openGrant: OpenGrant;
  restorePlace: RestorePlace;
  judge: JudgeConnection;
  registrations: Pick<Registrations, 'read'>;
}

export function createInspectGrant(dependencies: InspectGrantDependencies): InspectGrant {
  const { openGrant, restorePlace, judge, registrations, now } = dependencies;

  async function look(found: ConnectedSender): Promise<Grant> {
    const { grant } = found;
    if (grant.status !== 'connected') {
      await restorePlace(grant);
      return grant;
    }
    try {
      const { tokens, opened } = await openGrant(found);
      const { clientId = grant.clientId } = opened;
      // Entra has forgotten the refresh token by now; only asking it would be certain.
      if (reconsentBy(tokens.refreshedAt) <= now()) return { ...grant, problem: { code: 'consent_required' } };
      if (clientId !== undefined && !(await registrations.read(clientId)))
        return { ...grant, problem: { code: 'registration_changed' } };
      return grant.problem?.code === 'sealed_record_refused' ? withAccountProblem(grant) : grant;
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return withProblem(grant, error) ?? { ...grant, problem: { code: error.code } };
    }
  }

  return async (found) => {
    const { tokens } = found;
    return { grant: await judge(await look(found)), ...(tokens && { tokens }) };
  };
}
