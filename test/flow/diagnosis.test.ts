/**
 * What is told of a sender while a real part refuses, over the wire: to the ERP, to the operator's terminal and on the own page.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/admin/api-client.ts';
import { readCommand } from '../../infra/admin/read-command.ts';
import { runCommand } from '../../infra/admin/run-command.ts';
import type { FaultAction } from '../../infra/local/emulators/kit/fault.ts';
import type { HttpBrowser } from '../../infra/local/browser/http-browser.ts';
import { startApp } from './app.ts';

const app = await startApp({ settings: { OUTBOUND_ADDRESSES: '203.0.113.10' } });
const { graph, entra, keyVault, registrations, callerToken, directory } = app.stack;
const ann = app.senderOf('ann');
let browser: HttpBrowser;
afterAll(() => app.close());
beforeAll(async () => {
  entra.settings.accessTokenLifetimeSeconds = { min: 3_600, max: 3_600 };
  browser = await app.connect('ann');
});
beforeEach(() => {
  for (const emulator of [graph, entra, keyVault]) emulator.faults.clear();
  entra.refuse('ann', undefined);
});

const answer = (status: number, code?: string): FaultAction => ({
  kind: 'answer',
  status,
  ...(code && { body: { error: { code, message: 'x' } } }),
});
const atGraph = (action: FaultAction) => () => graph.faults.add({ path: '/sendMail', action });
/** Graph refuses the token that is stored, so that another one is needed. */
function endAccessToken(): void {
  const { home } = directory.person('ann');
  if ('objectId' in home) graph.challenge(home.objectId);
}

interface Step {
  name: string;
  state: string;
  code?: string;
  skippedFor?: string;
}

async function diagnose(sender = ann): Promise<Record<string, string | undefined>> {
  const { status, json } = await app.call('GET', `/senders/${sender}/diagnosis`);
  expect(status).toBe(200);
  const steps = (json['steps'] as Step[]).filter(({ state }) => state !== 'ok');
  return Object.fromEntries(steps.map(({ name, state, code, skippedFor }) => [name, code ?? skippedFor ?? state]));
}

/** `npm run admin`, as the operator of the local stack. */
async function admin(line: string): Promise<{ said: string; failed: string | undefined }> {
  const readToken = () => callerToken(registrations.operator.clientId);
  const api = await createApiClient({ publicUrl: app.publicUrl, readToken });
  const lines: string[] = [];
  const parts = {
    api,
    print: (text: string) => lines.push(text),
    readSource: async () => '',
    ask: async () => undefined,
    writeResult: async () => undefined,
  };
  const failed = await runCommand(readCommand(line.split(' ')), parts).then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { said: lines.join('\n'), failed };
}

describe('a diagnosis', () => {
  it.each<[string, () => void, Record<string, string>]>([
    ['all is in order', () => undefined, {}],
    ['Graph asks for a token with other claims, which is renewed', endAccessToken, {}],
    ['the mailbox is gone', atGraph(answer(404, 'MailboxNotEnabledForRESTAPI')), { mailbox: 'mailbox_not_found' }],
    ['the mailbox is on premises', atGraph(answer(400, 'RequestBodyRead')), { mailbox: 'mailbox_on_premises' }],
    ['the mailbox is throttled', atGraph(answer(429, 'ApplicationThrottled')), { mailbox: 'mailbox_throttled' }],
    ['Graph is down', atGraph(answer(503)), { mailbox: 'graph_unavailable' }],
    [
      'Entra is down',
      () => {
        endAccessToken();
        entra.faults.add({ times: 100, action: answer(503) });
      },
      { token: 'entra_unavailable', mailbox: 'token' },
    ],
    [
      'a policy of the home tenant blocks the app',
      () => {
        endAccessToken();
        entra.refuse('ann', { endpoint: 'token', code: 53003 });
      },
      { policy: 'blocked_by_home_policy', token: 'policy', mailbox: 'policy' },
    ],
  ])('tells that %s', async (_what, cause, found) => {
    cause();
    expect(await diagnose()).toEqual(found);
    expect((await app.call('GET', `/senders/${ann}`)).json['status']).toBe('connected');
  });

  it('is the same on the own page, with what an administrator has to do', async () => {
    endAccessToken();
    entra.refuse('ann', { endpoint: 'token', code: 53003 });
    const { body } = await browser.open(`${app.publicUrl}/me/check`);
    expect(body).toContain('203.0.113.10');
    expect(body.match(/· <span class="bad">Problem/g)).toHaveLength(1);
    const stranger = await fetch(`${app.publicUrl}/me/check`, { redirect: 'manual' });
    expect([stranger.status, stranger.headers.get('location')]).toEqual([303, `${app.publicUrl}/me`]);
  });

  it('is printed for the operator, who sends a test message, and ends with an error while something failed', async () => {
    // Once the access token has ended, a refusal that others have to undo stands for some minutes only, as for a send.
    await app.setClock(4_000);
    // The operator's, by a clock that is not ahead.
    entra.settings.accessTokenLifetimeSeconds = { min: 5_400, max: 5_400 };
    const { said, failed } = await admin('diagnose ann@fabrikam.com --test');
    expect([failed, said.match(/^✓ ok/gm)?.length]).toEqual([undefined, 9]);
    expect(graph.messages().at(-1)?.toRecipients).toMatchObject([{ address: 'ann@fabrikam.com' }]);
    entra.refuse('ann', { endpoint: 'token', code: 65001 });
    endAccessToken();
    const ended = await admin(`diagnose ${ann} --test`);
    expect(ended.failed).toMatch(/^Begin at grant: consent_withdrawn$/);
    expect(ended.said).toContain(`Connect: ${app.publicUrl}/authorize`);
    expect(ended.said).toMatch(/^– skipped {2}test {8}Not tried: grant/m);
    expect((await admin('diagnose nobody@fabrikam.com')).failed).toBe('There is nothing here under this name.');
  });

  it('leaves no address and no token in the log', () => {
    const lines = app.host.lines.filter((line) => /senderDiagnosis|diagnoseSender|meCheck/.test(line));
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.join()).not.toMatch(/@|eyJ/);
  });
});
