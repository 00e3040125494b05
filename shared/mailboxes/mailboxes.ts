/**
 * The façade of mailboxes that documents name: tokens for the outbox, and how such mailboxes are shown beside connected people.
 *
 * What does the work is loaded when there is such a document. Without one, everything goes to the grants at the cost of a look into the
 * cache of documents.
 */
import type { JudgedGrant } from '../grants/judge-connection.ts';
import type { SenderDocument } from '../grants/sender-schema.ts';
import type { Senders } from '../grants/senders.ts';
import type { SenderTokens } from '../outbox/sender-tokens.ts';
import type { Sender } from '../sender.ts';
import type { OpenMailboxes, OpenMailboxesDependencies } from './open-mailboxes.ts';
import type { RoutedToken } from './read-entry.ts';

type Granted = Awaited<ReturnType<Senders['tokens']['read']>>;
type Token = Granted | RoutedToken<Granted>;

export interface Mailboxes extends Pick<OpenMailboxes<Granted>, 'find' | 'look' | 'refuseDisconnect' | 'listScopes'> {
  tokens: SenderTokens<Token>;
  /** First those of documents, then people. */
  list(
    hostTenantId: string,
    top: number,
    cursor?: string,
  ): Promise<{ documents: SenderDocument[]; grants: JudgedGrant[]; cursor?: string }>;
}

export interface MailboxesDependencies extends OpenMailboxesDependencies<Granted> {
  senders: OpenMailboxesDependencies<Granted>['senders'] & Pick<Senders, 'list'>;
}

/** Of a page that begins among the documents; a cursor of the grants is base64. */
const PLACE = /^mailbox:(\d{1,6})$/;

export function createMailboxes(dependencies: MailboxesDependencies): Mailboxes {
  const { listDocuments, senders } = dependencies;
  let opened: OpenMailboxes<Granted> | undefined;

  /** Undefined while there is no document. */
  async function open(): Promise<OpenMailboxes<Granted> | undefined> {
    const { documents, refused } = await listDocuments();
    if (documents.length + refused.length === 0) return undefined;
    const { openMailboxes } = await import('./open-mailboxes.ts');
    return (opened ??= openMailboxes(dependencies));
  }

  const tokens = async (): Promise<SenderTokens<Token>> => (await open())?.tokens ?? senders.tokens;
  // A token outlives the document that it was read by.
  const tokensOf = (token: Token) => ('entry' in token && opened ? opened : senders).tokens as SenderTokens<Token>;

  return {
    tokens: {
      bind: async (...given) => (await tokens()).bind(...given),
      read: async (...given) => (await tokens()).read(...given),
      renew: (token, claims) => tokensOf(token).renew(token, claims),
      noteMailbox: (token, refusal) => tokensOf(token).noteMailbox(token, refusal),
      refuse: (token, graphCode) => tokensOf(token).refuse(token, graphCode),
    },
    find: async (...given) => (await open())?.find(...given),
    look: async (...given) => (await open())?.look(...given),
    refuseDisconnect: async (...given) => (await open())?.refuseDisconnect(...given),
    listScopes: async (sender: Sender) => (await open())?.listScopes(sender) ?? [],
    async list(hostTenantId, top, cursor) {
      const place = cursor === undefined ? '0' : PLACE.exec(cursor)?.[1];
      const listed = place === undefined ? undefined : await (await open())?.list(hostTenantId, top, Number(place));
      const documents = listed ?? [];
      if (documents.length === top) return { documents, grants: [], cursor: `mailbox:${Number(place) + top}` };
      const rest = await senders.list(hostTenantId, top - documents.length, place === undefined ? cursor : undefined);
      return { documents, ...rest };
    },
  };
}
