/**
 * What an operator writes about mailboxes whose mail goes to a mail server by SMTP: a member of the kind `mailbox`, as a closed schema.
 *
 * TLS and a sign-in are always needed; the document says how. It holds the name of a secret, never a secret. Whether the name of the host
 * leads to a public place is checked whenever it is connected to.
 */
import { isIP } from 'node:net';
import * as z from 'zod/mini';
import { isLoopbackAddress, isPublicAddress } from '../../http/public-address.ts';
import { applications, guid, mailboxes } from '../document-parts.ts';
import { exchangeScopeOf } from './exchange-scope.ts';

/** RFC 1123 section 2.1. */
const NAME = /^(?=.{1,253}$)[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

const host = z.pipe(
  z.string().check(
    z.refine((value) => NAME.test(value) || isIP(value) !== 0, 'is not a host name'),
    z.refine(
      (value) => isIP(value) === 0 || isPublicAddress(value) || isLoopbackAddress(value),
      'is an address of a private network',
    ),
  ),
  z.transform((value: string) => value.toLowerCase()),
);

const port = z.number().check(
  z.refine(
    (value) => Number.isInteger(value) && value >= 1 && value <= 65_535,
    'is not a whole number from 1 to 65535',
  ),
  // Azure lets nothing out there, and it takes no sign-in.
  z.refine((value) => value !== 25, 'is the port between mail servers; submission is at 587 or 465'),
);

/** No line break, and nothing that separates the parts of a sign-in. */
const user = z
  .string()
  .check(z.regex(/^[\x20-\x7e]{1,254}$/, 'is not a user name of at most 254 printable ASCII characters'));

const secretName = z
  .string()
  .check(z.regex(/^[0-9a-zA-Z-]{1,127}$/, 'is not a Key Vault object name (letters, digits, hyphens)'));

const xoauth2 = z.strictObject({
  kind: z.literal('xoauth2'),
  /** Absent: the mailbox that sends. */
  user: z.optional(user),
});

const password = z.strictObject({ kind: z.literal('password'), user, secretName });

export const smtpDocumentSchema = z
  .strictObject({
    provider: z.literal('smtp'),
    host,
    port,
    /** `starttls`: a connection that is encrypted before anything is said, or ended. `tls`: from its first byte. */
    security: z.enum(['starttls', 'tls'], { error: 'is neither starttls nor tls' }),
    credential: z.discriminatedUnion('kind', [xoauth2, password], { error: 'is not one of xoauth2, password' }),
    /** With xoauth2: where the mailboxes are, and an administrator lets the app send (SMTP.SendAsApp). */
    homeTenantId: z.optional(guid),
    mailboxes,
    applications,
  })
  .check(
    z.refine(({ credential, host: name }) => credential.kind === 'password' || exchangeScopeOf(name) !== undefined, {
      path: ['host'],
      error: 'is no mail server of Exchange Online, and xoauth2 signs in to no other',
    }),
    z.refine(({ credential, homeTenantId }) => (credential.kind === 'xoauth2') === (homeTenantId !== undefined), {
      path: ['homeTenantId'],
      error: 'is needed with xoauth2, and with nothing else',
    }),
  );

export type SmtpDocument = z.infer<typeof smtpDocumentSchema>;
