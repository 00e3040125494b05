/**
 * What the page of a message says about its sender: their mailbox, whether they have a page, and, while the message is on hold, what there is
 * to pass on to whoever must act.
 */
import { describeGuest } from '../../shared/guests/describe-guest.ts';
import type { Message } from '../../shared/outbox/message.ts';
import type { MessageView } from '../../shared/pages/console/messages/shown-message.ts';
import type { Situation } from '../../shared/pages/console/people/pass-on.ts';
import type { PersonStatus } from '../../shared/pages/console/people/person-status.ts';
import type { Connector } from '../compose.ts';
import type { ConsoleVisit } from './console-page.ts';
import { describeSituation } from './describe-situation.ts';
import { describeDocument } from './senders/describe-document.ts';
import { isNamed } from './senders/is-named.ts';

type Parts = Pick<Connector, 'config' | 'mailboxes' | 'messages' | 'senders' | 'now'>;

interface Found {
  status: PersonStatus;
  clientId?: string | undefined;
}

export async function readMessageSender(
  parts: Parts,
  visit: Pick<ConsoleVisit, 'tenant'>,
  message: Message,
): Promise<Pick<MessageView, 'mailbox' | 'hasSenderPage' | 'situation'>> {
  const { sender, status } = message;
  const found = sender && (await readSender(parts, visit, sender.hostObjectId));
  return {
    mailbox: found?.status.address,
    hasSenderPage: found !== undefined,
    situation: status === 'held' ? describeHeld(parts, visit, message, found) : undefined,
  };
}

/** As it is stored, so that a sender's trouble keeps nobody from the message; undefined for somebody of whom there is no page. */
async function readSender(
  { mailboxes, messages, senders, now }: Parts,
  { tenant }: Pick<ConsoleVisit, 'tenant'>,
  hostObjectId: string,
): Promise<Found | undefined> {
  const sender = { hostTenantId: tenant.id, hostObjectId };
  const { grant, tokens } = await senders.read(sender);
  if (grant) {
    const known = { hostObjectId, grant: await senders.judge(grant), ...(tokens && { tokens }) };
    return { status: describeGuest(known, now()), clientId: grant.clientId };
  }
  const configured = await mailboxes.find(tenant.id, hostObjectId);
  if (configured) return { status: describeDocument(configured) };
  return (await isNamed({ messages }, sender)) ? { status: { hostObjectId, state: 'redeemed' } } : undefined;
}

/** Who was named by a name that nobody has proven is told to connect; else the connection says what to do, or the message. */
function describeHeld(
  { config }: Parts,
  { tenant }: Pick<ConsoleVisit, 'tenant'>,
  { sender, error }: Message,
  found: Found | undefined,
): Situation {
  const status: PersonStatus = found?.status ?? { hostObjectId: sender?.hostObjectId ?? '', state: 'redeemed' };
  const isOfMessage = !status.problem && error !== undefined && error.code !== 'consent_required';
  const problem = isOfMessage ? { code: error.code, upstreamCode: error.graphCode } : status.problem;
  return describeSituation(config, tenant, { ...status, problem }, found?.clientId);
}
