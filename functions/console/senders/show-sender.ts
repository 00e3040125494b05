/**
 * Shows one sender: a person who has connected a mailbox, a mailbox that a document names, or somebody whom messages name and who never
 * connected.
 */
import { ConnectorError, hasCode } from '../../../shared/errors.ts';
import { describeGuest } from '../../../shared/guests/describe-guest.ts';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { renderSenderPage, type SenderView } from '../../../shared/pages/console/senders/sender-page.ts';
import type { HostTenant } from '../../../shared/tenants/host-tenant.ts';
import type { Connector } from '../../compose.ts';
import type { ConsoleVisit, ShownPage } from '../console-page.ts';
import { describeSituation, noteKeptOut } from '../describe-situation.ts';
import { describeDocument } from './describe-document.ts';
import { isNamed } from './is-named.ts';

type Parts = Pick<Connector, 'config' | 'mailboxes' | 'messages' | 'senders' | 'now'>;

export function createShowSender(parts: Parts) {
  const read = createReadSender(parts);
  return async (visit: ConsoleVisit, id: string): Promise<ShownPage> => {
    const code = visit.query.get('code') ?? '';
    const done = visit.query.get('done') ?? '';
    const shown = { ...(await read(visit, id)), done, ...(isCode(code) && { doneCode: code }) };
    return { ...renderSenderPage(visit.view, shown), ids: { sender: id } };
  };
}

function isCode(code: string): code is ErrorCode {
  return Object.hasOwn(outcomes, code);
}

/** @throws ConnectorError `not_found` for somebody who never connected, and whom no message names */
export function createReadSender({ config, mailboxes, messages, senders, now }: Parts) {
  async function readStranger(tenant: HostTenant, hostObjectId: string): Promise<SenderView> {
    if (!(await isNamed({ messages }, { hostTenantId: tenant.id, hostObjectId })))
      throw new ConnectorError('not_found');
    const status = { hostObjectId, state: 'redeemed', who: 'person' } as const;
    const situation = describeSituation(config, tenant, status);
    return { status, situation, scopes: [], names: [], isPerson: false, isStranger: true };
  }

  return async ({ tenant }: Pick<ConsoleVisit, 'tenant'>, id: string): Promise<SenderView> => {
    const configured = await mailboxes.find(tenant.id, id);
    if (configured) {
      const status = describeDocument(configured);
      const { provider, scopes, approvalUrl } = configured;
      const situation = describeSituation(config, tenant, status);
      const { grant } = await senders.read({ hostTenantId: tenant.id, hostObjectId: id });
      const described = { ...(provider && { provider }), ...(approvalUrl && { approvalUrl }) };
      return { status, situation, scopes, names: [], isPerson: grant !== undefined, ...described };
    }
    const found = await senders.find(tenant.id, id).catch((error: unknown) => {
      if (!hasCode(error, 'not_found')) throw error;
    });
    if (!found) return readStranger(tenant, id);
    const { grant, tokens } = await senders.inspect(found);
    const { sender, userPrincipalName, clientId, scopes, wants, names, namesProvenAt, connectedAt } = grant;
    const { hostObjectId } = sender;
    const described = describeGuest({ hostObjectId, grant, ...(tokens && { tokens }) }, now());
    const status = noteKeptOut(tenant, { ...described, userPrincipalName });
    return {
      status,
      situation: describeSituation(config, tenant, status, clientId),
      isPerson: true,
      connectedAt,
      refreshedAt: tokens?.refreshedAt,
      clientId,
      scopes,
      wants,
      namesProvenAt,
      names: names.map(({ value, contestedBy = [] }) => ({
        value,
        contestedBy: contestedBy.map((other) => other.hostObjectId),
      })),
    };
  };
}
