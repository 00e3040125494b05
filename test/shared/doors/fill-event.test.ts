import { describe, expect, it } from 'vitest';
import type { DoorDocument, DoorKind } from '../../../shared/doors/door-document.ts';
import { fillEvent } from '../../../shared/doors/fill-event.ts';
import { readEvents } from '../../../shared/doors/read-events.ts';
import { documents } from './door-samples.ts';
import {
  changeNotifications,
  freeTextInvoicePosted,
  gridEvent,
  initiator,
  salesInvoicePosted,
  salesOrderUpdated,
} from './payloads.ts';

function fill(kind: DoorKind, posted: unknown, document: DoorDocument = documents[kind]) {
  const body = Buffer.from(JSON.stringify(posted));
  const [event] = readEvents(kind, { posted, body, header: () => null, receivedAt: new Date(0) }) ?? [];
  if (!event) throw new Error('There is no event.');
  return fillEvent(document, event);
}

const bc = documents['business-central-event'];
const withPayload = (payload: object) => ({
  ...salesInvoicePosted,
  payload: { ...salesInvoicePosted.payload, ...payload },
});

describe('fillEvent', () => {
  it.each([
    [
      'business-central-event',
      salesInvoicePosted,
      { number: '103042', customer: 'Adatum Corporation', amount: '6510.5', due: '2026-12-31' },
    ],
    [
      'dataverse',
      salesOrderUpdated,
      { number: 'Order 1001', customer: 'Adatum Corporation', amount: '1500.5', due: '2026-12-01' },
    ],
    // 1900-01-01 is what Finance & Operations writes where there is no date.
    [
      'finance-operations',
      freeTextInvoicePosted,
      { number: 'CIV-000708', customer: 'US-027', amount: '6510', due: null },
    ],
    ['event-grid', gridEvent, { number: 'CIV-000708', customer: 'US-027' }],
    ['business-central-webhook', changeNotifications, { customer: 'created' }],
  ] as const)('fills the placeholders of a door for %s', (kind, posted, values) => {
    const filled = fill(kind, posted);
    expect(filled.values).toMatchObject(values);
    expect(filled).toMatchObject({ faults: [], recipients: ['mia@contoso.com'], language: 'en' });
    expect(filled.sender).toBe(kind === 'business-central-webhook' ? 'ann@fabrikam.com' : initiator);
  });

  it.each([
    [{ amount: undefined }, '/payload/amount is missing'],
    [{ amount: null }, '/payload/amount is missing'],
    [{ amount: '' }, '/payload/amount is missing'],
    [{ amount: 'much' }, '/payload/amount is not an amount whose digits are all there'],
    [{ amount: 1e15 }, '/payload/amount is not an amount whose digits are all there'],
    [{ amount: '1e3' }, '/payload/amount is not an amount whose digits are all there'],
    [{ amount: [1] }, '/payload/amount is a list or an object'],
    [{ amount: { __type: 'Other:x', Value: 1 } }, '/payload/amount is a list or an object'],
    [{ 'Due Date': 'tomorrow' }, '/payload/Due Date is not a date'],
    [{ 'Due Date': '2026-13-01' }, '/payload/Due Date is not a date'],
    [{ 'Due Date': '0001-01-01' }, '/payload/Due Date is missing'],
    [{ 'Due Date': '/Date(-62135596800000)/' }, '/payload/Due Date is missing'],
    [{ customerName: 'x'.repeat(10_001) }, '/payload/customerName has more than 10000 characters'],
  ])('says what keeps an event from being complete (%#)', (payload, fault) => {
    expect(
      fill('business-central-event', withPayload(payload)).faults.map((one) => `${one.pointer} ${one.detail}`),
    ).toEqual([fault]);
  });

  it.each([
    ['number', 5637166326, '5637166326'],
    ['number', '00012.50', '00012.50'],
    ['amount', 0.00001, '0.00001'],
    ['amount', -1500.5, '-1500.5'],
    ['text', 103042, '103042'],
    ['text', true, 'true'],
    ['text', '\ud800', '\ufffd'],
    ['date', '2026-12-01T23:30:00-02:00', '2026-12-02'],
    ['dateTime', '2026-12-01T07:00:00.0000000Z', '2026-12-01T07:00:00.000Z'],
    ['dateTime', '2026-12-01T07:00:00', '2026-12-01T07:00:00.000Z'],
    ['dateTime', '/Date(1796108400000+0100)/', '2026-12-01T07:00:00.000Z'],
    ['boolean', 'Yes', true],
    ['boolean', false, false],
  ] as const)('reads a %s from %j', (type, given, value) => {
    const document = { ...bc, fields: { it: { pointer: '/payload/it', type } } };
    expect(fill('business-central-event', withPayload({ it: given }), document)).toMatchObject({
      values: { it: value },
      faults: [],
    });
  });

  it.each([
    ['dateTime', '2026-12-01'],
    ['boolean', 1],
    ['boolean', 'perhaps'],
    ['number', true],
    ['number', 1e300],
  ] as const)('reads no %s from %j', (type, given) => {
    const document = { ...bc, fields: { it: { pointer: '/payload/it', type } } };
    expect(fill('business-central-event', withPayload({ it: given }), document).faults).toHaveLength(1);
  });

  it('fills the rows of a table block, and names the row in which a value is missing', () => {
    const columns = {
      item: { pointer: '/no', type: 'text' },
      total: { pointer: '/total', type: 'amount', isOptional: true },
    } as const;
    const list = { pointer: '/payload/lines', type: 'list', columns } as const;
    const of = (lines: unknown, changes: object = {}) =>
      fill('business-central-event', withPayload({ lines }), { ...bc, fields: { lines: { ...list, ...changes } } });
    expect(of([{ no: '1896-S', total: 1000.8 }, { no: 'S-100' }])).toMatchObject({
      values: {
        lines: [
          { item: '1896-S', total: '1000.8' },
          { item: 'S-100', total: null },
        ],
      },
      faults: [],
    });
    expect(of([]).values).toEqual({ lines: [] });
    expect(of(null, { isOptional: true })).toMatchObject({ values: { lines: [] }, faults: [] });
    expect(of(null).faults).toEqual([{ pointer: '/payload/lines', detail: 'is missing' }]);
    for (const lines of ['x', {}, Array.from({ length: 501 }, () => ({ no: '1' }))])
      expect(of(lines).faults).toEqual([{ pointer: '/payload/lines', detail: 'is not a list of at most 500 rows' }]);
    expect(of([{ no: '1' }, 7]).faults).toEqual([{ pointer: '/payload/lines/1/no', detail: 'is missing' }]);
  });

  it('follows names with slashes and tildes, and never what every object has', () => {
    const of = (pointer: string, payload: object) => {
      const document = { ...bc, fields: { it: { pointer, type: 'text' as const } } };
      return fill('business-central-event', withPayload(payload), document);
    };
    expect(of('/payload/a~1b~0c', { 'a/b~c': 'x' }).values).toEqual({ it: 'x' });
    expect(of('/payload/list/1', { list: ['x', 'y'] }).values).toEqual({ it: 'y' });
    for (const pointer of ['/payload/constructor', '/payload/list/length', '/payload/list/01', '/nothing/at/all'])
      expect(of(pointer, { list: ['x'] }).faults).toEqual([{ pointer, detail: 'is missing' }]);
  });

  it.each([
    ['mia@contoso.com', ['mia@contoso.com'], undefined],
    ['mia@contoso.com; ANN@CONTOSO.COM ;', ['mia@contoso.com', 'ANN@CONTOSO.COM'], undefined],
    ['', [], 'has no address'],
    [null, [], 'has no address'],
    ['mia@contoso.com;ben@fabrikam.com', [], 'is in a domain to which this door may not send'],
    [
      'mia@contoso.com@fabrikam.com',
      [],
      'holds more than one address, or a comma or semicolon; give each address by itself, without separators',
    ],
    ['mia@sub.contoso.com', [], 'is in a domain to which this door may not send'],
    [Array.from({ length: 21 }, (_, index) => `a${index}@contoso.com`).join(';'), [], 'has more than 20 addresses'],
  ])('sends to %j only where the door may', (address, recipients, problem) => {
    const document: DoorDocument = {
      ...bc,
      recipients: { rule: 'field', pointer: '/payload/to', domains: ['contoso.com'] },
    };
    const filled = fill('business-central-event', withPayload({ to: address }), document);
    expect(filled.recipients).toEqual(recipients);
    expect(filled.faults).toEqual(problem === undefined ? [] : [{ pointer: '/payload/to', detail: problem }]);
  });

  it('lets the fallback send what nobody caused, and nobody where there is none', () => {
    const system = { ...salesInvoicePosted, initiatingUserAADObjectId: '00000000-0000-0000-0000-000000000000' };
    const fallback: DoorDocument = { ...bc, sender: { rule: 'initiator', fallback: 'ann@fabrikam.com' } };
    expect(fill('business-central-event', system, fallback).sender).toBe('ann@fabrikam.com');
    expect(fill('business-central-event', salesInvoicePosted, fallback).sender).toBe(initiator);
    expect(fill('business-central-event', system)).not.toHaveProperty('sender');
  });

  it('takes the language of the payload, or the one that stands in', () => {
    const document: DoorDocument = { ...bc, language: { rule: 'field', pointer: '/payload/language', fallback: 'da' } };
    expect(fill('business-central-event', withPayload({ language: 'de' }), document).language).toBe('de');
    expect(fill('business-central-event', salesInvoicePosted, document).language).toBe('da');
  });
});
