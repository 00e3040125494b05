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
    const long = [header('Reply-To', '"'.repeat(996))];
    expect(normalise(long).message).toEqual({ internetMessageHeaders: long });
    expect(normalise([header('Reply-To', '')]).message).toEqual({ replyTo: [recipient('')] });
    expect(normalise([header('List-Unsubscribe', 'x')], { singleValueExtendedProperties: 7 }).message).toEqual({
      singleValueExtendedProperties: 7,
    });
  });
});
