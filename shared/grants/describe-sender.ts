/**
 * A sender as the API shows it: whether they are connected, to what, and what is wrong. Pure.
 */
import { outcomes, type ErrorCode } from '../outcomes.ts';
import type { Config } from '../config.ts';
import { REFRESH_TOKEN_IDLE_DAYS } from '../limits.ts';
import type { Grant, SealedTokens } from './grant.ts';

type AppConfig = Pick<Config, 'entraClientId' | 'outboundAddresses'>;

/** The JSON of `GET /senders/{sender}`; dates in RFC 3339. `tokens` is absent in lists. */
export function describeSender(
  grant: Grant,
  config: Pick<Config, 'publicUrl'> & AppConfig,
  tokens?: Pick<SealedTokens, 'refreshedAt'>,
): Record<string, unknown> {
  const { sender, userPrincipalName, mailbox, homeTenantId, status, scopes, connectedAt, problem } = grant;
  const isConnected = status === 'connected';
  return {
    id: sender.hostObjectId,
    ...(userPrincipalName && { userPrincipalName }),
    mailbox,
    homeTenantId,
    status,
    scopes,
    connectedAt: connectedAt.toISOString(),
    ...(tokens && { refreshedAt: tokens.refreshedAt.toISOString() }),
    ...(isConnected && tokens && { reconsentBy: reconsentBy(tokens.refreshedAt).toISOString() }),
    consentUrl: consentUrl(config.publicUrl),
    ...(problem && { problem: describeProblem(problem, config) }),
  };
}

/** Static, the same for everybody. */
export function consentUrl(publicUrl: string): string {
  return `${publicUrl}/authorize`;
}

function reconsentBy(refreshedAt: Date): Date {
  return new Date(refreshedAt.getTime() + REFRESH_TOKEN_IDLE_DAYS * 24 * 3600 * 1000);
}

/** What an administrator of the home tenant has to allow, where that puts it right. */
export function describeApp(
  code: ErrorCode,
  { entraClientId, outboundAddresses }: AppConfig,
): { appId?: string; outboundAddresses?: string } {
  if (code !== 'blocked_by_home_policy') return {};
  return { appId: entraClientId, ...(outboundAddresses && { outboundAddresses }) };
}

function describeProblem(
  { code, upstreamCode }: NonNullable<Grant['problem']>,
  config: AppConfig,
): Record<string, string> {
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
