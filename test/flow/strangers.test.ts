/**
 * What somebody can cause who has proven nothing: no row, no question to Key Vault, no line of the log for each request, and no
 * delay of a send.
 */
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { titleOf } from '../../infra/local/browser/http-browser.ts';
import { readRows } from '../browser/stored.ts';
import { startApp, submission } from './app.ts';

const app = await startApp();
const { entra, graph, keyVault } = app.stack;
const ann = app.senderOf('ann');
await app.connect('ann');
afterAll(() => app.close());
beforeEach(() => {
  for (const emulator of [entra, graph, keyVault]) emulator.faults.clear();
});

const { origin } = new URL(app.publicUrl);
const form = { Origin: origin, 'Content-Type': 'application/x-www-form-urlencoded' };
const hostTokens = (await startSignIn()).url.pathname.replace(/\/authorize$/, '/token');

/** The form of the consent page; what the browser then has. */
async function startSignIn(headers: Record<string, string> = {}) {
  const answer = await fetch(`${app.publicUrl}/authorize`, {
    method: 'POST',
    redirect: 'manual',
    headers: { ...form, ...headers },
  });
  const url = new URL(answer.headers.get('location') ?? '');
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  return { status: answer.status, url, cookie, state: url.searchParams.get('state') ?? '' };
}

/** Entra's redirect, with whatever code. */
function comeBack(
  { cookie, state }: { cookie: string; state: string },
  { base = app.publicUrl, method = 'GET' }: { base?: string; method?: string } = {},
) {
  const query = new URLSearchParams({ code: 'a code of nobody', state });
  return fetch(`${base}/callback?${query}`, { method, redirect: 'manual', headers: { Cookie: cookie } });
}

/** The page to which a refused sign-in leads, once more with the cookies that it came with. */
async function follow(refused: Response, { cookie }: { cookie: string }): Promise<Response> {
  expect(refused.status).toBe(303);
  const given = refused.headers.getSetCookie().map((one) => one.split(';')[0]);
  const address = refused.headers.get('location') ?? '';
  const headers = { Cookie: [cookie, ...given.filter((one) => one !== cookie)].join('; ') };
  const [first, again] = [await fetch(address, { headers }), await fetch(address, { headers })];
  expect([again.status, await headingOf(again)]).toEqual([first.status, await headingOf(first.clone())]);
  return first;
}
const headingOf = async (answer: Response) => /<h1>([^<]*)<\/h1>/.exec(await answer.text())?.[1];
const usedRows = async () =>
  (await readRows(app, 'transactions')).filter(({ PartitionKey }) => /^\d{10}$/.test(PartitionKey)).length;

describe('POST /authorize', () => {
  it('stores nothing and asks Key Vault for nothing, however often', async () => {
    const before = [await usedRows(), keyVault.requests.length];
    const started = await Promise.all(Array.from({ length: 100 }, () => startSignIn()));
    expect(new Set(started.map(({ status }) => status))).toEqual(new Set([303]));
    expect(new Set(started.map(({ state }) => state)).size).toBe(100);
    expect([await usedRows(), keyVault.requests.length]).toEqual(before);
  });
});

describe('GET /callback', () => {
  it('leaves a row only when Entra is asked, and then refuses the same state everywhere', async () => {
    const before = await usedRows();
    const started = await startSignIn();
    const declined = new URLSearchParams({ error: 'access_denied', state: started.state });
    const headers = { Cookie: started.cookie };
    await fetch(`${app.publicUrl}/callback?${declined}`, { headers });
    expect((await comeBack(started, { method: 'HEAD' })).status).toBe(405);
    expect(await usedRows()).toBe(before);
    const mismatch = await follow(await comeBack(started), started);
    expect([mismatch.status, await headingOf(mismatch)]).toEqual([400, 'The sign-in does not match']);
    expect(await usedRows()).toBe(before + 1);
    const asked = entra.requests.length;
    const other = await app.startInstance();
    for (const base of [app.publicUrl, other.url.replace(/\/$/, '')]) {
      const again = await follow(await comeBack(started, { base }), started);
      expect([again.status, await headingOf(again)]).toEqual([400, 'This sign-in is no longer valid']);
    }
    expect([entra.requests.length, await usedRows()]).toEqual([asked, before + 1]);
  });

  it('lets nobody’s sign-ins that hang at Entra delay a send that needs a new token', async () => {
    // The ERP gets its own token from the same place.
    await app.call('GET', '/senders');
    entra.faults.add({ path: hostTokens, times: 1_000, action: { kind: 'hang' } });
    const started = await Promise.all(Array.from({ length: 60 }, () => startSignIn()));
    let answered = 0;
    const hanging = started.map((one) => comeBack(one).finally(() => (answered += 1)));
    const { home } = app.stack.directory.person('ann');
    if ('objectId' in home) graph.challenge(home.objectId);
    const sent = await app.call('POST', '/send', { body: submission(ann, 'while Entra hangs') });
    expect([sent.status, sent.json['status'], answered <= 60 - 16]).toEqual([200, 'sent', true]);
    const answers = await Promise.all(hanging);
    const refused = answers.filter(({ headers }) => headers.has('retry-after'));
    expect(new Set(refused.map(({ status }) => status))).toEqual(new Set([503]));
    // What was used up at Entra is told at an address of its own.
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(16);
    const headings = await Promise.all(refused.map(headingOf));
    expect(headings.filter((heading) => heading === 'Many people are signing in').length).toBe(60 - 16);
  });

  it('goes on for those who were refused, by the same address', async () => {
    entra.faults.add({ path: hostTokens, times: 16, action: { kind: 'hang' } });
    const started = await Promise.all(Array.from({ length: 17 }, () => startSignIn()));
    const answers = await Promise.all(started.map((one) => comeBack(one)));
    const index = answers.findIndex(({ headers }) => headers.get('retry-after') === '1');
    entra.faults.clear();
    const again = await follow(await comeBack(started[index]!), started[index]!);
    expect(await headingOf(again)).toBe('The sign-in does not match');
  });
});

describe('the log', () => {
  it('counts what strangers are refused, and tells it in one line', async () => {
    await app.setClock(3_600);
    await fetch(`${app.publicUrl}/health`);
    const seen = app.host.lines.length;
    for (let round = 0; round < 20; round++) {
      await fetch(`${app.publicUrl}/callback?code=x&state=y`, { redirect: 'manual' });
      await fetch(`${app.publicUrl}/senders`);
      await fetch(`${app.publicUrl}/nothing`);
    }
    const before = app.host.lines.slice(seen).filter((line) => line.startsWith('{"function"'));
    expect(before).toEqual([]);
    await app.setClock(3_661);
    await fetch(`${app.publicUrl}/health`);
    const lines = app.host.lines.slice(seen).filter((line) => line.startsWith('{"function":"strangers"'));
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { 'callback request_expired': 20, 'senders unauthorized': 20, 'unknown not_found': 20 },
    ]);
  });
});

describe('POST /me/test', () => {
  it('sends a person five test messages in an hour', async () => {
    const browser = await app.connect('ben');
    const own = await browser.open(`${app.publicUrl}/me`);
    const answers = [];
    for (let count = 0; count < 6; count++) answers.push(await browser.submit(own, '/me/test'));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 429]);
    expect(titleOf(answers.at(-1)!)).toBe('Enough test emails for now');
    expect(graph.messages().filter(({ subject }) => /test/i.test(subject))).toHaveLength(5);
  });
});
