/**
 * The two ids of an item: the immutable one, and the default one, which changes with the folder.
 *
 * Both are opaque to clients and case-sensitive; here they share one random part, so that each can be read back. A call
 * may name an item by either; `Prefer: IdType="ImmutableId"` chooses the one that an answer gives.
 * Source: learn.microsoft.com/graph/outlook-immutable-id.
 */
import { randomBytes } from 'node:crypto';
import type { EmulatedRequest } from '../kit/emulator.ts';

const IMMUTABLE = 'AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A';
const CHANGING = 'AAMkAGUzNjRiZDQ4LTRiY2EtNDQ5MC1hMDlm';
const CODES = { drafts: 'AAEP', sentitems: 'AAEJ', deleteditems: 'AAEK' } as const;

export type FolderName = keyof typeof CODES;
export const FOLDER_NAMES = Object.keys(CODES) as FolderName[];

/** A new item's. */
export function createImmutableId(): string {
  return `${IMMUTABLE}${randomBytes(18).toString('base64url')}AAA=`;
}

/** The default id of an item as long as it is in this folder. */
export function toChangingId(immutableId: string, folder: FolderName): string {
  return CHANGING + CODES[folder] + immutableId.slice(IMMUTABLE.length);
}

/** Which item an id names; with `folder`, only as long as the item is there. */
export function parseItemId(id: string): { immutableId: string; folder?: FolderName } | undefined {
  if (id.startsWith(IMMUTABLE)) return { immutableId: id };
  const folder = FOLDER_NAMES.find((name) => id.startsWith(CHANGING + CODES[name]));
  return folder && { immutableId: IMMUTABLE + id.slice(CHANGING.length + CODES[folder].length), folder };
}

/** The id of a folder, which is constant. */
export function toFolderId(folder: FolderName): string {
  return `AQMkAGUzNjRi${CODES[folder]}AAAA`;
}

/** Whether the answer gives immutable ids; then it says so. */
export function readIdPreference({ headers }: EmulatedRequest): {
  isImmutable: boolean;
  applied: Record<string, string>;
} {
  const isImmutable = /(?:^|[,;\s])IdType\s*=\s*"?ImmutableId"?/i.test(String(headers['prefer'] ?? ''));
  return { isImmutable, applied: isImmutable ? { 'Preference-Applied': 'IdType="ImmutableId"' } : {} };
}

/** A new Message-ID, as Exchange gives them. */
export function createInternetMessageId(): string {
  return `<${randomBytes(12).toString('hex').toUpperCase()}@AM0PR01MB4321.eurprd01.prod.exchangelabs.com>`;
}
