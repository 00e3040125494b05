/**
 * Inviting guests from the terminal to the directory of the host tenant: the command, the running app, its token there and Graph.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createApiClient } from '../../infra/admin/api-client.ts';
import { readCommand } from '../../infra/admin/read-command.ts';
import { runCommand } from '../../infra/admin/run-command.ts';
import { GRAPH_RESOURCE_ID } from '../../infra/local/emulators/entra/scope.ts';
import { startApp } from './app.ts';

const app = await startApp();
const folder = mkdtempSync(join(tmpdir(), 'guestmail-'));
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});
const { directory, registrations, callerToken, graph } = app.stack;
const path = join(folder, 'guests.csv');
writeFileSync(
  path,
  [
    '\ufeffversion:v1.0;;;',
    'Email address to invite [inviteeEmail] Required;Redirection url [inviteRedirectURL] Required;Send invitation message (true or false) [sendEmail];Customized invitation message [customizedMessageBody]',
    'Example:      user@contoso.com;https://myapplications.microsoft.com;TRUE;',
    'ann@fabrikam.com;https://x.test;TRUE;',
    "o'neil@fabrikam.com;;TRUE;Welcome",
    'zoe@fabrikam.com;;FALSE;',
    'mia@contoso.com;;FALSE;',
    '',
  ].join('\r\n'),
);

async function admin(line: string): Promise<string[]> {
  const said: string[] = [];
  const readToken = () => callerToken(registrations.operator.clientId);
  await runCommand(readCommand(line.split(' ')), {
    api: await createApiClient({ publicUrl: app.publicUrl, readToken }),
    print: (text) => said.push(text),
    readSource: (source) => readFile(source, 'utf8'),
    writeResult: (to, text) => writeFile(to, text),
    ask: async () => undefined,
  });
  return said;
}
const outcomes = () => {
  const [, ...lines] = readFileSync(join(folder, 'guests.result.csv'), 'utf8').trim().split('\r\n');
  return lines.map((line) => line.split(',').slice(0, 3).join(' '));
};

describe('npm run admin -- invite', () => {
  it('is refused while the app has no permission in the host tenant, with who can change it', async () => {
    await expect(admin(`invite ${path}`)).rejects.toThrow(/administrator of the host tenant gives.*User\.Invite\.All/);
    expect(graph.invitations()).toEqual([]);
    for (const role of ['User.Invite.All', 'User.Read.All']) {
      const tenantId = directory.hostTenant.id;
      registrations.connector.roleAssignments.push({ resourceId: GRAPH_RESOURCE_ID, role, tenantId });
    }
  });

  it('says what would become of each, then invites who is not there, once', async () => {
    expect(await admin(`invite ${path} --preview`)).toContain(
      '4 of 4: 2 would be invited, 1 already guests, 1 members, who need no invitation',
    );
    expect(graph.invitations()).toEqual([]);
    for (const zoe of ['invited', 'already_guest']) {
      await admin(`invite ${path}`);
      expect(outcomes()).toEqual([
        '4 ann@fabrikam.com already_guest',
        `5 o'neil@fabrikam.com ${zoe}`,
        `6 zoe@fabrikam.com ${zoe}`,
        '7 mia@contoso.com already_member',
      ]);
    }
    expect(graph.invitations()).toEqual([{ address: "o'neil@fabrikam.com", message: 'Welcome' }]);
    const posted = graph.requests.filter(({ path: of }) => of.endsWith('/invitations'));
    expect(posted.map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { inviteRedirectUrl: `${app.publicUrl}/authorize` },
      { inviteRedirectUrl: `${app.publicUrl}/authorize` },
    ]);
    expect((await admin('audit')).join('')).toMatch(/"action": "invited"[^}]*"count": 4/);
  });
});
