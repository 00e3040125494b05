import { describe, expect, it } from 'vitest';
import type { ConnectorError, Fault } from '../../shared/errors.ts';
import { checkNotJoined, readIdempotencyKey } from '../../functions/list-query.ts';

function faultsOf(query: string): Fault[] {
  try {
    readIdempotencyKey(new URLSearchParams(query));
    return [];
  } catch (error) {
    return (error as ConnectorError).faults;
  }
}

describe('readIdempotencyKey', () => {
  it.each([
    ['idempotencyKey=SI-103042', 'SI-103042'],
    ['idempotencyKey=a%2Bb%2C%26', 'a+b,&'],
    [`idempotencyKey=${'k'.repeat(256)}`, 'k'.repeat(256)],
  ])('reads %s', (query, expected) => {
    expect(readIdempotencyKey(new URLSearchParams(query))).toBe(expected);
  });

  it.each([
    ['', ['query:idempotencyKey is missing']],
    ['idempotencyKey=', ['query:idempotencyKey is empty']],
    ['idempotencyKey=a+b', ['query:idempotencyKey has a space or a character that is not visible ASCII']],
    [`idempotencyKey=${'k'.repeat(257)}`, ['query:idempotencyKey is longer than 256 characters']],
    ['idempotencyKey=a&idempotencyKey=a', ['query:idempotencyKey is given more than once']],
    ['idempotencyKey=a&status=sent', ['query:status is not supported; a message is found by idempotencyKey']],
    ['idempotencyKey=a&$filter=x', ['query:$filter is not a known parameter']],
    ['IdempotencyKey=a', ['query:idempotencyKey is missing', 'query:IdempotencyKey is not a known parameter']],
    [`idempotencyKey=a&${'x'.repeat(100)}=1`, [`query:${'x'.repeat(64)}… is not a known parameter`]],
  ])('refuses %s', (query, expected) => {
    expect(faultsOf(query).map(({ pointer, detail }) => `${pointer} ${detail}`)).toEqual(expected);
  });

  it.each(['sender', 'status', 'reference', 'from', 'to', 'top', 'cursor'])('refuses %s by its name', (name) => {
    expect(faultsOf(`${name}=1&idempotencyKey=a`)).toEqual([
      { pointer: `query:${name}`, detail: expect.stringContaining('is not supported') },
    ]);
  });

  it('lists no more faults than other answers do', () => {
    expect(faultsOf(Array.from({ length: 200 }, (_, index) => `p${index}=1`).join('&'))).toHaveLength(50);
  });
});

describe('checkNotJoined', () => {
  it('refuses a key with a comma, which may be a repeated parameter', () => {
    const faults = [{ pointer: 'query:idempotencyKey', detail: expect.stringContaining('more than once') }];
    expect(() => checkNotJoined('s,s')).toThrow(expect.objectContaining({ code: 'invalid_request', faults }));
    expect(() => checkNotJoined('s')).not.toThrow();
  });
});
