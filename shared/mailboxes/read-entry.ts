/**
 * Reads the token with which a mailbox that a document names is sent from: the app's own, a server's, or that of a person who may.
 *
 * Allowed home tenants, people, what their host tenant says of them, and permissions are asked at every use. It does not decide to which mailbox a reference leads.
 */
import { ConnectorError } from '../errors.ts';
import type { HomeAccount } from '../outbox/message.ts';
import type { ReadOptions, SenderToken, SenderTokens } from '../outbox/sender-tokens.ts';
import type { LoadProviders } from '../providers/load-providers.ts';
import type { MailboxEntry } from '../providers/mailbox-entries.ts';
import type { OpenOptions, ProviderMessage } from '../providers/provider.ts';
import type { ProviderDocument } from '../providers/providers.ts';
import type { Sender } from '../sender.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import type { FindEntry } from './find-entry.ts';
import type { Suspensions } from './suspensions.ts';

/** A token of a grant. */
export type GrantedToken = SenderToken & { maySendShared: boolean };

/** A token for a mailbox that a document names; `granted`: the person's, where it is sent with that. */
export interface RoutedToken<Granted> extends SenderToken {
  entry: MailboxEntry;
  granted?: Granted;
}

export interface ReadEntryDependencies<Granted extends GrantedToken> {
  granted: SenderTokens<Granted>;
  entries: FindEntry;
  loadProviders: LoadProviders;
  requireHomeTenant: RequireHomeTenant;
  suspension: Pick<Suspensions, 'read'>;
}

export function createReadEntry<Granted extends GrantedToken>({
  granted,
  entries,
  loadProviders,
  requireHomeTenant,
  suspension,
}: ReadEntryDependencies<Granted>) {
  async function openProvider(
    entry: MailboxEntry<ProviderDocument>,
    renewal?: OpenOptions,
  ): Promise<RoutedToken<Granted>> {
    const account = accountOf(entry);
    if ('homeTenantId' in entry.document) await requireHomeTenant(account);
    const suspended = await suspension.read(entry);
    if (suspended) throw new ConnectorError(suspended);
    const provider = await (await loadProviders()).open(entry.document);
    const credential = await provider.open(entry, renewal);
    return {
      ...mailboxOf(entry),
      grant: account,
      accessToken: credential,
      send: (message) => provider.send(entry, credential, message),
    };
  }

  /** @throws ConnectorError `shared_mail_not_granted` */
  function onBehalf(entry: MailboxEntry, token: Granted): RoutedToken<Granted> {
    if (!token.maySendShared) throw new ConnectorError('shared_mail_not_granted');
    const { grant, accessToken } = token;
    const { address } = entry;
    const send = async (message: ProviderMessage) =>
      (await loadProviders()).sendOnBehalf({ address, accessToken }, message);
    return { ...mailboxOf(entry), grant, accessToken, granted: token, send };
  }

  async function readEntry(entry: MailboxEntry, options: ReadOptions = {}): Promise<RoutedToken<Granted>> {
    const { document, hostTenantId, owner } = entry;
    if (document.provider !== 'graph-shared') return openProvider({ ...entry, document });
    if (owner === undefined) throw nobodySends();
    const token = await granted.read(hostTenantId, owner, undefined, withoutMessage(options));
    if (!isOneOf(entry, token)) throw new ConnectorError('home_tenant_not_allowed');
    return onBehalf(entry, token);
  }

  /** As a person, also with `from` of a shared mailbox that they may send from. */
  async function readPerson(
    hostTenantId: string,
    reference: string,
    from?: string,
    options: ReadOptions = {},
  ): Promise<Granted | RoutedToken<Granted>> {
    const entry = from === undefined ? undefined : await entries.byFrom(hostTenantId, from);
    if (!entry) return granted.read(hostTenantId, reference, from, options);
    const token = await granted.read(hostTenantId, reference, undefined, withoutMessage(options));
    const isOwn = token.names.includes(entry.address);
    return isOwn || !isOneOf(entry, token) ? token : onBehalf(entry, token);
  }

  async function renew(token: RoutedToken<Granted>, claims?: string): Promise<RoutedToken<Granted>> {
    const { entry, granted: person, accessToken: refused } = token;
    if (person) return onBehalf(entry, await granted.renew(person, claims));
    const document = entry.document as ProviderDocument;
    return openProvider({ ...entry, document }, { refused, ...(claims !== undefined && { claims }) });
  }

  return { readEntry, readPerson, renew };
}

/** A mailbox of a document is sent from without a fence, so nothing is relied on that was read before. */
function withoutMessage({ messageId: _messageId, ...options }: ReadOptions): ReadOptions {
  return options;
}

/** As whom messages leave from a mailbox that needs no person. */
export function accountOf({ hostTenantId, owner, id, homeTenantId }: MailboxEntry): { sender: Sender } & HomeAccount {
  return { sender: { hostTenantId, hostObjectId: owner ?? id }, homeTenantId, homeObjectId: id };
}

function mailboxOf(entry: MailboxEntry) {
  const { address, document, id } = entry;
  return {
    entry,
    mailboxId: id,
    mailbox: address,
    names: [address],
    contested: [],
    mayMakeDrafts: false,
    isMailboxUnclear: false,
    applications: document.applications,
  };
}

/** The mailbox and the person have to be of one home tenant. */
function isOneOf({ document }: MailboxEntry, { grant }: SenderToken): boolean {
  if (document.provider !== 'graph-shared') return false;
  return document.senders.includes(grant.sender.hostObjectId) && document.homeTenantId === grant.homeTenantId;
}

function nobodySends(): ConnectorError {
  const detail =
    'is a shared mailbox from which nobody in particular sends; name the person here and the mailbox in from';
  return new ConnectorError('invalid_request', { faults: [{ pointer: '/sender', detail }] });
}
