/**
 * What an administrator can do with one sender: check, test, disconnect, erase.
 *
 * It is in the audit once it is known that there is such a sender and that it can be done, and before anything is done.
 */
import type { Caller } from '../../../shared/callers/caller.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { describeReceipt } from '../../../shared/grants/describe-receipt.ts';
import type { Message } from '../../../shared/outbox/message.ts';
import { renderCheckPage } from '../../../shared/pages/console/senders/check-page.ts';
import { renderNothingLeft, renderReceiptPage } from '../../../shared/pages/console/senders/receipt-page.ts';
import type { Connector } from '../../compose.ts';
import type { Act, ConsoleVisit, Led } from '../console-page.ts';
import { describeSituation } from '../describe-situation.ts';

type IdOf = (visit: ConsoleVisit) => string;

export function createSenderActs(connector: Connector, idOf: IdOf): Readonly<Record<string, Act>> {
  const { configuration, mailboxes, senders, messages } = connector;
  const note = (action: 'tested' | 'disconnected' | 'erased', { tenant, by }: ConsoleVisit, name: string) =>
    configuration.noteAct({ action, kind: 'sender', hostTenantId: tenant.id, name }, by);

  return {
    diagnose: createDiagnose(connector, idOf),
    test: {
      isDestructive: false,
      isOnce: true,
      async run(visit) {
        const id = idOf(visit);
        const { tenant, view } = visit;
        const configured = await mailboxes.find(tenant.id, id);
        const sender = { hostTenantId: tenant.id, hostObjectId: id };
        const found = configured ? sender : (await senders.find(tenant.id, id)).grant.sender;
        const onReady = () => note('tested', visit, id);
        const message = await messages.submitTest(callerOf(visit), found, view.texts.testMessage, id, onReady);
        return { page: `senders/${id}`, query: tellTest(message), ids: { sender: id, message: message.id } };
      },
    },
    disconnect: {
      isDestructive: true,
      async run(visit): Promise<Led> {
        const id = idOf(visit);
        await mailboxes.refuseDisconnect(visit.tenant.id, id);
        await senders.find(visit.tenant.id, id);
        await note('disconnected', visit, id);
        await senders.disconnect(visit.tenant.id, id);
        return { page: `senders/${id}`, query: { done: 'disconnected' }, ids: { sender: id } };
      },
    },
    erase: {
      isDestructive: true,
      async run(visit) {
        const id = idOf(visit);
        const { tenant, view } = visit;
        const person = { hostTenantId: tenant.id, hostObjectId: id };
        // The messages of a mailbox that a document names are nobody's own.
        const isDocument = (await mailboxes.find(tenant.id, id)) && !(await senders.read(person)).grant;
        if (isDocument) throw new ConnectorError('forbidden', { who: 'operator' });
        const receipt = await senders.eraseFor(tenant.id, id, () => note('erased', visit, id));
        if (receipt.deleted.length === 0) return { ...renderNothingLeft(view), ids: { sender: id } };
        const document = describeReceipt(receipt, person);
        return { ...renderReceiptPage(view, { ...receipt, document }), ids: { sender: id } };
      },
    },
  };
}

function createDiagnose({ config, operations }: Pick<Connector, 'config' | 'operations'>, idOf: IdOf): Act {
  return {
    isDestructive: false,
    async run(visit) {
      const id = idOf(visit);
      const { tenant, view } = visit;
      const { diagnosis, ids, alarms } = await operations.diagnose({ hostTenantId: tenant.id, reference: id });
      const { steps, checkedAt } = diagnosis;
      const failed = steps.find(({ state }) => state === 'failed');
      const code = failed?.code;
      const homeTenantId = steps.find(({ name }) => name === 'identity')?.found?.homeTenantId;
      const state = failed?.consentUrl === undefined ? ('blocked' as const) : ('reconnect' as const);
      const problem = code && { code, upstreamCode: failed?.upstreamCode };
      const status = { hostObjectId: id, homeTenantId, state, problem };
      const situation = problem && describeSituation(config, tenant, status);
      const shown = { id, checkedAt: new Date(checkedAt), steps, situation };
      return { ...renderCheckPage(view, shown), ids, alarms };
    },
  };
}

/** In whose name a test is submitted: the administrator, through the app of the console. */
function callerOf({ tenant, administrator }: ConsoleVisit): Caller {
  const { clientId, sender } = administrator;
  return { hostTenantId: tenant.id, clientId, personId: sender.hostObjectId, rights: [] };
}

function tellTest({ status, error }: Message): Record<string, string> {
  if (status === 'sent') return { done: 'test_sent' };
  if (status === 'unknown') return { done: 'test_unknown' };
  const isOver = status === 'failed' || status === 'expired' || status === 'cancelled';
  return isOver ? { done: 'test_failed', ...(error && { code: error.code }) } : { done: 'test_waits' };
}
