import { describe, expect, it } from 'vitest';
import { normaliseHeaders } from '../../../shared/submission/normalise-headers.ts';
import { createPostedPointers } from '../../../shared/submission/posted-pointers.ts';

const recipient = (address: string, name?: string) => ({ emailAddress: { address, ...(name && { name }) } });
const header = (name: string, value: string) => ({ name, value });
const at = '/message/internetMessageHeaders';

function normalise(headers: unknown, message: object = {}) {
  const pointers = createPostedPointers();
  return { ...normaliseHeaders({ ...message, internetMessageHeaders: headers }, pointers), ...pointers };
}

describe('normaliseHeaders', () => {
  it('makes properties of the headers that have one, and keeps the others', () => {
    const { message, faults, toPosted } = normalise([
      header('Reply-To', 'Sales <sales@contoso.com>, "Cole, Mia" <mia@contoso.com>'),
      header('x-a', '1'),
      header('IMPORTANCE', 'High'),
      header('List-Unsubscribe', '<mailto:leave@contoso.com>'),
      header('list-unsubscribe-post', 'List-Unsubscribe=One-Click'),
      header('X-b', '2'),
    ]);
    expect([message, faults]).toEqual([
      {
        replyTo: [recipient('sales@contoso.com', 'Sales'), recipient('mia@contoso.com', 'Cole, Mia')],
        importance: 'high',
        internetMessageHeaders: [header('x-a', '1'), header('X-b', '2')],
        singleValueExtendedProperties: [
          { id: 'String 0x1045', value: '<mailto:leave@contoso.com>' },
          {
            id: 'String {00020386-0000-0000-c000-000000000046} Name List-Unsubscribe-Post',
            value: 'List-Unsubscribe=One-Click',
          },
        ],
      },
      [],
    ]);
    expect(
      [
        `${at}/1/name`,
        '/message/replyTo/0/emailAddress/address',
        '/message/importance',
        '/message/singleValueExtendedProperties/1/value',
      ].map(toPosted),
    ).toEqual([`${at}/5/name`, `${at}/0/value`, `${at}/2/value`, `${at}/4/value`]);
  });

  it('takes both when they say the same', () => {
    const given = {
      replyTo: [recipient('b@contoso.com', 'B'), recipient('a@contoso.com')],
      importance: 'low',
      singleValueExtendedProperties: [{ id: 'string 0X1045', value: '<https://contoso.com>' }],
    };
    const { message, faults } = normalise(
      [
        header('reply-to', 'A@contoso.com,b@contoso.com'),
        header('importance', 'Low'),
        header('List-Unsubscribe', '<https://contoso.com>'),
      ],
      given,
    );
    expect([message, faults]).toEqual([given, []]);
  });

  it('refuses what is said twice in two ways, or given twice', () => {
    const { faults } = normalise(
      [
        header('Reply-To', 'a@contoso.com'),
        header('Importance', 'high'),
        header('List-Unsubscribe', '<https://contoso.com>'),
        header('importance', 'low'),
      ],
      {
        replyTo: [recipient('b@contoso.com')],
        importance: 'low',
        singleValueExtendedProperties: [{ id: 'String 0x1045', value: '<https://fabrikam.com>' }],
      },
    );
    expect(faults.map(({ pointer }) => pointer)).toEqual([
      `${at}/0/value`,
      `${at}/1/value`,
      `${at}/2/value`,
      `${at}/3/name`,
    ]);
  });

  it('leaves to the schema what is no header of the right shape', () => {
    for (const headers of [
      7,
      [7],
      [{ name: 'Reply-To' }],
      [{ ...header('Importance', 'high'), id: 'x' }],
      [{ value: 'x' }],
    ])
      expect(normalise(headers).message).toEqual({ internetMessageHeaders: headers });
    expect(normalise([header('Reply-To', '')]).message).toEqual({ replyTo: [recipient('')] });
    expect(normalise([header('List-Unsubscribe', 'x')], { singleValueExtendedProperties: 7 }).message).toEqual({
      singleValueExtendedProperties: 7,
    });
  });

  it('bounds Reply-To by its addresses, and the others by their length', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, index) => `Sales team ${index} <sales${index}@contoso.com>`).join(', ');
    const { message, faults } = normalise([header('Reply-To', many(500))]);
    expect([(message['replyTo'] as unknown[]).length, faults]).toEqual([500, []]);
    const detailsOf = (...headers: object[]) =>
      normalise(headers).faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
    expect(detailsOf(header('Reply-To', many(501)))).toEqual([`${at}/0/value has more than 500 addresses`]);
    expect(detailsOf(header('Reply-To', 'a'.repeat(300_000)))).toEqual([
      `${at}/0/value has 300000 characters; at most 258000 are accepted`,
    ]);
    expect(detailsOf(header('x-a', '1'), header('List-Unsubscribe', 'x'.repeat(996)))).toEqual([
      `${at}/1/value has 996 characters; at most 995 are accepted`,
    ]);
  });

  it('knows List-Unsubscribe by either id of its property', () => {
    const property = (value: string) => ({
      singleValueExtendedProperties: [
        { id: 'String {00020386-0000-0000-C000-000000000046} Name List-Unsubscribe', value },
      ],
    });
    expect(normalise([header('List-Unsubscribe', 'a')], property('a'))).toMatchObject({
      message: property('a'),
      faults: [],
    });
    expect(normalise([header('List-Unsubscribe', 'a')], property('b')).faults).toHaveLength(1);
  });
});
