/**
 * Who a message is sent as, and the names by which a caller may mean them.
 *
 * A sender is the object id in the host tenant, proven at consent. UPN and address are only keys that lead to it. The
 * text form of a sender is the partition key of everything that is stored about them.
 */
export interface Sender {
  /** GUIDs in lower case. */
  hostTenantId: string;
  hostObjectId: string;
}

/** A host UPN or a connected address, in lower case. */
export interface SenderName {
  kind: 'userPrincipalName' | 'address';
  value: string;
}

/** `{hostTenantId}.{hostObjectId}`; safe as a table key. */
export function formatSender({ hostTenantId, hostObjectId }: Sender): string {
  return `${hostTenantId}.${hostObjectId}`;
}

const guid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** In lower case. */
export const GUID = new RegExp(`^${guid}$`);
const senderKey = new RegExp(`^(${guid})\\.(${guid})$`);
const objectId = new RegExp(`^\\{?(${guid})\\}?$`);

/** Reverses `formatSender`; undefined for anything else. */
export function parseSender(key: string): Sender | undefined {
  const [, hostTenantId, hostObjectId] = senderKey.exec(key) ?? [];
  return hostTenantId && hostObjectId ? { hostTenantId, hostObjectId } : undefined;
}

/** What a caller wrote: an object id (any case, braces allowed), or a name. Undefined when it can be neither. */
export function parseSenderReference(reference: string): { hostObjectId: string } | { name: string } | undefined {
  const text = reference.trim().toLowerCase();
  const [, hostObjectId] = objectId.exec(text) ?? [];
  if (hostObjectId && text.startsWith('{') === text.endsWith('}')) return { hostObjectId };
  return isSenderName(text) ? { name: text } : undefined;
}

/** One @, and nothing that ends or quotes an address where it is written: spaces, control characters, `<`, `>`, `"`. */
export function isSenderName(text: string): boolean {
  return /^[^\s@<>"\p{Cc}]{1,200}@[^\s@<>"\p{Cc}]{1,253}$/u.test(text);
}
