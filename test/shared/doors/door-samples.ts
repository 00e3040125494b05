/** Documents of doors, one for each kind of sender; the template that they name, and one that is as small as one can be. */
import type { DoorDocument, DoorKind } from '../../../shared/doors/door-document.ts';
import type { DoorSources } from '../../../shared/doors/door-sources.ts';

export const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
export const callerId = '0000ca11-0000-4000-8000-000000000001';

const rules = {
  callerId,
  template: 'invoice-posted',
  language: { rule: 'fixed', language: 'en' },
  sender: { rule: 'initiator' },
  recipients: { rule: 'fixed', addresses: ['mia@contoso.com'] },
  eventsPerHour: 100,
} as const;
const header = { name: 'x-guestmail-door', secretNames: ['door-key'] };
const text = (pointer: string) => ({ pointer, type: 'text' as const });

/** Takes every field that the sample doors read. */
export const invoicePosted = {
  defaultLanguage: 'en',
  placeholders: {
    number: { type: 'text' },
    customer: { type: 'text' },
    amount: { type: 'amount', currency: 'EUR', fallback: '' },
    due: { type: 'date', fallback: '' },
  },
  languages: { en: { subject: 'Invoice %number%', text: 'Dear %customer%, %amount% by %due%' } },
};

export const documents = {
  'business-central-event': {
    kind: 'business-central-event',
    clientState: { secretNames: ['door-key'] },
    ...rules,
    events: ['salesInvoicePosted'],
    fields: {
      number: text('/payload/invoiceNumber'),
      customer: text('/payload/customerName'),
      amount: { pointer: '/payload/amount', type: 'amount' },
      due: { pointer: '/payload/Due Date', type: 'date' },
    },
    reference: '/payload/invoiceNumber',
  },
  'business-central-webhook': {
    kind: 'business-central-webhook',
    clientState: { secretNames: ['door-key'] },
    ...rules,
    sender: { rule: 'fixed', sender: 'ann@fabrikam.com' },
    events: ['salesInvoices.created', 'salesInvoices.collection'],
    fields: { number: text('/resource'), customer: text('/changeType') },
  },
  dataverse: {
    kind: 'dataverse',
    header,
    ...rules,
    recipients: {
      rule: 'field',
      pointer: '/PostEntityImages/AsynchronousStepPrimaryName/emailaddress',
      domains: ['contoso.com'],
    },
    events: ['salesorder.Update'],
    fields: {
      number: text('/Target/name'),
      customer: text('/Target/customerid'),
      amount: { pointer: '/Target/totalamount', type: 'amount' },
      due: { pointer: '/Target/submitdate', type: 'date' },
    },
  },
  'finance-operations': {
    kind: 'finance-operations',
    header,
    ...rules,
    events: ['FreeTextInvoicePostedBusinessEvent'],
    fields: {
      number: text('/InvoiceId'),
      customer: text('/InvoiceAccount'),
      amount: { pointer: '/InvoiceAmountInAccountingCurrency', type: 'amount' },
      due: { pointer: '/InvoiceDueDate', type: 'date', isOptional: true },
    },
  },
  'event-grid': {
    kind: 'event-grid',
    header,
    ...rules,
    events: ['FreeTextInvoicePostedBusinessEvent'],
    fields: { number: text('/data/InvoiceId'), customer: text('/data/InvoiceAccount') },
  },
} as const satisfies Record<DoorKind, DoorDocument>;

/** Subject and text; a placeholder without a value is refused as a template's own renderer refuses it. */
export interface TinyTemplate {
  subject: string;
  text: string;
}

export const tinyTemplate: TinyTemplate = { subject: 'Invoice %number%', text: 'Dear %customer%' };

export const renderTiny: DoorSources<TinyTemplate>['render'] = ({ subject, text: body }, wish = 'en', values) => {
  const unknown = [subject, body]
    .flatMap((part) => part.match(/%\w+%/g) ?? [])
    .filter((mark) => !Object.hasOwn(values, mark.slice(1, -1)));
  if (unknown.length > 0) return { faults: [{ pointer: '/text', detail: 'has an unknown placeholder' }] };
  const fill = (part: string) =>
    part.replace(/%(\w+)%/g, (_, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'object' ? JSON.stringify(value) : String(value);
    });
  return { message: { subject: fill(subject), text: fill(body), language: wish } };
};
