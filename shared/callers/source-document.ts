/**
 * What an operator writes about a source of signed webhooks, a system that can sign and gets no token of Entra: a document of the kind
 * `source`, as a closed schema.
 *
 * It holds names of secrets, never a secret. It says in whose name the source submits, and nothing widens that: CALLER_CLIENT_IDS is
 * asked besides. The words of each check are the end of a sentence that begins with the place; for a
 * value that is missing or of another type, whoever parses it brings the words.
 */
import * as z from 'zod/mini';
import { SIGNING_SECRETS_MAX } from '../webhook-limits.ts';

/** A GUID, in any case and then in lower case. */
export const guidField = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'is not a GUID')),
  z.transform((value: string) => value.toLowerCase()),
);

/** Names of Key Vault secrets that hold signing secrets. */
export const secretNamesField = z
  .array(
    z.string().check(z.regex(/^[0-9a-zA-Z-]{1,127}$/, 'is not a Key Vault object name (letters, digits, hyphens)')),
  )
  .check(
    z.minLength(1, 'is empty'),
    z.maxLength(SIGNING_SECRETS_MAX, `has more than ${SIGNING_SECRETS_MAX} names`),
    z.refine((names) => new Set(names.map((name) => name.toLowerCase())).size === names.length, 'has a name twice'),
  );

export const sourceDocumentSchema = z.strictObject({
  /** The application in whose name messages of the source are kept, and whose access token may read them. */
  callerId: guidField,
  /** Of two, both are active. */
  secretNames: secretNamesField,
});

export type SourceDocument = z.infer<typeof sourceDocumentSchema>;

/** The source of that name in that host tenant; undefined if there is none. `name` is that of a document. */
export type ReadSource = (hostTenantId: string, name: string) => Promise<Readonly<SourceDocument> | undefined>;
