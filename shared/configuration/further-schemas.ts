/**
 * What documents of the kinds say that few installations have, and what those of mailboxes may not say. A file of its own in the package,
 * loaded when there is one.
 */
import type * as z from 'zod/mini';
import { callbackDocumentSchema } from '../callbacks/callback-document.ts';
import type { DocumentKind } from '../configuration-addresses.ts';
import { doorDocumentSchema } from '../doors/door-document.ts';
import { mailboxDocumentSchema } from '../providers/mailbox-document.ts';
import { templateDocumentSchema } from '../templates/template-document.ts';

export { checkMailboxDocument } from '../providers/check-mailbox-document.ts';
export { readOwnSecrets } from '../providers/own-secrets.ts';

export type FurtherKind = Extract<DocumentKind, 'door' | 'template' | 'callback' | 'mailbox'>;

export const furtherSchemas: Readonly<Record<FurtherKind, z.ZodMiniType<object>>> = {
  door: doorDocumentSchema,
  template: templateDocumentSchema,
  callback: callbackDocumentSchema,
  mailbox: mailboxDocumentSchema,
};
