/**
 * An app registration beside that of the settings, for the home tenants that it names: the shape of a document of the kind `registration`.
 *
 * Its name is the client id. It names where the credential is and never holds it. `cloud` is the cloud it is registered in, which has to be
 * that of ENTRA_AUTHORITY: a token of another cloud is good for another Graph.
 */
import * as z from 'zod/mini';
import { REGISTRATION_HOME_TENANTS_MAX } from '../configuration-limits.ts';
import { guid, list } from './tenant-document.ts';

const secretName = z
  .string()
  .check(z.regex(/^[0-9a-zA-Z-]{1,127}$/, 'is not a Key Vault object name (letters, digits, hyphens)'));

export const registrationDocumentSchema = z
  .strictObject({
    credential: z.enum(['secret', 'certificate', 'federated'], {
      error: 'is not secret, certificate or federated',
    }),
    secretName: z.optional(secretName),
    cloud: z.optional(z.enum(['global', 'usgov', 'china'], { error: 'is not global, usgov or china' })),
    homeTenants: list(guid, REGISTRATION_HOME_TENANTS_MAX).check(z.minLength(1, 'names nobody')),
  })
  .check(
    z.refine(({ credential, secretName: given }) => (credential === 'federated') !== (given !== undefined), {
      path: ['secretName'],
      error: 'is needed for secret and certificate, and for nothing else',
    }),
  );

export type RegistrationDocument = z.infer<typeof registrationDocumentSchema>;
