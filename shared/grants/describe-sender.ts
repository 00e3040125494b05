/**
 * A sender as the API shows it: whether they are connected, to what, and what is wrong.
 */
import { outcomes, type ErrorCode } from '../outcomes.ts';
import type { Config } from '../config.ts';
import type { Grant, SealedTokens } from './grant.ts';
import type { JudgedGrant } from './judge-connection.ts';
import { reconsentBy } from './refresh-schedule.ts';
import type { SenderDocument, SenderProblem } from './sender-schema.ts';

type AppConfig = Pick<Config, 'entraClientId' | 'outboundAddresses'>;

/** `tokens` is absent in lists. */
export function describeSender(
  grant: JudgedGrant,
  config: Pick<Config, 'publicUrl' | 'hostTenantId'> & AppConfig,
  tokens?: Pick<SealedTokens, 'refreshedAt'>,
): SenderDocument {
  const { sender, userPrincipalName, mailbox, homeTenantId, status, scopes, wants, connectedAt, problem } = grant;
  const isConnected = status === 'connected';
  return {
    id: sender.hostObjectId,
    ...(userPrincipalName && { userPrincipalName }),
    mailbox,
    homeTenantId,
    status,
    scopes,
    ...(wants && { wants }),
    connectedAt: connectedAt.toISOString(),
    ...(tokens && { refreshedAt: tokens.refreshedAt.toISOString() }),
    ...(isConnected && tokens && { reconsentBy: reconsentBy(tokens.refreshedAt).toISOString() }),
    consentUrl: consentUrl(config, sender.hostTenantId),
    ...(problem && { problem: describeProblem(problem, { ...config, ...appOf(grant) }) }),
  };
}

/** The app registration the sender consented to, where it is known. */
export function appOf({ clientId }: Pick<Grant, 'clientId'>): { entraClientId?: string } {
  return clientId === undefined ? {} : { entraClientId: clientId };
}

/** The same for every sender of a host tenant; only where that is not the one of the settings does the address name it. */
export function consentUrl(
  { publicUrl, hostTenantId }: Pick<Config, 'publicUrl' | 'hostTenantId'>,
  ofTenantId = hostTenantId,
): string {
  return ofTenantId === hostTenantId ? `${publicUrl}/authorize` : `${publicUrl}/authorize?tenant=${ofTenantId}`;
}

/** What an administrator of the home tenant must allow, for a problem that this solves. */
export function describeApp(
  code: ErrorCode,
  { entraClientId, outboundAddresses }: AppConfig,
): Pick<SenderProblem, 'appId' | 'outboundAddresses'> {
  if (code === 'home_tenant_blocked' || code === 'assignment_required') return { appId: entraClientId };
  if (code !== 'blocked_by_home_policy') return {};
  return { appId: entraClientId, ...(outboundAddresses && { outboundAddresses }) };
}

/** What is wrong, who must act, and where to read more. */
export function describeProblem(
  { code, upstreamCode }: Pick<NonNullable<Grant['problem']>, 'code' | 'upstreamCode'>,
  config: AppConfig,
): SenderProblem {
  const { who, detail, helpUrl } = outcomes[code];
  return {
    code,
    who,
    detail,
    ...(helpUrl && { helpUrl }),
    ...(upstreamCode && { upstreamCode }),
    ...describeApp(code, config),
  };
}
