import { describe, expect, it } from 'vitest';
import { readChosenNames } from '../../../infra/deploy/read-chosen-names.ts';

const read = (text: string) => readChosenNames(new Map([['GUESTMAIL_RESOURCE_NAMES', text]]));

describe('readChosenNames', () => {
  it.each(['func-mail', 'null', '[]', '5', '"func-mail"', '{"keyVault":5}', '{"keyVault":null}', '{"keyVault":""}'])(
    'refuses %s, which is no JSON object of texts',
    (text) => {
      expect(() => read(text)).toThrow(`is not JSON like {"functionApp":"func-guestmail"}: ${text}`);
    },
  );

  it('reads an object, and nothing for nothing', () => {
    expect([read('{"keyVault":"kv-mail"}'), read('')]).toEqual([{ keyVault: 'kv-mail' }, {}]);
  });
});
