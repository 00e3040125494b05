/**
 * What documents of the kind `mailbox` have in common, whatever their provider is. Schemas only.
 */
import * as z from 'zod/mini';
import { findAddressProblem } from '../address.ts';
import { TENANT_APPLICATIONS_MAX } from '../configuration-limits.ts';
import { PROVIDER_MAILBOXES_MAX } from '../provider-limits.ts';
import { isSenderName } from '../sender.ts';
import { guid, list } from '../tenants/tenant-document.ts';

export { guid, list };

const lowerCase = z.transform((value: string) => value.toLowerCase());

export const address = z.pipe(
  z.string().check(z.refine((value) => findAddressProblem(value) === undefined, 'is not an address')),
  lowerCase,
);

const userPrincipalName = z.pipe(z.string().check(z.refine(isSenderName, 'is not a user principal name')), lowerCase);

/** Whose name in the host tenant leads to the mailbox besides its address; each is optional. */
const mailbox = z.strictObject({
  address,
  /** Object id in the host tenant of the person whom the ERP names. */
  sender: z.optional(guid),
  /** The same person's UPN there, for ERPs that know nothing else. */
  userPrincipalName: z.optional(userPrincipalName),
});

function filled<Item extends z.ZodMiniType>(item: Item, maximum: number) {
  return list(item, maximum).check(z.minLength(1, 'names nobody'));
}

export const mailboxes = filled(mailbox, PROVIDER_MAILBOXES_MAX);
export const addresses = filled(z.strictObject({ address }), PROVIDER_MAILBOXES_MAX);
export const people = (maximum: number) => filled(guid, maximum);

/** Client ids of the applications that may send; absent: every caller of the host tenant. */
export const applications = z.optional(filled(guid, TENANT_APPLICATIONS_MAX));
