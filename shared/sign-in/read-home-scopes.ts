/**
 * The scopes of a home leg: what the settings want of everybody, and what documents of the operator want of this person besides.
 */
import { homeScopes } from '../oauth/scopes.ts';
import type { Sender } from '../sender.ts';

/** Permissions that a person is asked for besides. Throws as whatever keeps them. */
export type ListScopes = (sender: Sender) => Promise<string[]>;

/** Throws as ListScopes. */
export type ReadHomeScopes = (sender: Sender) => Promise<string[]>;

export function createReadHomeScopes({
  settings,
  listScopes,
}: {
  settings: { mailPermission: string };
  listScopes: ListScopes;
}): ReadHomeScopes {
  return async (sender) => [...homeScopes(settings.mailPermission), ...(await listScopes(sender))];
}
