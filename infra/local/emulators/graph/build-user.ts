/**
 * The `user` resource: what the directory says about a person, mailbox or not.
 *
 * `$select` is honoured and checked as OData does it; expansions and other query options are not offered.
 */
import type { Account } from './authenticate.ts';
import { GraphError } from './graph-error.ts';

const READ_SCOPES = ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'];
const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

/** Builds the resource; throws 403 without a permission to read it, 400 for an unknown property. */
export function buildUser(account: Account, url: URL): object {
  if (!account.scopes.some((scope) => READ_SCOPES.includes(scope))) {
    throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  }
  const select = url.searchParams.get('$select');
  const names = select === null ? DEFAULT_PROPERTIES : select.split(',').map((name) => name.trim());
  const metadata = `${url.origin}/v1.0/$metadata#users${select === null ? '' : `(${names.join(',')})`}/$entity`;
  return { '@odata.context': metadata, ...Object.fromEntries(names.map((name) => readProperty(account, name))) };
}

function readProperty(account: Account, name: string): [string, unknown] {
  const properties: Record<string, unknown> = {
    ...Object.fromEntries(DEFAULT_PROPERTIES.map((one) => [one, null])),
    businessPhones: [],
    id: account.objectId,
    displayName: account.displayName,
    mail: account.mail,
    userPrincipalName: account.userPrincipalName,
    proxyAddresses: [`SMTP:${account.mail}`, ...account.aliases.map((alias) => `smtp:${alias}`)],
    otherMails: [],
    accountEnabled: true,
    userType: account.userPrincipalName.includes('#EXT#') ? 'Guest' : 'Member',
  };
  const known = Object.keys(properties).find((one) => one.toLowerCase() === name.toLowerCase());
  if (known) return [known, properties[known]];
  const message = `Parsing OData Select and Expand failed: Could not find a property named '${name}' on type 'microsoft.graph.user'.`;
  throw new GraphError(400, 'BadRequest', message);
}
