/**
 * Lists the connections of a host tenant, and the mailboxes that documents name before them; or saves them as CSV.
 *
 * A page costs its rows. When a connection ends is in the row of its tokens, which the list does not bring; a file does without.
 */
import { CONSOLE_READS_AT_ONCE, CONSOLE_ROWS } from '../../../shared/console-limits.ts';
import { hasCode } from '../../../shared/errors.ts';
import { forEachConcurrently } from '../../../shared/for-each-concurrently.ts';
import type { SealedTokens } from '../../../shared/grants/grant.ts';
import type { JudgedGrant } from '../../../shared/grants/judge-connection.ts';
import { describeGuest } from '../../../shared/guests/describe-guest.ts';
import { PAGE_SIZE_MAX } from '../../../shared/limits.ts';
import type { PersonStatus } from '../../../shared/pages/console/people/person-status.ts';
import { renderSendersPage } from '../../../shared/pages/console/senders/senders-page.ts';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import type { Connector } from '../../compose.ts';
import type { ConsoleVisit, ShownFile, ShownPage } from '../console-page.ts';
import { noteKeptOut } from '../describe-situation.ts';
import { answerPeopleFile } from '../people-file.ts';
import { describeDocument } from './describe-document.ts';

type Tokens = Pick<SealedTokens, 'refreshedAt'>;

export function createListSenders(connector: Pick<Connector, 'configuration' | 'mailboxes' | 'senders' | 'now'>) {
  const { mailboxes, senders, now } = connector;

  async function readTokens(grants: readonly JudgedGrant[]): Promise<Map<string, Tokens>> {
    const found = new Map<string, Tokens>();
    const connected = grants.filter(({ status }) => status === 'connected');
    await forEachConcurrently(connected, CONSOLE_READS_AT_ONCE, async ({ sender }) => {
      const { tokens } = await senders.read(sender).catch((error: unknown) => {
        // One spoilt record keeps nobody else from the list.
        if (hasCode(error, 'sealed_record_refused')) return { tokens: undefined };
        throw error;
      });
      if (tokens) found.set(sender.hostObjectId, tokens);
    });
    return found;
  }

  function describe(tenant: HostTenant, grant: JudgedGrant, tokens?: Tokens): PersonStatus {
    const { hostObjectId } = grant.sender;
    const status = describeGuest({ hostObjectId, grant, ...(tokens && { tokens }) }, now());
    return noteKeptOut(tenant, { ...status, userPrincipalName: grant.userPrincipalName });
  }

  return async (visit: ConsoleVisit): Promise<ShownPage | ShownFile> => {
    const { view, tenant, query } = visit;
    if (query.get('format') === 'csv')
      return answerPeopleFile(connector, visit, 'senders', async (from) => {
        const { documents, grants, cursor } = await mailboxes.list(tenant.id, PAGE_SIZE_MAX, from);
        return {
          rows: [...documents.map(describeDocument), ...grants.map((grant) => describe(tenant, grant))],
          cursor,
        };
      });
    const from = query.get('cursor') || undefined;
    const { documents, grants, cursor } = await mailboxes.list(tenant.id, CONSOLE_ROWS, from);
    const tokens = await readTokens(grants);
    const rows = [
      ...documents.map(describeDocument),
      ...grants.map((grant) => describe(tenant, grant, tokens.get(grant.sender.hostObjectId))),
    ];
    const shown = { rows, cursor, isContinued: from !== undefined, found: query.get('done') ?? '' };
    return { ...renderSendersPage(view, shown), ids: { count: rows.length } };
  };
}
