/**
 * The names in a row of a grant, as JSON: `{ kind, value, contestedBy? }`, the last a list of senders.
 */
import type { GrantName } from '../../grants/grant.ts';
import { formatSender, parseSender, type SenderName } from '../../sender.ts';
import { objectOf } from './table-row.ts';

const nameKinds: readonly SenderName['kind'][] = ['userPrincipalName', 'address'];

export function formatName({ kind, value, contestedBy }: GrantName): object {
  return { kind, value, ...(contestedBy && { contestedBy: contestedBy.map(formatSender) }) };
}

/** Undefined for what `formatName` does not give. */
export function parseName(item: unknown): GrantName | undefined {
  const { kind, value, contestedBy } = objectOf(item) ?? {};
  const known = nameKinds.find((name) => name === kind);
  if (!known || typeof value !== 'string' || value === '') return undefined;
  if (contestedBy === undefined) return { kind: known, value };
  const senders = Array.isArray(contestedBy) ? contestedBy.map((one) => parseSender(String(one))) : [];
  const isSound = senders.length > 0 && senders.every((one) => one !== undefined);
  return isSound ? { kind: known, value, contestedBy: senders } : undefined;
}
