/**
 * The JSON of a diagnosis of one sender as the API describes it: its steps in order, what each found, and who must act.
 *
 * The schema is the description. Answers have its type, so nothing runs it to answer a request. It holds what is the sender's own, never
 * a token, a recipient, or anything of another tenant.
 */
import * as z from 'zod';
import { senderProblemSchema } from '../../grants/sender-schema.ts';
import { findings, stepNames } from './step-names.ts';

const time = z.iso.datetime();
const names = z.array(z.string());

/** Facts by the step that finds them. */
export const diagnosisFactsSchema = z.strictObject({
  userPrincipalName: z.string().exactOptional().describe('identity: the UPN in the host tenant.'),
  mailbox: z.string().exactOptional().describe('identity: primary SMTP address of the connected mailbox.'),
  document: z.string().exactOptional().describe('identity: the document of the operator that names the mailbox.'),
  provider: z.string().exactOptional().describe('identity: by what that document sends.'),
  homeTenantId: z.guid().exactOptional().describe('identity: the tenant in which the mailbox lives.'),
  proven: names.exactOptional().describe('names: those that lead to the sender now.'),
  contested: names.exactOptional().describe('names: those that another organisation gives to somebody else, too.'),
  aged: names.exactOptional().describe('names: those whose proof is too old, and is read again before they are used.'),
  provenAt: time.exactOptional().describe('names: when the addresses were last proven.'),
  status: z
    .enum(['connected', 'reconsent_required', 'disconnected', 'never_connected'])
    .exactOptional()
    .describe('grant: only connected can send.'),
  connectedAt: time.exactOptional().describe('grant: when the sender connected.'),
  refreshedAt: time.exactOptional().describe('grant: when Microsoft last renewed the connection.'),
  reconsentBy: time.exactOptional().describe('grant: when the connection ends unless it is renewed before.'),
  granted: names.exactOptional().describe('permission: what Microsoft granted.'),
  missing: names.exactOptional().describe('permission: what this connector asks for and the sender has not granted.'),
  messagesPerMinute: z.int().exactOptional().describe('limits: messages a minute of one mailbox.'),
  triedInLastMinute: z.int().exactOptional().describe('limits: messages that had waited, and were tried in that time.'),
  tenantMessagesPerMinute: z
    .int()
    .exactOptional()
    .describe('limits: messages a minute that each instance of the app accepts for the host tenant.'),
  newest: z.int().exactOptional().describe('limits: how many of the newest messages of the sender were looked at.'),
  waiting: z.int().exactOptional().describe('limits: how many of those wait to be sent.'),
  until: time.exactOptional().describe('limits: nothing that waits is tried before then.'),
  messageId: z.string().exactOptional().describe('test: the id of the test message.'),
});

export const diagnosisStepSchema = senderProblemSchema.partial().extend({
  name: z.enum(stepNames).describe('What was looked at.'),
  state: z
    .enum(['ok', 'warning', 'failed', 'skipped'])
    .describe(
      'warning: sending works, but somebody should look at it. skipped: another step has to be ok first, or sending needs nothing there.',
    ),
  detail: z.string().describe('What was found, and what to do, for a person.'),
  finding: z.enum(findings).exactOptional().describe('What was found, where no code says it; stable.'),
  since: time.exactOptional().describe('When this was met first.'),
  skippedFor: z.enum(stepNames).exactOptional().describe('The step that has to be ok first.'),
  consentUrl: z.url().exactOptional().describe('Where the sender connects a mailbox.'),
  found: diagnosisFactsSchema.exactOptional().describe('What was found, for programs.'),
});

export const diagnosisSchema = z.strictObject({
  id: z
    .guid()
    .exactOptional()
    .describe('The object id in the host tenant; absent while a name leads to no one sender.'),
  result: z.enum(['ok', 'warning', 'failed']).describe('The worst of the steps.'),
  checkedAt: time.describe('When this was looked at.'),
  steps: z.array(diagnosisStepSchema).describe('In order. The first that failed is where to begin.'),
});

export type Diagnosis = z.infer<typeof diagnosisSchema>;
export type DiagnosisStep = Diagnosis['steps'][number];
export type Found = NonNullable<DiagnosisStep['found']>;
