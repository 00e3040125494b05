/**
 * What the operator keeps of a host tenant beside the settings: the shape of a document of the kind `tenant`.
 *
 * Each list narrows what a setting allows and never widens it. What is absent is as the settings say. It reads no document.
 */
import * as z from 'zod/mini';
import { findAddressProblem } from '../address.ts';
import {
  TENANT_APPLICATIONS_MAX,
  TENANT_ENVIRONMENTS_MAX,
  TENANT_HOME_TENANTS_MAX,
  TENANT_RECIPIENTS_MAX,
} from '../configuration-limits.ts';
import { ENVIRONMENT_NAME, ENVIRONMENT_TYPE_PROBLEM, environmentTypes } from '../environment.ts';
import { applicationRights } from './host-tenant.ts';

export const guid = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'is not a GUID')),
  z.transform((value: string) => value.toLowerCase()),
);

const address = z.pipe(
  z.string().check(z.refine((value) => findAddressProblem(value) === undefined, 'is not an address')),
  z.transform((value: string) => value.toLowerCase()),
);

/** An address, or `@` and a domain. */
const addressOrDomain = z.pipe(
  z
    .string()
    .check(
      z.refine(
        (value) => findAddressProblem(value.startsWith('@') ? `anybody${value}` : value) === undefined,
        'is neither an address nor @ and a domain',
      ),
    ),
  z.transform((value: string) => value.toLowerCase()),
);

export function list<Item extends z.ZodMiniType>(item: Item, maximum: number) {
  return z.array(item).check(z.maxLength(maximum, `has more than ${maximum} entries`));
}

const perMinute = z
  .number()
  .check(
    z.refine(
      (value) => Number.isInteger(value) && value >= 1 && value <= 100_000,
      'is not a whole number from 1 to 100000',
    ),
  );

const application = z.strictObject({
  clientId: guid,
  /** For people who read the document. */
  name: z.optional(z.string().check(z.maxLength(100, 'is longer than 100 characters'))),
  rights: z
    .array(z.enum(applicationRights, { error: `is not one of ${applicationRights.join(', ')}` }))
    .check(z.maxLength(applicationRights.length, 'names a right twice')),
});

const environmentName = z.string().check(z.regex(ENVIRONMENT_NAME, 'is no name'));

/** An environment of an ERP from which an application may send. */
const environment = z.strictObject({
  clientId: guid,
  type: z.enum(environmentTypes, { error: ENVIRONMENT_TYPE_PROBLEM }),
  name: environmentName,
});

const departure = z.strictObject({
  /** Absent: the whole host tenant. */
  homeTenantId: z.optional(guid),
  startedAt: z.iso.datetime({ error: 'is not a time' }),
  /** Since when nothing is left of it. */
  finishedAt: z.optional(z.iso.datetime({ error: 'is not a time' })),
});

export const tenantDocumentSchema = z.strictObject({
  name: z.optional(z.string().check(z.maxLength(100, 'is longer than 100 characters'))),
  /** The kill switch. */
  isPaused: z.optional(z.boolean()),
  /** Absent: every application that CALLER_CLIENT_IDS lets in. */
  applications: z.optional(list(application, TENANT_APPLICATIONS_MAX)),
  /** Absent: those of ALLOWED_HOME_TENANTS. */
  allowedHomeTenants: z.optional(list(guid, TENANT_HOME_TENANTS_MAX)),
  /** Absent, or none of an application: it may send from anywhere. */
  environments: z.optional(list(environment, TENANT_ENVIRONMENTS_MAX)),
  sandbox: z.optional(
    z.strictObject({
      allowedRecipients: list(addressOrDomain, TENANT_RECIPIENTS_MAX),
      rewriteTo: z.optional(address),
    }),
  ),
  limits: z.optional(
    z.strictObject({
      messagesPerMinute: z.optional(perMinute),
      messagesPerMinuteOfApplication: z.optional(perMinute),
    }),
  ),
  /** Whoever the host tenant's directory deletes, blocks or invites anew stops sending; needs the permission User.Read.All there. */
  isDirectoryWatched: z.optional(z.boolean()),
  /** Written by off-boarding alone. */
  departures: z.optional(list(departure, TENANT_HOME_TENANTS_MAX)),
});

export type TenantDocument = z.infer<typeof tenantDocumentSchema>;
export type Departure = z.infer<typeof departure>;
