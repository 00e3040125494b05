/** An installation with a door for each kind of sender, on memory. */
import type { DoorDocument, DoorKind } from '../../shared/doors/door-document.ts';
import type { DoorSources } from '../../shared/doors/door-sources.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { documents, renderTiny, tinyTemplate, type TinyTemplate } from '../shared/doors/door-samples.ts';
import { clientState, initiator, salesInvoicePosted } from '../shared/doors/payloads.ts';
import { createApi, ann } from './api.ts';
import type { Given, Invocation } from './invoke.ts';

/** Secrets by the names that documents give them; both are active where a document names both. */
export const secrets: Readonly<Record<string, string>> = { 'door-key': clientState, 'door-key-next': 'n'.repeat(43) };

export interface DoorsSetUp {
  /** Changes the document of every door. */
  change?: (document: DoorDocument) => DoorDocument;
  sources?: Partial<DoorSources<TinyTemplate>>;
  replace?: Parameters<typeof createApi>[0];
}

/** `knock` brings an event as its sender does, with the secret in the header where it has one. */
export function createDoorsApi({ change = (document) => document, sources, replace }: DoorsSetUp = {}) {
  const asked: string[] = [];
  const doorSources = {
    async readDoor(tenant: string, name: string) {
      asked.push(`${tenant}.${name}`);
      const document: DoorDocument | undefined = tenant === hostTenantId ? documents[name as DoorKind] : undefined;
      return document && change(document);
    },
    readTemplate: async () => tinyTemplate,
    render: renderTiny,
    readSecret: async (name: string) => secrets[name] ?? '',
    ...sources,
  };
  const api = createApi((parts) => ({ doorSources, ...replace?.(parts) }));
  const knock = (door: string, posted: unknown, given: Given = {}) =>
    api.call('events', 'POST', {
      ...given,
      params: { door: door.includes('.') ? door : `${hostTenantId}.${door}` },
      headers: { 'content-type': 'application/json', 'x-guestmail-door': clientState, ...given.headers },
      body: typeof posted === 'string' ? posted : JSON.stringify(posted),
    });
  /** The messages of the application under whose name the doors keep them. */
  const list = async (query: Record<string, string> = {}) =>
    (await api.call('messages', 'GET', { query })).json['value'] as Record<string, unknown>[];
  return { ...api, asked, knock, list };
}

/** The payload as if this person of the directory had caused it. */
export function causedBy<Payload>(payload: Payload, hostObjectId = ann): Payload {
  const text = JSON.stringify(payload).replaceAll(new RegExp(initiator, 'gi'), hostObjectId);
  return JSON.parse(text) as Payload;
}

/** What the sender of an event hears of its message. */
async function knockOnce(changes: object): Promise<Invocation> {
  const answer = await createDoorsApi().knock('business-central-event', { ...salesInvoicePosted, ...changes });
  return { ...answer, json: (answer.json['value'] as Invocation['json'][])[0] ?? {} };
}

/** What makes each code of a parked event happen. */
export const parkedOutcomes = {
  initiator_missing: () => knockOnce({ initiatingUserAADObjectId: null }),
  event_incomplete: () => knockOnce({ payload: {} }),
};
