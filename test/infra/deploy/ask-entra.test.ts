import { describe, expect, it } from 'vitest';
import { askEntra } from '../../../infra/deploy/ask-entra.ts';
import { callback, config } from '../../shared/readiness/redirect-uri-sample.ts';

describe('askEntra', () => {
  it.each<[string, number, string, string, boolean | undefined]>([
    ['a redirect there', 302, `${callback}?error=login_required`, '', true],
    ['another redirect URI', 400, '', 'AADSTS50011', false],
    ['an unknown client', 400, '', 'AADSTS700016', false],
    ['another refusal', 400, '', 'AADSTS90002', undefined],
    ['an outage', 503, '', '', undefined],
    ['anything else', 200, '', 'Sign in', undefined],
  ])('takes %s for what it says', async (_, status, location, body, expected) => {
    const request = () =>
      Promise.resolve({
        status,
        headers: location ? { location } : {},
        body: Buffer.from(body),
        isComplete: true,
      });
    expect(await askEntra({ config, request })).toBe(expected);
  });

  it('says nothing where there is no connection', async () => {
    const request = () => Promise.reject(new Error('ENOTFOUND'));
    expect(await askEntra({ config, request })).toBeUndefined();
  });
});
