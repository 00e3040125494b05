import { describe, expect, it } from 'vitest';
import type { ConnectorError, Fault } from '../../shared/errors.ts';
import { checkNotJoined, nextLink, readMessagesQuery, readPageQuery } from '../../functions/list-query.ts';

const id = '6e7f0000-0000-4000-8000-00000000000a';

function faultsOf(query: string, read: (query: URLSearchParams) => unknown = readMessagesQuery): string[] {
  try {
    read(new URLSearchParams(query));
    return [];
  } catch (error) {
    return (error as ConnectorError).faults.map(({ pointer, detail }: Fault) => `${pointer} ${detail}`);
  }
}

const states = 'queued, held, sending, sent, failed, expired, cancelled, unknown';

describe('readMessagesQuery', () => {
  it.each([
    ['idempotencyKey=SI-103042', 'SI-103042'],
    ['idempotencyKey=a%2Bb%2C%26', 'a+b,&'],
    [`idempotencyKey=${'k'.repeat(256)}`, 'k'.repeat(256)],
  ])('reads the key of %s', (query, idempotencyKey) => {
    expect(readMessagesQuery(new URLSearchParams(query))).toEqual({ idempotencyKey });
  });

  it.each<[string, object]>([
    ['', { top: 50 }],
    [`sender=${id}`, { top: 50, hostObjectId: id }],
    [`sender={${id.toUpperCase()}}`, { top: 50, hostObjectId: id }],
    ['status=held&top=1', { top: 1, status: 'held' }],
    ['reference=SI-103042&top=100', { top: 100, reference: 'SI-103042' }],
    [
      'from=2026-11-01T00:00:00%2B01:00&to=2026-11-02T00:00:00Z&cursor=c',
      { top: 50, from: new Date('2026-10-31T23:00:00Z'), to: new Date('2026-11-02T00:00:00Z'), cursor: 'c' },
    ],
  ])('reads the filters of %j', (query, filter) => {
    expect(readMessagesQuery(new URLSearchParams(query))).toEqual({ filter });
  });

  it.each([
    ['idempotencyKey=', ['query:idempotencyKey is empty']],
    ['idempotencyKey=a+b', ['query:idempotencyKey has a space or a character that is not visible ASCII']],
    [`idempotencyKey=${'k'.repeat(257)}`, ['query:idempotencyKey is longer than 256 characters']],
    ['idempotencyKey=a&idempotencyKey=a', ['query:idempotencyKey is given more than once']],
    [
      'idempotencyKey=a&status=sent',
      ['query:status is not supported here; a message is found by idempotencyKey alone'],
    ],
    ['idempotencyKey=a&$filter=x', ['query:$filter is not a known parameter']],
    ['IdempotencyKey=a', ['query:IdempotencyKey is not a known parameter']],
    [`idempotencyKey=a&${'x'.repeat(100)}=1`, [`query:${'x'.repeat(64)}… is not a known parameter`]],
    ['toString=1', ['query:toString is not a known parameter']],
    ['status=sent&status=sent', ['query:status is given more than once']],
    // As a host hands on what is given twice.
    ['status=sent,failed', [`query:status is not one of ${states}`]],
    ['status=Sent', [`query:status is not one of ${states}`]],
    ['top=0&cursor=', ['query:top is not a whole number from 1 to 100', 'query:cursor is empty']],
    ['top=101', ['query:top is not a whole number from 1 to 100']],
    ['top=1.5', ['query:top is not a whole number from 1 to 100']],
    ['from=2026-11-01', [expect.stringContaining('query:from is not an RFC 3339 date-time')]],
    // A plus is a space where it is not escaped.
    ['to=2026-11-01T00:00:00+01:00', [expect.stringContaining('write + as %2B')]],
    ['from=2026-11-01T00:00:00Z&to=2026-11-01T00:00:00Z', ['query:to is not after from']],
    [`reference=${'r'.repeat(256)}`, ['query:reference has 256 characters; at most 255 are accepted']],
    ['reference=a%0Ab', [expect.stringContaining('query:reference ')]],
  ])('refuses %s', (query, expected) => {
    expect(faultsOf(query)).toEqual(expected);
  });

  it.each(['ann@fabrikam.com', 'ann_fabrikam.com%23EXT%23@contoso.onmicrosoft.com', `{${id}`, 'ann', `${id},${id}`])(
    'refuses the sender %s without repeating it, and says where its id is found',
    (sender) => {
      const [fault = '', ...others] = faultsOf(`sender=${sender}`);
      expect(fault).toMatch(/^query:sender is not the object id .*POST \/senders\/find/);
      expect([fault.includes('fabrikam'), others]).toEqual([false, []]);
    },
  );

  it('lists no more faults than other answers do', () => {
    expect(faultsOf(Array.from({ length: 200 }, (_, index) => `p${index}=1`).join('&'))).toHaveLength(50);
  });
});

describe('readPageQuery', () => {
  it('reads page and place, and refuses the filters of other lists', () => {
    expect(readPageQuery(new URLSearchParams())).toEqual({ top: 50 });
    expect(readPageQuery(new URLSearchParams('top=7&cursor=c'))).toEqual({ top: 7, cursor: 'c' });
    expect(faultsOf('status=sent', readPageQuery)).toEqual(['query:status is not supported here']);
    expect(faultsOf('top=7&top=7&$top=1', readPageQuery)).toEqual([
      'query:top is given more than once',
      'query:$top is not a known parameter',
    ]);
  });
});

describe('a parameter without a value', () => {
  const filters = ['sender', 'status', 'reference', 'from', 'to', 'top', 'cursor'];

  it.each<[string, (query: URLSearchParams) => unknown, string[]]>([
    ['the messages', readMessagesQuery, filters],
    ['the message of a key', readMessagesQuery, ['idempotencyKey']],
    ['a feed', readPageQuery, ['top', 'cursor']],
  ])('is refused by its name, for %s', (_list, read, names) => {
    const expected = names.map((name) => `query:${name} is empty`);
    for (const [index, name] of names.entries())
      for (const query of [name, `${name}=`, `x=1&${name}=`])
        expect(faultsOf(query, read).at(-1)).toBe(expected[index]);
    expect(faultsOf(names.map((name) => `${name}=`).join('&'), read)).toEqual(expected);
    expect(faultsOf('$top=', read)).toEqual(['query:$top is not a known parameter']);
  });
});

describe('nextLink', () => {
  it('asks for the same list from another place on', () => {
    const query = new URLSearchParams('status=sent&cursor=a&top=2&reference=a%26b');
    expect(nextLink('https://guestmail.contoso.com/api/messages', query, '1_f')).toBe(
      'https://guestmail.contoso.com/api/messages?status=sent&cursor=1_f&top=2&reference=a%26b',
    );
  });
});

describe('checkNotJoined', () => {
  it('refuses a key or reference with a comma, which may be a repeated parameter', () => {
    for (const name of ['idempotencyKey', 'reference'] as const) {
      const faults = [{ pointer: `query:${name}`, detail: expect.stringContaining('more than once') }];
      expect(() => checkNotJoined(name, 's,s')).toThrow(expect.objectContaining({ code: 'invalid_request', faults }));
      expect(() => checkNotJoined(name, 's')).not.toThrow();
      expect(() => checkNotJoined(name, undefined)).not.toThrow();
    }
  });
});
