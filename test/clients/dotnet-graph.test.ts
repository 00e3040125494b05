/**
 * Microsoft.Graph for .NET, unchanged, with this connector for Graph: the program in dotnet-graph/, set up as the README says.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startApp, type App } from '../flow/app.ts';
import { startGateway, type Gateway } from '../flow/gateway.ts';
import { hasDotnet, startDotnet } from './dotnet.ts';
import type { LineProgram } from './line-program.ts';

describe.runIf(hasDotnet('the client of Microsoft Graph for .NET'))('Microsoft.Graph for .NET', () => {
  let app: App;
  let gateway: Gateway;
  let program: LineProgram;

  beforeAll(async () => {
    app = await startApp();
    gateway = await startGateway(app.publicUrl, 'http');
    program = await startDotnet(join(import.meta.dirname, 'dotnet-graph'), {
      PUBLIC_URL: `${gateway.url}/api`,
      ACCESS_TOKEN: await app.stack.callerToken(),
      TOKEN_SCOPE: `${app.stack.registrations.connector.clientId}/.default`,
    });
    await app.connect('ann');
  });
  afterAll(async () => {
    await program?.close();
    await gateway?.close();
    await app?.close();
  });
  beforeEach(() => {
    gateway.passed.length = 0;
  });

  const send = async (subject: string, changes: { user?: string; to?: string; times?: number } = {}) => {
    const user = 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';
    const line = await program.ask(JSON.stringify({ user, subject, to: 'mia@contoso.com', times: 1, ...changes }));
    return JSON.parse(line) as { code?: string; message?: string }[];
  };
  const mails = (subject: string) => app.stack.graph.messages().filter((message) => message.subject === subject);
  const answers = () => gateway.passed.map(({ status }) => status);

  it('sends', async () => {
    expect(await send('sent')).toEqual([{}]);
    expect([answers(), mails('sent').map(({ from }) => from.address)]).toEqual([[202], ['ann@fabrikam.com']]);
  });

  it('reads the code and the sentence of a refusal', async () => {
    expect(await send('invalid', { to: 'mia' })).toEqual([
      { code: 'ErrorInvalidRecipients', message: expect.stringContaining('/toRecipients/0/emailAddress/address') },
    ]);
    expect(await send('unconnected', { user: 'ben@fabrikam.com' })).toEqual([
      { code: 'consent_required', message: expect.stringContaining(`consentUrl: ${app.publicUrl}/authorize`) },
    ]);
  });

  it('writes an object once, and is told so when it posts it a second time', async () => {
    expect(await send('posted twice', { times: 2 })).toEqual([
      {},
      {
        code: 'ErrorInvalidRequest',
        message: expect.stringContaining('writes an object only once, so build a new one for each request'),
      },
    ]);
    expect(mails('posted twice')).toHaveLength(1);
  });

  it('repeats a 503 by itself, and the mail is sent once', async () => {
    const action = { kind: 'answer', status: 503 } as const;
    app.stack.storage.table.faults.add({ method: 'POST', body: 'message_', times: 3, action });
    expect(await send('repeated')).toEqual([{}]);
    expect([answers(), mails('repeated').length]).toEqual([[503, 202], 1]);
  });

  it('repeats what a gateway gave up on after it was sent, and the mail is sent once', async () => {
    gateway.given.push(504);
    expect(await send('given up on')).toEqual([{}]);
    expect([answers(), mails('given up on').length]).toEqual([[202, 202], 1]);
    expect(gateway.passed[1]?.headers['retry-attempt']).toBe('1');
  });

  it('does not repeat a message of which nobody knows whether it was sent', async () => {
    app.stack.graph.faults.add({ path: '/sendMail', action: { kind: 'cut-after-accepting' } });
    expect(await send('lost')).toMatchObject([{ code: 'delivery_unknown' }]);
    expect([answers(), mails('lost').length]).toEqual([[409], 1]);
  });
});
