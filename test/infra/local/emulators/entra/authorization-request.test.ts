import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OPERATOR_CLIENT_ID } from '../../../../../infra/local/emulators/entra/registration.ts';
import { authorizeUrl, CALLBACK, FABRIKAM, HOST, signIn, startStage, type Parameters, type Stage } from './stage.ts';
import { createVisitor, type Page } from './visitor.ts';

let stage: Stage;

beforeEach(async () => {
  stage = await startStage();
});
afterEach(() => stage.entra.close());

const open = (changes: Parameters, tenant = HOST): Promise<Page> =>
  createVisitor().open(authorizeUrl(stage, tenant, changes));

describe('parseRedirectTarget', () => {
  it.each([
    [{ client_id: undefined }, 'AADSTS900144'],
    [{ client_id: '00000000-0000-4000-8000-000000000000' }, 'AADSTS700016'],
    [{ redirect_uri: undefined }, 'AADSTS900144'],
    [{ redirect_uri: `${CALLBACK}/` }, 'AADSTS50011'],
    [{ redirect_uri: CALLBACK.toUpperCase() }, 'AADSTS50011'],
    [{ redirect_uri: `${CALLBACK}?next=x` }, 'AADSTS50011'],
    [{ redirect_uri: 'https://localhost:9999/api/callback' }, 'AADSTS50011'],
    [{ response_mode: 'web_message' }, 'AADSTS70007'],
  ])('shows a page and never redirects: %j', async (changes, code) => {
    const page = await open(changes);
    expect(page.status).toBe(400);
    expect(page.location).toBeUndefined();
    expect(page.text).toContain(code);
  });

  it('refuses an unknown tenant with AADSTS90002 and a malformed one with AADSTS900023', async () => {
    expect((await open({}, '11111111-0000-4000-8000-000000000000')).text).toContain('AADSTS90002');
    expect((await open({}, 'nowhere.example')).text).toContain('AADSTS90002');
    expect((await open({}, '%22%3E%3Cscript%3E')).text).toContain('AADSTS900023');
    expect((await open({}, '%22%3E%3Cscript%3E')).html).not.toContain('"><script>');
  });

  it('refuses consumers, and a single-tenant application outside its tenant', async () => {
    expect((await open({}, 'consumers')).text).toContain('AADSTS9002332');
    const single = { client_id: OPERATOR_CLIENT_ID, redirect_uri: 'http://localhost/signed-in', scope: 'openid' };
    expect((await open(single, 'organizations')).text).toContain('AADSTS50194');
    expect((await open(single, FABRIKAM)).text).toContain('AADSTS700016');
    expect((await open(single)).title).toBe('Sign in to your account');
  });

  it('leaves the port of an http localhost address aside, and nothing else', async () => {
    const single = { client_id: OPERATOR_CLIENT_ID, scope: 'openid' };
    expect((await open({ ...single, redirect_uri: 'http://localhost:51234/signed-in' })).status).toBe(200);
    expect((await open({ ...single, redirect_uri: 'http://localhost.evil.example/signed-in' })).status).toBe(400);
    expect((await open({ ...single, redirect_uri: 'http://localhost:51234/other' })).status).toBe(400);
  });

  it('refuses a doubled parameter with AADSTS9000411', async () => {
    const page = await createVisitor().open(`${authorizeUrl(stage, HOST)}&redirect_uri=https://evil.example/`);
    expect(page.text).toContain('AADSTS9000411');
    expect(page.location).toBeUndefined();
  });

  it('knows a tenant by its domain and in any case', async () => {
    expect((await open({}, 'Contoso.com')).status).toBe(200);
    expect((await open({}, HOST.toUpperCase())).status).toBe(200);
  });
});

describe('parseAuthorizationRequest', () => {
  it.each([
    [{ response_type: undefined }, 'invalid_request', 'AADSTS900144'],
    [{ response_type: 'token' }, 'unsupported_response_type', 'AADSTS700051'],
    [{ response_type: 'code id_token' }, 'unsupported_response_type', 'AADSTS700054'],
    [{ response_type: 'banana' }, 'unsupported_response_type', 'AADSTS70005'],
    [{ scope: undefined }, 'invalid_request', 'AADSTS900144'],
    [{ scope: 'openid Mail.Fly' }, 'invalid_client', 'AADSTS650053'],
    [{ scope: 'openid "quoted"' }, 'invalid_scope', 'AADSTS70011'],
    [{ scope: 'https://unknown.example/Mail.Send' }, 'invalid_resource', 'AADSTS500011'],
    [{ prompt: 'maybe' }, 'invalid_request', 'AADSTS90023'],
    [{ claims: '{' }, 'invalid_request', 'AADSTS90023'],
    [{ code_challenge: 'short' }, 'invalid_request', 'AADSTS501491'],
    [{ code_challenge: undefined }, 'invalid_request', 'AADSTS50147'],
    [{ code_challenge_method: 'S512' }, 'invalid_request', 'AADSTS90023'],
  ])('redirects with the error and the state: %j', async (changes, error, code) => {
    const page = await open(changes);
    expect(page.status).toBe(302);
    const target = new URL(page.location ?? '');
    expect(target.origin + target.pathname).toBe(CALLBACK);
    expect(target.searchParams.get('error')).toBe(error);
    expect(target.searchParams.get('error_description')).toMatch(
      new RegExp(`^${code}: .* Trace ID: [\\w-]{36} Correlation ID: [\\w-]{36} Timestamp: [\\d-]{10} [\\d:]{8}Z$`),
    );
    expect(target.searchParams.get('state')).toBe('some state');
  });

  it('repeats the correlation id that was sent', async () => {
    const id = 'aaaaaaaa-0000-4000-8000-00000000cccc';
    const page = await open({ scope: 'openid Mail.Fly', 'client-request-id': id });
    expect(new URL(page.location ?? '').searchParams.get('error_description')).toContain(`Correlation ID: ${id}`);
  });
});

describe('buildRedirect', () => {
  const answerIn = async (response_mode: string) => {
    const visitor = createVisitor();
    await visitor.open(authorizeUrl(stage, HOST, { scope: 'openid profile', response_mode, state: 'a&b="<c>' }));
    return visitor.press('ann@fabrikam.com');
  };

  it('answers in a form that posts itself for form_post', async () => {
    const page = await answerIn('form_post');
    expect(page.status).toBe(200);
    expect(page.html).toContain(`<form method="post" action="${CALLBACK}"`);
    expect(page.html).toMatch(/name="code" value="1\.[\w-]{512}"/);
    expect(page.html).toContain('name="state" value="a&#38;b=&#34;&#60;c&#62;"');
    const nonce = /script-src 'nonce-([\w-]+)'/.exec(page.headers.get('content-security-policy') ?? '')?.[1];
    expect(page.html).toMatch(new RegExp(`<script nonce="${nonce}">\\s*document\\.forms\\[0\\]\\.submit\\(\\)`));
  });

  it('answers in the fragment for fragment', async () => {
    const { location = '' } = await answerIn('fragment');
    expect(new URL(location).search).toBe('');
    expect(new URLSearchParams(new URL(location).hash.slice(1)).get('state')).toBe('a&b="<c>');
  });

  it('gives client_info only when it was asked for', async () => {
    const scope = 'openid profile';
    expect((await signIn(stage, HOST, 'ann', { scope })).has('client_info')).toBe(false);
    const sent = (await signIn(stage, HOST, 'ann', { scope, client_info: '1' })).get('client_info') ?? '';
    expect(JSON.parse(Buffer.from(sent, 'base64url').toString())).toMatchObject({ utid: FABRIKAM });
  });
});
