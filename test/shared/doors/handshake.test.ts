import { describe, expect, it } from 'vitest';
import { ECHO_MAX_CHARACTERS } from '../../../shared/door-limits.ts';
import { allowOrigin, readValidationCode, readValidationToken } from '../../../shared/doors/handshake.ts';

const longest = 'x'.repeat(ECHO_MAX_CHARACTERS);
const notEchoed = ['', `${longest}x`, 'a\nb', '\u007f', 'ä', 'a\u0000'];

describe('readValidationToken', () => {
  it('gives Business Central its token back', () => {
    for (const text of ['a token ~', longest])
      expect(readValidationToken(text)).toEqual({ handshake: 'validationToken', text });
    expect(readValidationToken(null)).toBeUndefined();
  });

  it.each(notEchoed)(
    'gives back nothing that is long, or that a page or a line could take for more than text: %j',
    (text) => {
      let thrown: unknown;
      try {
        readValidationToken(text);
      } catch (error) {
        thrown = error;
      }
      const faults = [{ pointer: 'query:validationToken', detail: 'is not 1 to 512 printable ASCII characters' }];
      expect(thrown).toMatchObject({ code: 'invalid_request', faults });
    },
  );
});

describe('readValidationCode', () => {
  const eventType = 'Microsoft.EventGrid.SubscriptionValidationEvent';
  const posted = (code: unknown, type = eventType) => [{ eventType: type, data: { validationCode: code } }];

  it('gives Event Grid its code back', () => {
    expect(readValidationCode('SubscriptionValidation', posted('512d38b6'))).toEqual({
      handshake: 'validationCode',
      text: '512d38b6',
    });
  });

  it('takes nothing else for a handshake', () => {
    for (const code of [...notEchoed, 7, undefined, ['512d38b6']])
      expect(readValidationCode('SubscriptionValidation', posted(code))).toBeUndefined();
    for (const body of [posted('x', 'InvoicePosted'), posted('x')[0], [], [null], undefined, { 0: posted('x')[0] }])
      expect(readValidationCode('SubscriptionValidation', body)).toBeUndefined();
    for (const type of [null, '', 'Notification']) expect(readValidationCode(type, posted('512d38b6'))).toBeUndefined();
  });
});

describe('allowOrigin', () => {
  it.each(['eventgrid.azure.net', 'EventGrid.Azure.NET', `${'a'.repeat(63)}.net`, 'a.b'])('allows %s', (origin) => {
    expect(allowOrigin(origin)).toEqual({ 'WebHook-Allowed-Origin': origin, 'WebHook-Allowed-Rate': '*' });
  });

  it.each([
    null,
    '',
    'localhost',
    '*',
    'a..b',
    '.azure.net',
    'azure.net.',
    'https://azure.net',
    'azure.net\r\nx: y',
    'a b.net',
    `${'a'.repeat(64)}.net`,
    `net.${'a'.repeat(64)}`,
    `${'a.'.repeat(130)}net`,
  ])('says nothing to what is no name of a host: %j', (origin) => {
    expect(allowOrigin(origin)).toBeUndefined();
  });
});
