/**
 * Looks for a user of the host tenant by address: `GET /users`, with the permission `User.Read.All`: `User.ReadBasic.All`
 * shows no `userType`.
 */
import type { GraphCall } from './call-graph.ts';

export interface FoundUser {
  id: string;
  isGuest: boolean;
}

export function buildFindUser(address: string): GraphCall {
  const filter = encodeURIComponent(`mail eq '${address.replaceAll("'", "''")}'`);
  return { path: `/users?$filter=${filter}&$select=id,userType&$top=1` };
}

/** Undefined: nobody; null: what Graph says cannot be read. */
export function parseFoundUser(body: Buffer): FoundUser | undefined | null {
  const value = readMember(body, 'value');
  if (!Array.isArray(value)) return null;
  const [user] = value as { id?: unknown; userType?: unknown }[];
  if (user === undefined) return undefined;
  return typeof user.id === 'string' ? { id: user.id, isGuest: user.userType !== 'Member' } : null;
}

/** A member of a JSON object; undefined where it has none, or is none. */
export function readMember(body: Buffer, name: string): unknown {
  try {
    return (JSON.parse(body.toString()) as Record<string, unknown> | null)?.[name];
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
