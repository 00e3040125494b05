import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessages, toTriggerMetadata } from '../../../../infra/local/host/queue-message.ts';

describe('decodeMessage', () => {
  it('reads what encodeMessages writes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.constantFrom('base64' as const, 'none' as const),
        (text, encoding) => {
          const [message] = encodeMessages({ string: text }, encoding);
          expect(decodeMessage(message!, encoding)).toBe(text);
        },
      ),
    );
  });

  it.each(['not base64', 'YQ', 'YQ=', '{"id":1}', 'Y===', '-_=='])('refuses %j', (text) => {
    expect(decodeMessage(text, 'base64')).toBeUndefined();
    expect(decodeMessage(text, 'none')).toBe(text);
  });

  it('passes over white space', () => {
    expect(decodeMessage('YW\r\n5u\n', 'base64')).toBe('ann');
  });
});

describe('encodeMessages', () => {
  it.each([
    [{ string: 'a' }, ['a']],
    [{ string: '[1]' }, ['[1]']],
    [{ json: '{"a":1}' }, ['{"a":1}']],
    [{ json: '["a",{"b":2}]' }, ['a', '{"b":2}']],
    [{ bytes: Uint8Array.from([104, 105]) }, ['hi']],
    [{ int: 3 }, ['3']],
    [null, []],
    [undefined, []],
  ])('makes messages of %j', (data, messages) => {
    expect(encodeMessages(data, 'none')).toEqual(messages);
  });
});

describe('toTriggerMetadata', () => {
  const message = {
    messageId: 'id-1',
    popReceipt: 'receipt',
    dequeueCount: 3,
    insertedOn: new Date('2026-12-01T10:00:00Z'),
    expiresOn: new Date('2026-12-08T10:00:00Z'),
    nextVisibleOn: new Date('2026-12-01T10:10:00Z'),
  };

  it('gives the properties of the message', () => {
    expect(toTriggerMetadata('text', message)).toEqual({
      QueueTrigger: { string: 'text' },
      DequeueCount: { json: '3' },
      ExpirationTime: { json: '"2026-12-08T10:00:00.000+00:00"' },
      Id: { string: 'id-1' },
      InsertionTime: { json: '"2026-12-01T10:00:00.000+00:00"' },
      NextVisibleTime: { json: '"2026-12-01T10:10:00.000+00:00"' },
      PopReceipt: { string: 'receipt' },
    });
  });

  it('lets members of a JSON message overwrite them, as Azure does', () => {
    const text = '{"dequeuecount":99,"id":"other","list":[1],"none":null,"sub":{"a":1}}';
    const metadata = toTriggerMetadata(text, message);
    expect(metadata).toMatchObject({
      dequeuecount: { string: '99' },
      id: { string: 'other' },
      sub: { json: '{"a":1}' },
    });
    for (const name of ['DequeueCount', 'Id', 'list', 'none']) expect(metadata).not.toHaveProperty(name);
  });

  it('takes a message that only looks like JSON for text', () => {
    expect(toTriggerMetadata('{ not json', message)['QueueTrigger']).toEqual({ string: '{ not json' });
  });
});
