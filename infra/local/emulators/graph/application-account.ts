/**
 * Whose mailbox a request of an application is about: the user of its tenant whom the address names, with what the application may do there.
 *
 * A token of an application belongs to no mailbox, so `/me` is refused. Exchange looks for the user before it looks at permissions.
 */
import type { Directory } from '../kit/directory.ts';
import { findAccount, type Account, type Application } from './authenticate.ts';
import type { ExchangeRights } from './exchange-rights.ts';
import { GraphError } from './graph-error.ts';

export interface ApplicationAccountDependencies {
  directory: Directory;
  rights: ExchangeRights;
}

/** Throws 400 for `/me`, 404 for a user that the tenant does not have. */
export function findApplicationAccount(
  { directory, rights }: ApplicationAccountDependencies,
  { tenantId, appId, roles }: Application,
  owner: string | undefined,
): Account {
  if (owner === undefined)
    throw new GraphError(400, 'BadRequest', '/me request is only valid with delegated authentication flow.');
  const found = findUser(directory, rights, tenantId, owner.toLowerCase());
  if (!found) throw new GraphError(404, 'ErrorInvalidUser', `The requested user '${owner}' is invalid.`);
  const isLetIn = roles.includes('Mail.Send') || rights.mayUse(tenantId, appId, found.addresses);
  return { ...found, scopes: isLetIn ? ['Mail.Send'] : [] };
}

function findUser(directory: Directory, rights: ExchangeRights, tenantId: string, owner: string) {
  for (const { home } of directory.people) {
    if (!('objectId' in home) || home.tenantId !== tenantId) continue;
    const account = findAccount(directory, tenantId, home.objectId);
    if (account && [account.objectId, ...account.addresses].includes(owner)) return account;
  }
  const mailbox = rights.findSharedMailbox(owner);
  if (mailbox?.tenantId !== tenantId) return undefined;
  const { address, displayName } = mailbox;
  return {
    tenantId,
    objectId: address,
    displayName,
    userPrincipalName: address,
    mail: address,
    aliases: [],
    addresses: [address.toLowerCase()],
    hasMailbox: true,
    isMailboxOnPremises: false,
  };
}
