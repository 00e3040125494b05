/** The console beside applications that submit messages and people who connect mailboxes, in memory. */
import { createConsole } from '../console-journey.ts';
import { homeTenantId } from '../../shared/sign-in/sign-in-sample.ts';
import { erp, personOf, redirectOf } from '../../fakes/memory-connector.ts';
import { submission } from '../api.ts';
import { invoke } from '../invoke.ts';

export const ann = personOf('ann').hostObjectId;
/** Nobody who ever connected. */
export const stranger = personOf('sam').hostObjectId;

export function createMessagesStage(...swap: Parameters<typeof createConsole>) {
  const stage = createConsole(...swap);
  const { connector, deliveryQueue, entra, stores, handlers } = stage;

  /** Both sign-ins of a person. */
  async function connect(key: string): Promise<void> {
    const started = await connector.signIn.start(await connector.tenants.readDefault(), undefined, 'connect');
    const browser = { secret: started.browserSecret, handles: [] };
    const leg = await connector.signIn.finish(browser, redirectOf(started.url, key));
    if (leg.kind === 'redirect') await connector.signIn.finish(browser, redirectOf(leg.url, key));
  }

  return {
    ...stage,
    connect,
    /** As an application; resolves to the answer. */
    async send(changes: object = {}, { as = erp, headers = {} }: { as?: string; headers?: object } = {}) {
      const { json } = await invoke(handlers.send, 'POST', {
        headers: { authorization: `Bearer ${as}`, 'content-type': 'application/json', ...headers },
        body: JSON.stringify(submission(changes)),
      });
      return { id: String(json['id']), status: String(json['status']) };
    },
    /** What the queue shows by now is delivered. */
    async work(): Promise<void> {
      for (let taken = deliveryQueue.take(); taken; taken = deliveryQueue.take()) {
        await connector.messages.deliver((taken.item as { id: string }).id);
        deliveryQueue.complete(taken);
      }
    },
    /** The next sign-ins are with another account of the home tenant. */
    handOver(): void {
      const uid = '00000a0e-0000-4000-8000-0000000000ff';
      entra.script.change = (result) => ({
        ...result,
        clientInfo: { uid, utid: homeTenantId },
        ...(result.idTokenClaims['tid'] === homeTenantId && {
          idTokenClaims: { ...result.idTokenClaims, oid: uid },
        }),
      });
    },
    message: (id: string) => stores.messages.read(id),
    async audit() {
      const { entries } = await connector.configuration.listAudit();
      return entries.map(({ action, kind, name }) => `${action} ${kind} ${name}`);
    },
  };
}

export const later = { headers: { prefer: 'respond-async' } };
