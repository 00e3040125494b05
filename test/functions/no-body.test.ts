import { HttpRequest } from '@azure/functions';
import { describe, expect, it } from 'vitest';
import { readNoBody } from '../../functions/no-body.ts';

const requestOf = (body: string | undefined, headers: Record<string, string> = {}) =>
  new HttpRequest({
    method: 'POST',
    url: 'https://guestmail.contoso.com/api/messages/1/cancel',
    headers,
    ...(body !== undefined && { body: { string: body } }),
  });

describe('readNoBody', () => {
  it.each([undefined, '', ' \r\n', '{}', ' { \n} '])('accepts %j', async (body) => {
    await expect(readNoBody(requestOf(body))).resolves.toBeUndefined();
  });

  it.each(['null', '[]', '{"reason":"x"}', '{}{}', '""', 'reason=x', '\u00a0x'])('refuses %j', async (body) => {
    const faults = [{ pointer: '', detail: expect.stringContaining('neither empty nor {}') }];
    await expect(readNoBody(requestOf(body))).rejects.toMatchObject({ code: 'invalid_request', faults });
  });

  it('refuses what is long before it reads it, and what came in chunks', async () => {
    const long = requestOf('{}', { 'content-length': '2000' });
    await expect(readNoBody(long)).rejects.toMatchObject({ code: 'request_too_large' });
    const chunked = requestOf(undefined, { 'transfer-encoding': 'chunked' });
    await expect(readNoBody(chunked)).rejects.toMatchObject({ code: 'length_required' });
  });
});
