/**
 * The document of a door: who may knock, how they prove it, and what becomes of their events.
 *
 * A door fixes template, sender rule, recipient rule and quota; a payload fills typed placeholders only. It names secrets in Key Vault
 * and holds none. A JSON pointer (RFC 6901) leads into the event as read-events.ts gives it.
 */
import * as z from 'zod/mini';
import { findAddressProblem } from '../address.ts';
import {
  DOOR_DOMAINS_MAX,
  DOOR_EVENT_NAMES_MAX,
  DOOR_EVENTS_PER_HOUR_MAX,
  DOOR_FIELDS_MAX,
  DOOR_RECIPIENTS_MAX,
  POINTER_MAX_CHARACTERS,
} from '../door-limits.ts';
import { findSenderProblem } from '../submission/find-sender-problem.ts';

/** A string whose check says what is wrong with it, or undefined. */
function text(findProblem: (value: string) => string | undefined) {
  return z.string().check((payload) => {
    const problem = findProblem(payload.value);
    if (problem) payload.issues.push({ code: 'custom', message: problem, input: payload.value });
  });
}

const matching = (pattern: RegExp, problem: string) => text((value) => (pattern.test(value) ? undefined : problem));

const name = matching(/^[a-z0-9][a-z0-9-]{0,63}$/, 'is not a name of lower case letters, digits and hyphens');
const pointer = matching(
  new RegExp(`^(?=.{2,${POINTER_MAX_CHARACTERS}}$)(?:/(?:[^~/]|~[01])+){1,8}$`, 'u'),
  'is not a JSON pointer such as /payload/invoiceNumber',
);
const sender = text(findSenderProblem);
const language = matching(/^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/, 'is not a language such as de or de-AT');
const secretNames = z
  .array(matching(/^[A-Za-z0-9-]{1,127}$/, 'is not the name of a secret in Key Vault'))
  .check(z.minLength(1, 'is empty'), z.maxLength(2, 'has more than two names'));

/** What the platform, or the sender itself, sets or removes proves nothing. */
const header = z.strictObject({
  name: matching(
    /^x-(?!ms-|functions-|forwarded-|arr-|azure-)[a-z0-9-]{1,60}$/,
    'is not a header name in lower case that begins with x-, and not with a prefix of the platform such as x-ms-',
  ),
  secretNames,
});

const fieldTypes = ['text', 'number', 'amount', 'date', 'dateTime', 'boolean'] as const;
export type FieldType = (typeof fieldTypes)[number];

/** Null or absent in the payload is then an empty value, and otherwise makes the event incomplete. */
const isOptional = z.optional(z.boolean());
const valueField = z.strictObject({
  pointer,
  type: z.enum(fieldTypes, `is not one of ${fieldTypes.join(', ')}, or list`),
  isOptional,
});

const named = <Field extends z.core.$ZodType>(field: Field) =>
  z
    .record(matching(/^[\p{L}_][\p{L}\p{N}_.-]{0,63}$/u, 'is not the name of a placeholder'), field)
    .check(
      z.refine((entries) => Object.keys(entries).length <= DOOR_FIELDS_MAX, `has more than ${DOOR_FIELDS_MAX} fields`),
    );

/** For a table block: pointers of its columns lead into a row. */
const listField = z.strictObject({ pointer, type: z.literal('list'), isOptional, columns: named(valueField) });
const fields = named(
  z.discriminatedUnion('type', [valueField, listField], `is not one of ${fieldTypes.join(', ')}, or list`),
);

const addresses = z
  .array(text(findAddressProblem))
  .check(
    z.minLength(1, 'is empty'),
    z.maxLength(DOOR_RECIPIENTS_MAX, `has more than ${DOOR_RECIPIENTS_MAX} addresses`),
  );
const domains = z
  .array(matching(/^(?!-)[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+$/, 'is not a domain in lower case'))
  .check(z.minLength(1, 'is empty'), z.maxLength(DOOR_DOMAINS_MAX, `has more than ${DOOR_DOMAINS_MAX} domains`));

const fixedSender = z.strictObject({ rule: z.literal('fixed'), sender });
const fixedRecipients = z.strictObject({ rule: z.literal('fixed'), addresses });
const fixedLanguage = z.strictObject({ rule: z.literal('fixed'), language });

const quota = `is not a whole number from 1 to ${DOOR_EVENTS_PER_HOUR_MAX}`;
const common = {
  /** Client id of the application under whose name messages are kept. */
  callerId: matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'is not a GUID in lower case'),
  template: name,
  /** Whatever else comes is answered and ignored; compared without regard to case. */
  events: z
    .array(text((value) => (/^[^\p{Cc}]{1,200}$/u.test(value) ? undefined : 'is not the name of an event')))
    .check(
      z.minLength(1, 'is empty'),
      z.maxLength(DOOR_EVENT_NAMES_MAX, `has more than ${DOOR_EVENT_NAMES_MAX} names`),
    ),
  fields,
  /** What the application finds the message by. */
  reference: z.optional(pointer),
  eventsPerHour: z.int(quota).check(z.minimum(1, quota), z.maximum(DOOR_EVENTS_PER_HOUR_MAX, quota)),
};

const rules = {
  language: z.discriminatedUnion('rule', [
    fixedLanguage,
    z.strictObject({ rule: z.literal('field'), pointer, fallback: z.optional(language) }),
  ]),
  sender: z.discriminatedUnion('rule', [
    fixedSender,
    /** `fallback` is for events that no person caused; without it they are kept and not sent. */
    z.strictObject({ rule: z.literal('initiator'), fallback: z.optional(sender) }),
  ]),
  recipients: z.discriminatedUnion('rule', [
    fixedRecipients,
    /** One address, or several with semicolons between them; each in one of these domains. */
    z.strictObject({ rule: z.literal('field'), pointer, domains }),
  ]),
};

const withHeader = <Kind extends string>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), header, ...common, ...rules });
const clientState = z.strictObject({ secretNames });

export const doorDocumentSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('business-central-event'), clientState, ...common, ...rules }),
  // A change notification has neither data nor the person who made the change.
  z.strictObject({
    kind: z.literal('business-central-webhook'),
    clientState,
    ...common,
    language: fixedLanguage,
    sender: fixedSender,
    recipients: fixedRecipients,
  }),
  withHeader('dataverse'),
  withHeader('finance-operations'),
  withHeader('event-grid'),
]);

type Frozen<Value> = Value extends object ? { readonly [Name in keyof Value]: Frozen<Value[Name]> } : Value;

export type DoorDocument = Frozen<z.infer<typeof doorDocumentSchema>>;
export type DoorKind = DoorDocument['kind'];
