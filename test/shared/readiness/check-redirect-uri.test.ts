import { describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../../shared/http/http-request.ts';
import { checkRedirectUri } from '../../../shared/readiness/check-redirect-uri.ts';
import { callback, config } from './redirect-uri-sample.ts';

function run({ status = 200, location = '', body = '' }: { status?: number; location?: string; body?: string }) {
  const asked: URL[] = [];
  const found = checkRedirectUri({
    config,
    async request({ url }) {
      asked.push(new URL(url));
      const headers: HttpAnswer['headers'] = location ? { location } : {};
      return { status, headers, body: Buffer.from(body), isComplete: true };
    },
  });
  return { asked, found };
}

describe('checkRedirectUri', () => {
  it('asks for a sign-in without a person, by PKCE and with a fresh state', async () => {
    const { asked, found } = run({ status: 302, location: `${callback}?error=login_required` });
    await found;
    expect(asked).toHaveLength(1);
    expect(asked[0]?.pathname).toBe(`/${config.hostTenantId}/oauth2/v2.0/authorize`);
    expect(Object.fromEntries(asked[0]?.searchParams ?? [])).toMatchObject({
      client_id: config.entraClientId,
      redirect_uri: callback,
      prompt: 'none',
      response_mode: 'query',
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
    });
  });

  it('holds when Entra sends the browser back to it', async () => {
    await expect(run({ status: 302, location: `${callback}?error=login_required` }).found).resolves.toMatch(/knows/);
  });

  it.each([
    ['another redirect URI', 'AADSTS50011'],
    ['an unknown client', 'AADSTS700016'],
  ])('is refused by a page about %s', async (_what, code) => {
    const { found } = run({ status: 400, body: `<p>${code}: The value '${callback}' does not match.</p>` });
    await expect(found).rejects.toMatchObject({ code: 'client_credential_refused', upstreamCode: code });
  });

  it('does not take a redirect to somebody else for an answer', async () => {
    const found = await run({ status: 302, location: `${callback}.northwindtraders.com?error=x` }).found;
    expect(found).toMatch(/did not say/);
  });

  it.each([500, 503, 429])('takes an answer %d for an outage', async (status) => {
    await expect(run({ status }).found).rejects.toMatchObject({ code: 'entra_unavailable' });
  });
});
