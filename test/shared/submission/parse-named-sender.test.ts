import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { parseNamedSender } from '../../../shared/submission/parse-named-sender.ts';

const json = new Headers({ 'content-type': 'application/json' });
const parse = (text: string, headers = json) => parseNamedSender(Buffer.from(text), headers);

function refusalOf(text: string, headers = json): [string, ...string[]] {
  try {
    return [parse(text, headers).sender];
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return [error.code, ...error.faults.map(({ pointer, detail }) => `${pointer} ${detail}`)];
  }
}

describe('parseNamedSender', () => {
  it.each([
    'ann@fabrikam.com',
    'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com',
    '{C0000000-0000-4000-8000-0000000000A1}',
  ])('reads %s', (sender) => {
    expect(parse(JSON.stringify({ sender }))).toEqual({ sender, test: false });
  });

  it.each<[string, string[]]>([
    ['', [' is empty']],
    ['{', [expect.stringContaining(' is not JSON at line 1')]],
    ['[]', ['/sender is missing']],
    ['"ann@fabrikam.com"', ['/sender is missing']],
    ['{}', ['/sender is missing']],
    ['{"sender":null}', ['/sender is not a string']],
    ['{"sender":["ann@fabrikam.com"]}', ['/sender is not a string']],
    ['{"sender":"nobody"}', [expect.stringMatching(/^\/sender /)]],
    ['{"sender":"ann%40fabrikam.com"}', [expect.stringContaining('percent-encoded')]],
    ['{"sender":"ann@fabrikam.com","top":1}', ['/top is not a known property']],
    ['{"sender":"ann@fabrikam.com","sender":"ben@fabrikam.com"}', [expect.stringMatching(/^\/sender /)]],
    ['{"__proto__":{"sender":"ann@fabrikam.com"}}', ['/__proto__ is not a known property', '/sender is missing']],
  ])('refuses %s with every fault, and repeats no name', (text, faults) => {
    expect(refusalOf(text)).toEqual(['invalid_request', ...faults]);
    expect(refusalOf(text).join()).not.toMatch(/(ann|ben).{1,3}fabrikam/);
  });

  it('refuses another media type', () => {
    expect(refusalOf('{"sender":"ann@fabrikam.com"}', new Headers())[0]).toBe('unsupported_media_type');
  });
});
