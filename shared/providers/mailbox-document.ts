/**
 * A document of the kind `mailbox`: from which mailboxes messages leave otherwise than by the grant of the person whom they name, and by
 * which provider. A file of its own in the package, because only an installation with such a document needs it.
 *
 * A further provider is one more member of the union.
 */
import * as z from 'zod/mini';
import { emlDocumentSchema } from './eml/eml-document.ts';
import { graphApplicationDocumentSchema } from './graph-application/graph-application-document.ts';
import { graphSharedDocumentSchema } from './graph-shared/graph-shared-document.ts';
import { smtpDocumentSchema } from './smtp/smtp-document.ts';

const members = [
  graphApplicationDocumentSchema,
  graphSharedDocumentSchema,
  smtpDocumentSchema,
  emlDocumentSchema,
] as const;
const names = members.map((member) => member.shape.provider.def.values[0]).join(', ');

export const mailboxDocumentSchema = z.discriminatedUnion('provider', members, { error: `is not one of ${names}` });

export type MailboxDocument = z.infer<typeof mailboxDocumentSchema>;
