import { describe, expect, it } from 'vitest';
import { isMimeMessage, refuseContentEncoding } from '../../../shared/mime/mime-media-type.ts';

describe('isMimeMessage', () => {
  it.each<[string | undefined, boolean]>([
    ['message/rfc822', true],
    ['Message/RFC822', true],
    ['message/rfc822;charset=utf-8', true],
    ['message/rfc822 \t; charset=utf-8', true],
    ['message/rfc8222', false],
    ['message/rfc822x;', false],
    ['x-message/rfc822', false],
    ['application/json', false],
    ['', false],
    [undefined, false],
  ])('takes %j for one: %s', (type, expected) => {
    expect(isMimeMessage(new Headers(type === undefined ? {} : { 'content-type': type }))).toBe(expected);
  });
});

describe('refuseContentEncoding', () => {
  it('takes bodies that are as they are, and says what is wrong with others', () => {
    refuseContentEncoding(new Headers());
    for (const encoding of ['gzip', 'identity', '']) {
      let thrown: unknown;
      try {
        refuseContentEncoding(new Headers({ 'content-encoding': encoding }));
      } catch (error) {
        thrown = error;
      }
      const faults = [{ pointer: 'header:Content-Encoding', detail: 'is not accepted; send the body as it is' }];
      expect(thrown).toMatchObject({ code: 'unsupported_media_type', faults });
    }
  });
});
