import { afterAll, describe, expect, it } from 'vitest';
import { startTestGraph } from './call-graph.ts';

const { graph, directory, call } = await startTestGraph();
afterAll(() => graph.close());

const claims = (...roles: string[]) => ({
  tid: directory.hostTenant.id,
  oid: 'the-app',
  appid: 'the-app',
  scp: undefined,
  idtyp: 'app',
  roles,
});
const find = (filter: string, ...roles: string[]) =>
  call({
    method: 'GET',
    path: `/users?$filter=${encodeURIComponent(filter)}&$select=id,userType`,
    claims: claims(...roles),
  });
const invite = (body: object, ...roles: string[]) =>
  call({ path: '/invitations', body: { inviteRedirectUrl: 'https://x.test', ...body }, claims: claims(...roles) });

describe('GET /users', () => {
  it.each([
    ["mail eq 'ann@fabrikam.com'", [{ id: '00000b05-0000-4000-8000-000000000002', userType: 'Guest' }]],
    ["mail eq 'MIA@contoso.com'", [{ userType: 'Member' }]],
    ["mail eq 'o''neil@fabrikam.com'", []],
  ])('finds whoever has an address: %s', async (filter, value) => {
    const { status, text } = await find(filter, 'User.Read.All');
    expect([status, JSON.parse(text)]).toMatchObject([200, { value }]);
  });

  it.each([
    [403, 'Authorization_RequestDenied', "mail eq 'ann@fabrikam.com'", 'User.Invite.All'],
    [403, 'Authorization_RequestDenied', "mail eq 'ann@fabrikam.com'", 'User.ReadBasic.All'],
    [400, 'Request_UnsupportedQuery', "startswith(mail,'ann')", 'User.Read.All'],
  ])('answers %s %s where it is not allowed or not understood', async (status, code, filter, role) => {
    expect(await find(filter, role)).toMatchObject({ status, code });
  });
});

describe('GET /users of all guests', () => {
  type Page = { '@odata.nextLink'?: string; value: { id: string; userType: string; externalUserState: string }[] };
  const guests = `$filter=${encodeURIComponent("userType eq 'Guest'")}`;
  const ask = (query: string, ...roles: string[]) =>
    call({ method: 'GET', path: `/users?${query}`, claims: claims(...roles) });

  it('lists each once, page by page, with the properties that are asked for', async () => {
    await invite({ invitedUserEmailAddress: 'kim@fabrikam.com' }, 'User.Invite.All');
    const found: Page['value'] = [];
    let query: string | undefined = `${guests}&$select=id,userType,externalUserState,createdDateTime&$top=3`;
    while (query !== undefined) {
      const { status, text } = await ask(query, 'User.Read.All');
      const page = JSON.parse(text) as Page;
      expect([status, page.value.length <= 3]).toEqual([200, true]);
      found.push(...page.value);
      const next = page['@odata.nextLink'];
      expect(next === undefined || next.startsWith(`${graph.baseUrl}/users?`)).toBe(true);
      query = next?.slice(`${graph.baseUrl}/users?`.length);
    }
    const properties = ['createdDateTime', 'externalUserState', 'id', 'userType'];
    for (const guest of found) expect(Object.keys(guest).toSorted()).toEqual(properties);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
    expect(new Set(found.map(({ userType }) => userType))).toEqual(new Set(['Guest']));
    expect(found.length).toBeGreaterThan(3);
    expect(found.map(({ externalUserState }) => externalUserState)).toContain('PendingAcceptance');
  });

  it.each([
    [403, 'Authorization_RequestDenied', '$top=3', 'User.ReadBasic.All'],
    [400, 'Request_UnsupportedQuery', '$top=0', 'User.Read.All'],
    [400, 'Request_UnsupportedQuery', '$top=1000', 'User.Read.All'],
    [400, 'BadRequest', '$select=signInActivity', 'User.Read.All'],
    [400, 'Directory_ExpiredPageToken', '$skiptoken=of-another-day', 'User.Read.All'],
  ])('answers %s %s for %s with %s', async (status, code, query, role) => {
    expect(await ask(`${guests}&${query}`, role)).toMatchObject({ status, code });
  });
});

describe('POST /invitations', () => {
  it('makes a guest, who is the same when invited again, and sends what it is asked to', async () => {
    const first = await invite({ invitedUserEmailAddress: 'leo@fabrikam.com' }, 'User.Invite.All');
    const again = await invite(
      { invitedUserEmailAddress: 'LEO@fabrikam.com', sendInvitationMessage: true },
      'User.Invite.All',
    );
    expect([first.status, again.status]).toEqual([201, 201]);
    const [one, other] = [first, again].map(({ text }) => JSON.parse(text) as { invitedUser: object; status: string });
    expect(other?.invitedUser).toEqual(one?.invitedUser);
    expect(one).toMatchObject({ status: 'PendingAcceptance', inviteRedeemUrl: expect.stringContaining('redeem') });
    expect(graph.invitations()).toEqual([{ address: 'LEO@fabrikam.com' }]);
  });

  it.each([
    [403, 'Authorization_RequestDenied', { invitedUserEmailAddress: 'leo@fabrikam.com' }, 'User.Read.All'],
    [400, 'BadRequest', { invitedUserEmailAddress: 'mia@contoso.com' }, 'User.Invite.All'],
    [400, 'BadRequest', {}, 'User.Invite.All'],
  ])('answers %s %s for %j', async (status, code, body, role) => {
    expect(await invite(body, role)).toMatchObject({ status, code });
  });

  it('lets no person invite', async () => {
    const { status } = await call({ path: '/invitations', body: {}, claims: { scp: 'User.Invite.All' } });
    expect(status).toBe(403);
  });
});

describe('GET /users/delta', () => {
  it('tells of a guest who was invited since', async () => {
    const read = async (path: string) => {
      const { text } = await call({ method: 'GET', path, claims: claims('User.Read.All') });
      return JSON.parse(text) as { '@odata.deltaLink': string; value: object[] };
    };
    const begun = await read('/users/delta?$deltatoken=latest&$select=id,userType,externalUserState');
    await invite({ invitedUserEmailAddress: 'zoe@fabrikam.com' }, 'User.Invite.All');
    const changes = await read(begun['@odata.deltaLink'].slice(graph.baseUrl.length));
    expect(changes.value).toMatchObject([{ userType: 'Guest', externalUserState: 'PendingAcceptance' }]);
  });
});
