/**
 * The JSON of a message in every answer: as the outbox describes it, and for one that waits, what will happen by itself.
 *
 * The sentence of a refusal tells its reader to send again. A message that waits must not be sent again, so it gets a sentence of its
 * own; and who has to act is told where. It reads nothing and knows no request.
 */
import type { Config } from '../shared/config.ts';
import { consentUrl, describeApp } from '../shared/grants/describe-sender.ts';
import { describeMessage } from '../shared/outbox/describe-message.ts';
import type { MessageAnswer } from '../shared/outbox/message-answer.ts';
import type { Message } from '../shared/outbox/message.ts';
import { isParkedCode } from '../shared/outbox/parked.ts';
import { outcomes, type ErrorCode, type Who } from '../shared/outcomes.ts';
import type { ProblemExtra } from '../shared/problem-document.ts';
import { needsConsent } from './page.ts';

export type MessageJson = MessageAnswer & ProblemExtra;

export function messageJson(message: Message, config: Config): MessageJson {
  const body = describeMessage(message);
  const { status, error } = body;
  if (!error) return body;
  const isWaiting = status === 'queued' || status === 'held';
  return {
    ...body,
    ...(isWaiting && { error: { ...error, detail: describeWaiting(error.code) } }),
    ...(needsConsent(error.code) && { consentUrl: consentUrl(config, message.hostTenantId) }),
    ...describeApp(error.code, config),
  };
}

/** What ends the wait, by whoever has to act. */
const ends: Readonly<Record<Who, string>> = {
  caller: 'that is settled; or cancel it, and submit it correctly',
  person: 'the sender has put that right',
  home_admin: 'an administrator of the home organisation has put that right',
  host_admin: 'an administrator of the organisation that runs the ERP has put that right',
  operator: 'the operator of this connector has put that right',
  nobody: 'that has passed',
};

/** What happened, and what comes next of a message that is kept. */
function describeWaiting(code: ErrorCode): string {
  const { detail, who } = outcomes[code];
  if (isParkedCode(code)) return detail;
  const [happened = detail] = detail.split(/(?<=\.) (?=[A-Z])/);
  if (code === 'identity_changed')
    return `${happened} The message is kept, and sent by itself once the account for which it was accepted is connected; to send it from another one, cancel it and resend it.`;
  const end = needsConsent(code) ? 'the sender has connected on consentUrl' : ends[who];
  return `${happened} The message is kept, and sent by itself once ${end}; do not send it again.`;
}
