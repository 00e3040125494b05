/**
 * What documents say, by kind, and what those of mailboxes may not say: each schema is in the room that uses the document. A file of its own
 * in the build, loaded with the first document. Only `import()` of it.
 */
import type * as z from 'zod/mini';
import { callbackDocumentSchema } from '../callbacks/callback-document.ts';
import { sourceDocumentSchema } from '../callers/source-document.ts';
import type { DocumentKind } from '../configuration-addresses.ts';
import { doorDocumentSchema } from '../doors/door-document.ts';
import { mailboxDocumentSchema } from '../providers/mailbox-document.ts';
import { templateDocumentSchema } from '../templates/template-document.ts';
import { registrationDocumentSchema } from '../tenants/registration-document.ts';
import { tenantDocumentSchema } from '../tenants/tenant-document.ts';

export { checkMailboxDocument } from '../providers/check-mailbox-document.ts';
export { readOwnSecrets } from '../providers/own-secrets.ts';

export const schemas: Readonly<Record<DocumentKind, z.ZodMiniType<object>>> = {
  tenant: tenantDocumentSchema,
  registration: registrationDocumentSchema,
  source: sourceDocumentSchema,
  door: doorDocumentSchema,
  template: templateDocumentSchema,
  callback: callbackDocumentSchema,
  mailbox: mailboxDocumentSchema,
};
