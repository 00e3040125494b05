import { describe, expect, it } from 'vitest';
import { DOOR_FIELDS_MAX, DOOR_RECIPIENTS_MAX } from '../../../shared/door-limits.ts';
import { doorDocumentSchema } from '../../../shared/doors/door-document.ts';
import { formatJsonPointer } from '../../../shared/submission/json-pointer.ts';
import { documents } from './door-samples.ts';

/** Where a changed document is wrong. */
function faultsOf(value: unknown): string[] {
  const { error } = doorDocumentSchema.safeParse(value);
  return (error?.issues ?? []).map(({ path, message }) => `${formatJsonPointer(path)} ${message}`);
}

const event = documents['business-central-event'];
const { dataverse } = documents;
const webhook = documents['business-central-webhook'];

const named = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}`, { pointer: '/a', type: 'text' }]));
const fixed = (count: number) => ({
  rule: 'fixed',
  addresses: Array.from({ length: count }, (_, index) => `a${index}@contoso.com`),
});
const byField = { rule: 'field', pointer: '/a', domains: ['contoso.com'] } as const;

describe('doorDocumentSchema', () => {
  it.each(Object.entries(documents))('takes a door for %s', (_, document) => {
    expect(doorDocumentSchema.parse(document)).toEqual(document);
  });

  it.each([
    { language: { rule: 'fixed', language: 'de-AT' } },
    { language: { rule: 'field', pointer: '/payload/language', fallback: 'zh-Hant-TW' } },
    { recipients: { ...byField, domains: ['mail.contoso.co.uk'] } },
    { recipients: fixed(DOOR_RECIPIENTS_MAX) },
    { fields: named(DOOR_FIELDS_MAX) },
    { fields: { number: { pointer: '/payload/Größe 😀', type: 'text' } } },
    { sender: { rule: 'initiator', fallback: 'ann@fabrikam.com' } },
  ])('takes what a door may have at most (%#)', (changes) => {
    expect(faultsOf({ ...event, ...changes })).toEqual([]);
  });

  it.each([
    [{ template: '' }, 'is not a name of lower case letters, digits and hyphens'],
    [{ language: { rule: 'fixed', language: '' } }, 'is not a language such as de or de-AT'],
    [{ clientState: { secretNames: ['a', 'b', 'c'] } }, 'has more than two names'],
    [{ events: [] }, 'is empty'],
    [{ fields: named(DOOR_FIELDS_MAX + 1) }, 'has more than 100 fields'],
    [
      { fields: { a: { pointer: '/a', type: 'html' } } },
      'is not one of text, number, amount, date, dateTime, boolean, or list',
    ],
    [{ recipients: fixed(DOOR_RECIPIENTS_MAX + 1) }, 'has more than 20 addresses'],
    [{ eventsPerHour: 0 }, 'is not a whole number from 1 to 10000'],
  ])('says what is wrong with it, in words (%#)', (changes, problem) => {
    expect(faultsOf({ ...event, ...changes }).map((fault) => fault.slice(fault.indexOf(' ') + 1))).toContain(problem);
  });

  it.each([
    [{ ...event, header: dataverse.header }, ''],
    [{ ...event, surprise: 1 }, ''],
    [{ ...event, kind: 'power-automate' }, '/kind'],
    [{ ...event, callerId: 'ERP' }, '/callerId'],
    [{ ...event, events: [] }, '/events'],
    [{ ...event, events: ['a\u0000'] }, '/events/0'],
    [{ ...event, eventsPerHour: 0 }, '/eventsPerHour'],
    [{ ...event, eventsPerHour: 10_001 }, '/eventsPerHour'],
    [{ ...event, eventsPerHour: 1.5 }, '/eventsPerHour'],
    [{ ...event, fields: { number: { pointer: 'payload/x', type: 'text' } } }, '/fields/number/pointer'],
    [{ ...event, fields: { number: { pointer: '/a~2', type: 'text' } } }, '/fields/number/pointer'],
    [{ ...event, fields: { number: { pointer: '/a', type: 'html' } } }, '/fields/number/type'],
    [
      { ...event, fields: { lines: { pointer: '/a', type: 'list', columns: { 'a%b': event.fields.number } } } },
      '/fields/lines/columns/a%b',
    ],
    [{ ...event, fields: { lines: { pointer: '/a', type: 'list' } } }, '/fields/lines/columns'],
    [{ ...event, fields: { 'a%b': { pointer: '/a', type: 'text' } } }, '/fields/a%b'],
    [{ ...event, sender: { rule: 'initiator', fallback: 'nobody' } }, '/sender/fallback'],
    [{ ...event, recipients: { rule: 'fixed', addresses: ['mia'] } }, '/recipients/addresses/0'],
    [{ ...event, recipients: { rule: 'field', pointer: '/a', domains: [] } }, '/recipients/domains'],
    [{ ...event, recipients: { rule: 'field', pointer: '/a', domains: ['*'] } }, '/recipients/domains/0'],
    [{ ...event, clientState: { secretNames: [] } }, '/clientState/secretNames'],
    [{ ...event, clientState: { secretNames: ['a', 'b', 'c'] } }, '/clientState/secretNames'],
    [{ ...event, clientState: { secretNames: ['a/b'] } }, '/clientState/secretNames/0'],
    [{ ...dataverse, header: { ...dataverse.header, name: 'authorization' } }, '/header/name'],
    [{ ...dataverse, header: { ...dataverse.header, name: 'x-ms-client-principal' } }, '/header/name'],
    [{ ...dataverse, header: { ...dataverse.header, name: 'x-functions-key' } }, '/header/name'],
    [{ ...event, callerId: `${event.callerId}0` }, '/callerId'],
    [{ ...event, callerId: `0${event.callerId}` }, '/callerId'],
    [{ ...event, template: 'Invoice' }, '/template'],
    [{ ...event, template: 'invoice posted' }, '/template'],
    [{ ...event, template: '-invoice' }, '/template'],
    [{ ...event, events: ['\u0000a'] }, '/events/0'],
    [{ ...event, events: Array.from({ length: 51 }, () => 'a') }, '/events'],
    [{ ...event, language: { rule: 'fixed', language: '4de' } }, '/language/language'],
    [{ ...event, language: { rule: 'fixed', language: 'de_AT' } }, '/language/language'],
    [{ ...event, fields: named(DOOR_FIELDS_MAX + 1) }, '/fields'],
    [{ ...event, recipients: { rule: 'fixed', addresses: [] } }, '/recipients/addresses'],
    [{ ...event, recipients: fixed(DOOR_RECIPIENTS_MAX + 1) }, '/recipients/addresses'],
    [{ ...event, recipients: { ...byField, domains: ['-contoso.com'] } }, '/recipients/domains/0'],
    [{ ...event, recipients: { ...byField, domains: ['contoso.com/x'] } }, '/recipients/domains/0'],
    [{ ...event, recipients: { ...byField, domains: ['@contoso.com'] } }, '/recipients/domains/0'],
    [{ ...dataverse, header: { ...dataverse.header, name: 'a-x-door' } }, '/header/name'],
    [{ ...dataverse, header: { ...dataverse.header, name: 'x-door:' } }, '/header/name'],
    // Its notifications name neither a person nor an address.
    [{ ...webhook, sender: { rule: 'initiator' } }, '/sender/rule'],
    [{ ...webhook, recipients: { rule: 'field', pointer: '/a', domains: ['contoso.com'] } }, '/recipients/rule'],
  ])('refuses a wrong one and says where (%#)', (document, place) => {
    const faults = faultsOf(document).map((fault) => fault.split(' ')[0]);
    expect(faults).toContain(place);
  });
});
