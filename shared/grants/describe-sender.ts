/**
 * A sender as the API shows it: whether they are connected, to what, and what is wrong. As a schema and as the function that
 * builds it; the schema describes answers for readers and tests and is not run when one is built.
 */
import * as z from 'zod';
import { outcomes, type ErrorCode } from '../outcomes.ts';
import type { Config } from '../config.ts';
import { problemDocumentSchema } from '../problem-document.ts';
import type { Grant, SealedTokens } from './grant.ts';
import type { JudgedGrant } from './judge-connection.ts';
import { reconsentBy } from './refresh-schedule.ts';

const time = z.iso.datetime();

/** Why sending as a sender fails at the moment. */
export const senderProblemSchema = problemDocumentSchema
  .pick({ code: true, who: true, upstreamCode: true, appId: true, outboundAddresses: true })
  .extend({
    detail: z.string().describe('What happened and what to do, for a person.'),
    helpUrl: z.url().exactOptional().describe('Where to read more.'),
  });

/** The JSON of `GET /senders/{sender}`; times in RFC 3339. */
export const senderDocumentSchema = z.strictObject({
  id: z.guid().describe('The object id in the host tenant.'),
  userPrincipalName: z.string().exactOptional().describe('The UPN in the host tenant.'),
  mailbox: z.string().describe('Primary SMTP address of the connected mailbox.'),
  homeTenantId: z
    .guid()
    .exactOptional()
    .describe('The tenant in which the mailbox lives; absent for a mailbox of the operator that lives in none.'),
  provider: z
    .string()
    .exactOptional()
    .describe('By what a mailbox that the operator has set up sends; absent for a person who connected one.'),
  approvalUrl: z
    .url()
    .exactOptional()
    .describe(
      'Where an administrator of the home tenant makes the app known there, for the provider graph-application.',
    ),
  status: z.enum(['connected', 'reconsent_required', 'disconnected']).describe('Only connected can send.'),
  scopes: z.array(z.string()).describe('The permissions that Microsoft granted.'),
  wants: z
    .array(z.string())
    .exactOptional()
    .describe('Permissions that this connector now asks for and the sender has not granted; sending goes on without.'),
  connectedAt: time.describe('When the sender connected.'),
  refreshedAt: time.exactOptional().describe('When Microsoft last renewed the connection; absent in lists.'),
  reconsentBy: time.exactOptional().describe('When the connection ends unless it is renewed before.'),
  consentUrl: z.url().describe('Where the sender connects a mailbox.'),
  problem: senderProblemSchema.exactOptional().describe('Why sending fails at the moment.'),
});

export type SenderDocument = z.infer<typeof senderDocumentSchema>;

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
): Pick<z.infer<typeof senderProblemSchema>, 'appId' | 'outboundAddresses'> {
  if (code === 'home_tenant_blocked' || code === 'assignment_required') return { appId: entraClientId };
  if (code !== 'blocked_by_home_policy') return {};
  return { appId: entraClientId, ...(outboundAddresses && { outboundAddresses }) };
}

/** What is wrong, who must act, and where to read more. */
export function describeProblem(
  { code, upstreamCode }: Pick<NonNullable<Grant['problem']>, 'code' | 'upstreamCode'>,
  config: AppConfig,
): z.infer<typeof senderProblemSchema> {
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
