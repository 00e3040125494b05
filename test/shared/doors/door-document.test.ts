import { describe, expect, it } from 'vitest';
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

describe('doorDocumentSchema', () => {
  it.each(Object.entries(documents))('takes a door for %s', (_, document) => {
    expect(doorDocumentSchema.parse(document)).toEqual(document);
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
    // Its notifications name neither a person nor an address.
    [{ ...webhook, sender: { rule: 'initiator' } }, '/sender/rule'],
    [{ ...webhook, recipients: { rule: 'field', pointer: '/a', domains: ['contoso.com'] } }, '/recipients/rule'],
  ])('refuses a wrong one and says where (%#)', (document, place) => {
    const faults = faultsOf(document).map((fault) => fault.split(' ')[0]);
    expect(faults).toContain(place);
  });
});
