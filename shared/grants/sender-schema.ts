/**
 * What the API says of a sender, as a schema, for descriptions, tests and types. It is not run when an answer is built, and no start loads it.
 */
import * as z from 'zod';
import { problemDocumentSchema } from '../problem-schema.ts';

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

export type SenderProblem = z.infer<typeof senderProblemSchema>;
