import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { doorDocumentSchema, type DoorKind } from '../../../shared/doors/door-document.ts';
import type { ReceivedEvents } from '../../../shared/doors/door-event.ts';
import { fillEvent } from '../../../shared/doors/fill-event.ts';
import { readEvents } from '../../../shared/doors/read-events.ts';
import { documents } from './door-samples.ts';
import {
  changeNotifications,
  cloudEvent,
  freeTextInvoicePosted,
  gridEvent,
  initiator,
  salesInvoicePosted,
  salesOrderUpdated,
  testEvent,
} from './payloads.ts';

const receivedAt = new Date('2026-12-01T07:00:01Z');

function received(posted: unknown, headers: Record<string, string> = {}, at = receivedAt): ReceivedEvents {
  const body = Buffer.from(JSON.stringify(posted) ?? '');
  return { posted, body, header: (name) => headers[name] ?? null, receivedAt: at };
}

const read = (kind: DoorKind, posted: unknown, headers?: Record<string, string>, at?: Date) =>
  readEvents(kind, received(posted, headers, at));
const idOf = (kind: DoorKind, posted: unknown, at?: Date) => read(kind, posted, {}, at)?.[0]?.id;

/** Each kind with what it sends: the name of its event, and who caused it. */
const recorded: [DoorKind, unknown, string, string | undefined][] = [
  ['business-central-event', salesInvoicePosted, 'salesinvoiceposted', initiator],
  ['business-central-webhook', changeNotifications, 'salesInvoices.created', undefined],
  ['dataverse', salesOrderUpdated, 'salesorder.Update', initiator],
  ['finance-operations', freeTextInvoicePosted, 'FreeTextInvoicePostedBusinessEvent', initiator],
  ['event-grid', [gridEvent], 'FreeTextInvoicePostedBusinessEvent', initiator],
  ['event-grid', gridEvent, 'FreeTextInvoicePostedBusinessEvent', initiator],
  ['event-grid', cloudEvent, 'FreeTextInvoicePostedBusinessEvent', initiator],
  ['event-grid', [cloudEvent], 'FreeTextInvoicePostedBusinessEvent', initiator],
];

describe('readEvents', () => {
  it.each(recorded)('reads what %s sends (%#)', (kind, posted, name, who) => {
    const [event] = read(kind, posted) ?? [];
    expect(event).toMatchObject({ name, isTest: false, isTooLarge: false });
    expect(event?.initiator).toBe(who);
    expect(JSON.stringify(event)).not.toContain('clientState');
  });

  it.each(recorded)('gives an event of %s the same id each time, and another event another (%#)', (kind, posted) => {
    const ids = new Set(read(kind, posted)?.map(({ id }) => id));
    const again = new Date(receivedAt.getTime() + 3_600_000);
    for (const event of read(kind, posted, {}, again) ?? []) expect(ids).toContain(event.id);
    const change = (value: string) => value.replaceAll('000000000001', '0000000000f1').replaceAll('000006', '0000f6');
    const other = change(JSON.stringify(posted))
      .replace('5637166326', '5637166327')
      .replace('.25Z', '.26Z')
      .replace('9a1b0000', '9a1b0001');
    for (const event of read(kind, JSON.parse(other)) ?? []) expect(ids).not.toContain(event.id);
  });

  it('reads every change of a batch, and a notification that more has changed than it lists', () => {
    expect(read('business-central-webhook', changeNotifications)?.map(({ name }) => name)).toEqual([
      'salesInvoices.created',
      'salesInvoices.updated',
    ]);
    const collection = {
      value: [
        { subscriptionId: 's', changeType: 'collection', resource: 'api/v2.0/companies(1)/salesInvoices?$filter=x' },
      ],
    };
    expect(read('business-central-webhook', collection)?.[0]?.name).toBe('salesInvoices.collection');
    expect(read('business-central-webhook', { value: [] })).toEqual([]);
    expect(
      read('business-central-webhook', { value: Array.from({ length: 1_001 }, () => changeNotifications.value[0]) }),
    ).toBeUndefined();
  });

  it.each([
    [initiator.toUpperCase(), initiator],
    [`{${initiator.toUpperCase()}}`, initiator],
    ['00000000-0000-0000-0000-000000000000', undefined],
    ['{00000000-0000-0000-0000-000000000000}', undefined],
    ['ann@fabrikam.com', undefined],
    ['', undefined],
    [null, undefined],
    [7, undefined],
  ])('takes %j for the person %s', (given, who) => {
    const changes = [
      read('business-central-event', { ...salesInvoicePosted, initiatingUserAADObjectId: given }),
      read('dataverse', { ...salesOrderUpdated, InitiatingUserAzureActiveDirectoryObjectId: given }),
      read('finance-operations', { ...freeTextInvoicePosted, InitiatingUserAADObjectId: given }),
      read('event-grid', { ...gridEvent, data: { initiatingUserAADObjectId: given } }),
    ];
    expect(changes.map((events) => events?.[0]?.initiator)).toEqual([who, who, who, who]);
  });

  it('knows the test of Finance & Operations, and what Dataverse left out', () => {
    expect(read('finance-operations', testEvent)?.[0]).toMatchObject({ isTest: true });
    const header = { 'x-ms-dynamics-msg-size-exceeded': 'true' };
    expect(read('dataverse', salesOrderUpdated, header)?.[0]).toMatchObject({ isTooLarge: true });
  });

  it('tells events by the next best where there is no id', () => {
    const { ControlNumber: _number, EventId: _event, ...bare } = freeTextInvoicePosted;
    const rounded = { ...freeTextInvoicePosted, ControlNumber: 2 ** 60 };
    expect(idOf('finance-operations', rounded)).toBe(`event ${freeTextInvoicePosted.EventId.toLowerCase()}`);
    expect(idOf('finance-operations', bare)).not.toBe(idOf('finance-operations', { ...bare, InvoiceId: 'other' }));
    const zeros = { ...salesOrderUpdated, OperationId: '00000000-0000-0000-0000-000000000000' };
    expect(idOf('dataverse', zeros)).not.toBe(idOf('dataverse', { ...zeros, Depth: 2 }));
  });

  it.each([
    [
      'business-central-webhook',
      { value: [changeNotifications.value[0]] },
      { value: [{ ...changeNotifications.value[0], lastModifiedDateTime: '2026-12-01T08:00:00Z' }] },
    ],
    ['event-grid', gridEvent, { ...gridEvent, topic: '/other' }],
    ['event-grid', cloudEvent, { ...cloudEvent, source: '/other' }],
    ['event-grid', gridEvent, { ...gridEvent, id: `${gridEvent.id}1` }],
    ['finance-operations', freeTextInvoicePosted, { ...freeTextInvoicePosted, BusinessEventId: 'Other' }],
  ] as const)('tells two events of %s apart that share all but one thing (%#)', (kind, one, other) => {
    expect(idOf(kind, one)).not.toBe(idOf(kind, other));
  });

  it.each<[DoorKind, Record<string, unknown>, string]>([
    ['dataverse', salesOrderUpdated, 'OperationId'],
    ['finance-operations', { ...freeTextInvoicePosted, ControlNumber: 0 }, 'EventId'],
  ])('tells events of %s by their id in any case, and by what they say where that is none', (kind, posted, name) => {
    const of = (id: unknown, changes: object = {}) => idOf(kind, { ...posted, [name]: id, ...changes });
    const change = { Depth: 2 };
    expect(of('0DA7A000-0000-4000-8000-0000000000AB')).toBe(of('0da7a000-0000-4000-8000-0000000000ab', change));
    for (const id of ['', undefined, null, 7]) {
      expect(of(id)).toBe(of(id));
      expect(of(id)).not.toBe(of(id, change));
    }
  });

  it('tells events of Finance & Operations by their control number, as a number or a text', () => {
    const of = (ControlNumber: unknown, changes: object = {}) =>
      idOf('finance-operations', { ...freeTextInvoicePosted, ControlNumber, ...changes });
    expect(of('5637166326')).toBe(of(5637166326, { EventId: 'other' }));
    expect(of('-9223372036854775808')).toBe(of('-9223372036854775808', { EventId: 'other' }));
    for (const none of ['0', 'x5', '5x', '', '123456789012345678901', 1.5])
      expect(of(none)).not.toBe(of(none, { EventId: 'other' }));
  });

  it.each<[DoorKind, Record<string, unknown>, Record<string, unknown>]>([
    ['dataverse', { ...salesOrderUpdated, OperationId: '' }, { OperationCreatedOn: undefined }],
    ['finance-operations', { BusinessEventId: 'a', EventTime: 'x' }, { EventTime: undefined }],
    ['finance-operations', { BusinessEventId: 'a', EventTimeIso8601: 'x' }, { EventTimeIso8601: undefined }],
  ])('takes equal bodies of %s for one event, and those without any time not for long', (kind, posted, timeless) => {
    const after = (given: object) => [idOf(kind, given), idOf(kind, given, new Date(receivedAt.getTime() + 3_600_000))];
    const [one, again] = after(posted);
    expect(again).toBe(one);
    const [first, later] = after({ ...posted, ...timeless });
    expect(later).not.toBe(first);
  });

  it('names an event of Dataverse by table and message, or by its message alone', () => {
    const nameOf = (PrimaryEntityName: unknown) =>
      read('dataverse', { ...salesOrderUpdated, PrimaryEntityName })?.[0]?.name;
    expect(['salesorder', 'none', '', undefined, 7].map(nameOf)).toEqual([
      'salesorder.Update',
      ...Array.from({ length: 4 }, () => 'Update'),
    ]);
  });

  it('leads into parameters and images of Dataverse, and leaves out what is none', () => {
    const image = { Id: '1', LogicalName: 'salesorder', Attributes: [{ key: 'name', value: 'before' }] };
    const [event] =
      read('dataverse', {
        ...salesOrderUpdated,
        InputParameters: [null, 7, { key: 7, value: 1 }, { key: 'Target', value: 'x' }, { key: 'a', value: 2 }],
        PreEntityImages: [
          { key: 'image', value: image },
          { key: 'other', value: 7 },
        ],
        PostEntityImages: { key: 'image', value: image },
      }) ?? [];
    expect(event?.fields).toMatchObject({
      InputParameters: { Target: 'x', a: 2 },
      PreEntityImages: { image: { Id: '1', LogicalName: 'salesorder', name: 'before' }, other: 7 },
      PostEntityImages: {},
    });
    expect(Object.keys(event?.fields['InputParameters'] ?? {})).toEqual(['Target', 'a']);
    expect(event?.fields).not.toHaveProperty('Target');
  });

  it.each(['false', 'untrue', 'true!', ''])('takes the header %j not for something left out', (value) => {
    const header = { 'x-ms-dynamics-msg-size-exceeded': value };
    expect(read('dataverse', salesOrderUpdated, header)?.[0]).toMatchObject({ isTooLarge: false });
  });

  it.each<[DoorKind, unknown]>([
    ['business-central-webhook', { value: [changeNotifications.value[0], null] }],
    ['business-central-webhook', { value: [{ ...changeNotifications.value[0], resource: 7 }] }],
    ['business-central-webhook', { value: [{ ...changeNotifications.value[0], changeType: undefined }] }],
    ['dataverse', { ...salesOrderUpdated, MessageName: '' }],
    ['finance-operations', { ...freeTextInvoicePosted, BusinessEventId: '' }],
    ['event-grid', []],
    ['event-grid', [gridEvent, null]],
    ['event-grid', [gridEvent, { ...gridEvent, id: '' }]],
    ['event-grid', { ...gridEvent, id: 7 }],
    ['event-grid', { ...gridEvent, eventType: '' }],
    ['event-grid', { ...gridEvent, eventType: 7 }],
    ['event-grid', { ...cloudEvent, type: undefined, eventType: 'x' }],
  ])('reads nothing from a request of %s of which a part is none (%#)', (kind, posted) => {
    expect(read(kind, posted)).toBeUndefined();
  });

  it('takes as many events at once as a request may have', () => {
    const many = Array.from({ length: 1_000 }, (_, id) => ({ ...gridEvent, id: String(id) }));
    expect(read('event-grid', many)).toHaveLength(1_000);
    expect(read('event-grid', [...many, gridEvent])).toBeUndefined();
  });

  it('names the set of a resource, whatever follows it', () => {
    const nameOf = (resource: string) =>
      read('business-central-webhook', { value: [{ ...changeNotifications.value[0], resource }] })?.[0]?.name;
    expect(['a/items(1)/', 'items', 'a/items?x=/y(1)', '', '/'].map(nameOf)).toEqual([
      'items.created',
      'items.created',
      'items.created',
      '.created',
      '.created',
    ]);
  });

  it('takes equal bodies without any time for one event only while that may be a repetition', () => {
    const { timestamp: _time, ...timeless } = salesInvoicePosted;
    const after = (seconds: number) => new Date(receivedAt.getTime() + seconds * 1000);
    expect(idOf('business-central-event', timeless, after(60))).toBe(idOf('business-central-event', timeless));
    expect(idOf('business-central-event', timeless, after(3_600))).not.toBe(idOf('business-central-event', timeless));
  });

  it('reads nothing from what its sender does not write', () => {
    const others = [undefined, null, 7, 'x', [], {}, [7], { value: [7] }, { eventName: 'x' }, { payload: {} }];
    for (const kind of Object.keys(documents) as DoorKind[])
      for (const posted of others) {
        if (kind === 'business-central-webhook' && JSON.stringify(posted) === '{"value":[]}') continue;
        expect([kind, read(kind, posted)]).toEqual([kind, undefined]);
      }
  });

  it('throws nothing and fills nothing by guessing, whatever is posted', () => {
    const kinds = Object.keys(documents) as DoorKind[];
    const samples: readonly unknown[] = recorded.map(([, posted]) => posted);
    const changed = fc.tuple(fc.constantFrom(...samples), fc.jsonValue(), fc.nat()).map(([sample, value, place]) => {
      let count = 0;
      return JSON.parse(
        JSON.stringify(sample, (_, held: unknown) => (count++ === place % 40 && count > 1 ? value : held)),
      ) as unknown;
    });
    fc.assert(
      fc.property(fc.constantFrom(...kinds), fc.oneof(fc.jsonValue(), changed), (kind, posted) => {
        for (const event of read(kind, posted) ?? []) {
          expect(event.id).not.toBe('');
          const filled = fillEvent(doorDocumentSchema.parse(documents[kind]), event);
          for (const value of Object.values(filled.values))
            expect(['string', 'boolean', 'object']).toContain(typeof value);
        }
      }),
    );
  });
});
