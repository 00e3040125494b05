/**
 * What an administrator can do with a message: cancel it, have it tried now, resend it.
 *
 * Each is done as the application that submitted it, and overrides nothing: a message leaves as what it is bound to, or waits for a person.
 * It is in the audit once it is known whose message it is and before anything is done. A resend that is asked for twice makes one message.
 */
import { ConnectorError } from '../../shared/errors.ts';
import { listMessageActs, type MessageActName } from '../../shared/outbox/list-message-acts.ts';
import type { Message } from '../../shared/outbox/message.ts';
import type { Connector } from '../compose.ts';
import { idsOf } from '../messages.ts';
import type { Act, ConsoleVisit, Led } from './console-page.ts';
import { readResent } from './read-resent.ts';

const done: Readonly<Record<MessageActName, 'cancelled' | 'retried' | 'resent'>> = {
  cancel: 'cancelled',
  retry: 'retried',
  resend: 'resent',
};

export function messageActs({
  messages,
  configuration,
  now,
}: Pick<Connector, 'messages' | 'configuration' | 'now'>): Readonly<Record<MessageActName, Act>> {
  const run: Readonly<Record<MessageActName, (message: Message) => Promise<Message>>> = {
    cancel: (message) => messages.cancel(callerOf(message), message.id),
    retry: ({ hostTenantId, id }) => messages.retryNow(hostTenantId, id),
    resend: (message) => messages.resend(callerOf(message), message.id, { keepsBinding: true }),
  };
  const act = (name: MessageActName, isDestructive: boolean): Act => ({
    isDestructive,
    async run({ tenant, item, by }: ConsoleVisit) {
      const message = await messages.readOfTenant(tenant.id, item);
      const { id, status } = message;
      const resent = name === 'resend' ? await readResent(messages, message) : undefined;
      if (resent) return leadTo(resent, name);
      if (!listMessageActs(message, now()).includes(name))
        throw new ConnectorError('message_state', { detail: `The message is ${status}, which does not allow that.` });
      await configuration.noteAct({ action: done[name], kind: 'message', hostTenantId: tenant.id, name: id }, by);
      const after = await run[name](message);
      return leadTo(after, name);
    },
  });
  return { cancel: act('cancel', true), retry: act('retry', false), resend: act('resend', true) };
}

function leadTo(after: Message, name: MessageActName): Led {
  return { page: `messages/${after.id}`, query: { done: done[name] }, ids: idsOf(after) };
}

/** As the application that submitted it; it needs no right. */
function callerOf({ hostTenantId, callerId: clientId }: Message) {
  return { hostTenantId, clientId, rights: [] };
}
