/**
 * What administrators have set up in Exchange: shared mailboxes, who may send as them, and which mailboxes an application may use.
 *
 * An application's role assignment (RBAC for Applications) names its mailboxes; a permission in Entra adds to it and opens all of the
 * tenant. Sources: learn.microsoft.com/exchange/permissions-exo/application-rbac, learn.microsoft.com/graph/outlook-send-mail-from-other-user.
 */

export interface SharedMailbox {
  tenantId: string;
  address: string;
  displayName: string;
}

export interface ExchangeRights {
  addSharedMailbox(mailbox: SharedMailbox): void;
  findSharedMailbox(address: string): SharedMailbox | undefined;
  /** Gives a person, by address, the right Send As on a mailbox. */
  allowSendAs(mailbox: string, person: string): void;
  maySendAs(mailbox: string, person: string): boolean;
  /** Makes these the only mailboxes of the role assignment Application Mail.Send; none ends it. */
  assignToApplication(tenantId: string, appId: string, mailboxes: readonly string[]): void;
  mayUse(tenantId: string, appId: string, addresses: readonly string[]): boolean;
}

export function createExchangeRights(): ExchangeRights {
  const shared = new Map<string, SharedMailbox>();
  const sendAs = new Set<string>();
  const assigned = new Map<string, Set<string>>();
  const lower = (text: string) => text.toLowerCase();
  return {
    addSharedMailbox: (mailbox) => void shared.set(lower(mailbox.address), mailbox),
    findSharedMailbox: (address) => shared.get(lower(address)),
    allowSendAs: (mailbox, person) => void sendAs.add(lower(`${mailbox} ${person}`)),
    maySendAs: (mailbox, person) => sendAs.has(lower(`${mailbox} ${person}`)),
    assignToApplication: (tenantId, appId, mailboxes) =>
      void assigned.set(`${tenantId} ${appId}`, new Set(mailboxes.map(lower))),
    mayUse: (tenantId, appId, addresses) =>
      addresses.some((address) => assigned.get(`${tenantId} ${appId}`)?.has(lower(address)) ?? false),
  };
}
