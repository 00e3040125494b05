/**
 * What the own page says about the emails that were sent as the person whose connection it shows.
 *
 * The page opens without it when storage does not answer in time; the reason is for the log.
 */
import { ConnectorError } from '../shared/errors.ts';
import { EVERYBODY } from '../shared/allow-list.ts';
import type { Grant } from '../shared/grants/grant.ts';
import { accountSinceOf } from '../shared/grants/home-account.ts';
import { OWN_PAGE_HISTORY_MILLISECONDS } from '../shared/limits.ts';
import type { ErrorCode } from '../shared/outcomes.ts';
import type { KnownApplications } from '../shared/pages/person/application-name.ts';
import type { SentHistoryView } from '../shared/pages/person/sent-history.ts';
import type { Sender } from '../shared/sender.ts';
import { TimeLimit, withTimeLimit } from '../shared/time-limit.ts';
import type { Connector } from './compose.ts';

/** In place of an application, where a person sends from their own page. */
export const OWN_PAGE_CALLER_ID = 'me';

export interface ReadSent {
  sent: SentHistoryView;
  notRead?: ErrorCode | 'time_limit';
}

export function createReadKnownApplications({ tenants }: Pick<Connector, 'tenants'>) {
  /** The one application that may call is the ERP of the pages. */
  return async ({ hostTenantId }: Sender): Promise<KnownApplications> => {
    const [id, ...others] = (await tenants.read(hostTenantId))?.callerClientIds ?? [];
    return { ownCallerId: OWN_PAGE_CALLER_ID, onlyCallerId: id === EVERYBODY || others.length > 0 ? undefined : id };
  };
}

export function createReadSent({ config, tenants, messages }: Pick<Connector, 'config' | 'tenants' | 'messages'>) {
  const readKnown = createReadKnownApplications({ tenants });

  async function readHistory(grant: Grant): Promise<SentHistoryView['history']> {
    const accountSince = accountSinceOf(grant);
    const read = () => messages.readHistory(grant.sender, accountSince);
    const { since, ...history } = await withTimeLimit(OWN_PAGE_HISTORY_MILLISECONDS, read);
    return { ...history, period: since > accountSince ? { days: config.historyDays } : { since } };
  }

  /** `grant` is of the account that signed in. */
  return async (grant: Grant): Promise<ReadSent> => {
    const known = await readKnown(grant.sender);
    try {
      return { sent: { ...known, history: await readHistory(grant) } };
    } catch (error) {
      if (!(error instanceof TimeLimit) && !(error instanceof ConnectorError)) throw error;
      const notRead = error instanceof TimeLimit ? 'time_limit' : error.code;
      return { sent: { ...known, history: 'not_read' }, notRead };
    }
  };
}
