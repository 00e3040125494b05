/**
 * How the console names a document in an address: `{kind}_{name}`, or `tenant_{tenant id}`; and off-boarding: `off-boarding_{tenant id}`. No
 * kind and no name has an underscore.
 */
import {
  DOCUMENT_NAME,
  documentKinds,
  tenantDocument,
  type DocumentAddress,
  type DocumentKind,
} from '../../../configuration-addresses.ts';
import { GUID } from '../../../sender.ts';

const OFF_BOARDING = 'off-boarding_';

export function formatDocumentItem({ kind, hostTenantId, name }: DocumentAddress): string {
  return `${kind}_${kind === 'tenant' ? hostTenantId : name}`;
}

/**
 * `hostTenantId`: that was chosen. App registrations are those of the host tenant of the settings; a document about a host tenant names it.
 * Undefined for what is no document.
 */
export function parseDocumentItem(
  item: string,
  { hostTenantId, registrationsOf }: { hostTenantId: string; registrationsOf: string },
): DocumentAddress | undefined {
  const [word = '', text = '', ...rest] = item.toLowerCase().split('_');
  const kind = parseDocumentKind(word);
  if (!kind || rest.length > 0 || !DOCUMENT_NAME.test(text)) return undefined;
  if (kind === 'tenant') return GUID.test(text) ? tenantDocument(text) : undefined;
  return { kind, hostTenantId: kind === 'registration' ? registrationsOf : hostTenantId, name: text };
}

export function parseDocumentKind(text: string): DocumentKind | undefined {
  return documentKinds.find((kind) => kind === text);
}

export function formatOffBoardingItem(hostTenantId: string): string {
  return `${OFF_BOARDING}${hostTenantId}`;
}

/** The host tenant; undefined for what is no off-boarding. */
export function parseOffBoardingItem(item: string): string | undefined {
  const id = item.toLowerCase().slice(OFF_BOARDING.length);
  return item.startsWith(OFF_BOARDING) && GUID.test(id) ? id : undefined;
}
