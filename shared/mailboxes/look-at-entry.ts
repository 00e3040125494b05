/**
 * What a diagnosis wants to know of a mailbox that a document names, and how it may be tried without sending. It judges nothing.
 */
import { ConnectorError } from '../errors.ts';
import { NOT_LISTED } from '../outbox/read-sender.ts';
import type { SenderTokens } from '../outbox/sender-tokens.ts';
import type { LoadProviders } from '../providers/load-providers.ts';
import type { MailboxEntry } from '../providers/mailbox-entries.ts';
import type { Sender } from '../sender.ts';
import type { FoundEntry } from './find-entry.ts';
import { accountOf, type GrantedToken, type RoutedToken } from './read-entry.ts';

export interface LookedMailbox {
  /** Under which it is listed. */
  id: string;
  /** Whose limits apply. */
  sender: Sender;
  /** Name of the document. */
  document: string;
  provider: MailboxEntry['document']['provider'];
  mailbox: string;
  /** Absent where it lives in no tenant. */
  homeTenantId?: string;
  /** @throws ConnectorError `forbidden` where the document does not list this application */
  requireApplication(clientId: string): Promise<void>;
  /** As a send; resolves to what asks for the mailbox, where something can without sending. @throws ConnectorError as a send */
  open(): Promise<{ probe?: () => Promise<void> }>;
}

export interface LookAtEntryDependencies<Granted extends GrantedToken> {
  tokens: Pick<SenderTokens<Granted | RoutedToken<Granted>>, 'read'>;
  loadProviders: LoadProviders;
}

export function createLookAtEntry<Granted extends GrantedToken>({
  tokens,
  loadProviders,
}: LookAtEntryDependencies<Granted>) {
  return ({ entry }: FoundEntry, reference: string): LookedMailbox => {
    const { hostTenantId, document, name, address, id } = entry;
    const { sender } = accountOf(entry);
    const { applications } = document;
    return {
      id: document.provider === 'graph-shared' ? id : sender.hostObjectId,
      sender,
      document: name,
      provider: document.provider,
      mailbox: address,
      ...('homeTenantId' in document && document.homeTenantId && { homeTenantId: document.homeTenantId }),
      async requireApplication(clientId) {
        if (applications && !applications.includes(clientId))
          throw new ConnectorError('forbidden', { who: 'operator', detail: NOT_LISTED });
      },
      async open() {
        const { accessToken } = await tokens.read(hostTenantId, reference);
        if (document.provider === 'graph-shared') return {};
        const provider = await (await loadProviders()).open(document);
        return provider.probe ? { probe: async () => provider.probe?.({ ...entry, document }, accessToken) } : {};
      },
    };
  };
}
