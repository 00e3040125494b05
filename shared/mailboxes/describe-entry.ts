/**
 * Shows a mailbox that a document names as the API shows senders: by which provider, whether it may send, and what stands in the way.
 *
 * It asks nobody outside; that Exchange or a server lets the mailbox send, the readiness checks and a test message show.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import type { describeSender } from '../grants/describe-sender.ts';
import type { SenderDocument } from '../grants/sender-schema.ts';
import type { Grant } from '../grants/grant.ts';
import type { Senders } from '../grants/senders.ts';
import type { Config } from '../config.ts';
import { buildAdminConsentUrl } from '../oauth/authorization-request.ts';
import { hostScopes, listMissingScopes, SHARED_MAIL_SCOPE } from '../oauth/scopes.ts';
import type { ErrorCode } from '../outcomes.ts';
import type { MailboxEntry } from '../providers/mailbox-entries.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import type { Registrations } from '../tenants/registration.ts';
import { accountOf } from './read-entry.ts';
import type { Suspensions } from './suspensions.ts';

export type DescribeEntry = (entry: MailboxEntry) => Promise<SenderDocument>;

export interface DescribeEntryDependencies {
  config: Pick<Config, 'publicUrl' | 'hostTenantId' | 'entraClientId' | 'outboundAddresses'>;
  senders: Pick<Senders, 'find' | 'inspect'>;
  registrations: Pick<Registrations, 'readForHomeTenant'>;
  requireHomeTenant: RequireHomeTenant;
  suspension: Pick<Suspensions, 'readLately'>;
  /** Handed in, because the start of the app has loaded it already. */
  describeSender: typeof describeSender;
}

export function createDescribeEntry(dependencies: DescribeEntryDependencies): DescribeEntry {
  const { config, senders, registrations, requireHomeTenant, suspension } = dependencies;

  async function findProblem(entry: MailboxEntry): Promise<ErrorCode | undefined> {
    try {
      if ('homeTenantId' in entry.document) await requireHomeTenant(accountOf(entry));
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      return error.code;
    }
    return suspension.readLately(entry);
  }

  /** Whose grant sends from a shared mailbox. */
  async function findPerson({
    hostTenantId,
    owner,
  }: MailboxEntry): Promise<Pick<Grant, 'status' | 'problem' | 'scopes'>> {
    const none = { status: 'disconnected' as const, scopes: [] as string[] };
    if (owner === undefined) return { ...none, problem: { code: 'consent_required' } };
    try {
      const { grant } = await senders.inspect(await senders.find(hostTenantId, owner));
      const { status, problem, scopes } = grant;
      const lacks = listMissingScopes([SHARED_MAIL_SCOPE], scopes).length > 0;
      const found =
        problem ?? (status === 'connected' && lacks ? { code: 'shared_mail_not_granted' as const } : undefined);
      return { status, scopes, ...(found && { problem: found }) };
    } catch (error) {
      if (!hasCode(error, 'not_found')) throw error;
      return { ...none, problem: { code: 'consent_required' } };
    }
  }

  async function readApproval({ document }: MailboxEntry): Promise<{ approvalUrl?: string }> {
    if (document.provider !== 'graph-application') return {};
    const { homeTenantId: tenantId } = document;
    const { authority, clientId } = await registrations.readForHomeTenant(tenantId);
    const redirectUri = `${config.publicUrl}/callback`;
    return { approvalUrl: buildAdminConsentUrl({ authority, tenantId, clientId, redirectUri, scopes: hostScopes }) };
  }

  return async (entry) => {
    const { hostTenantId, id, document, address, changedAt } = entry;
    const code = await findProblem(entry);
    const state =
      document.provider === 'graph-shared'
        ? await findPerson(entry)
        : ({ status: 'connected', scopes: [] as string[] } as const);
    const problem = code ? { code } : 'problem' in state ? state.problem : undefined;
    const account = accountOf(entry);
    const shown = {
      ...account,
      // Whoever sends from a shared mailbox has an entry of their own.
      ...(document.provider === 'graph-shared' && { sender: { hostTenantId, hostObjectId: id } }),
      status: state.status,
      scopes: state.scopes,
      mailbox: address,
      connectedAt: changedAt,
      ...(problem && { problem }),
    };
    const { homeTenantId, ...described } = dependencies.describeSender(shown as unknown as Grant, config);
    return {
      ...described,
      ...('homeTenantId' in document && { homeTenantId }),
      provider: document.provider,
      ...(await readApproval(entry)),
    };
  };
}
