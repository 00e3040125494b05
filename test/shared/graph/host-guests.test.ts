import { describe, expect, it } from 'vitest';
import { createHostGuests } from '../../../shared/graph/host-guests.ts';
import { readGraphError } from '../../../shared/graph/read-graph-error.ts';
import { GUEST_PLACE_MAX_CHARACTERS } from '../../../shared/guest-limits.ts';
import { HttpFault } from '../../../shared/http/http-request.ts';

const graphUrl = 'https://graph.microsoft.com/v1.0';
const id = '00000B05-0000-4000-8000-000000000001';
const guest = (changes: object = {}) => ({ id, accountEnabled: true, externalUserState: 'Accepted', ...changes });
const error = (code: string) => ({ error: { code, message: '' } });

function createGuests(status: number, body: unknown, headers: Record<string, string> = {}) {
  const paths: string[] = [];
  const hostGuests = createHostGuests({
    graphUrl,
    now: () => new Date(),
    readGraphError,
    async callGraph(_token, { path }) {
      paths.push(path);
      if (body instanceof HttpFault) return body;
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return { status, headers: { 'request-id': 'r1', ...headers }, body: Buffer.from(text), isComplete: true };
    },
  });
  return { list: (place?: string) => hostGuests.list('token', 25, place), paths };
}

describe('createHostGuests', () => {
  it('asks for guests alone, with what the board shows, and no advanced query', async () => {
    const { list, paths } = createGuests(200, { value: [] });
    expect(await list()).toEqual({ guests: [] });
    const { searchParams } = new URL(`${graphUrl}${paths[0]}`);
    expect(Object.fromEntries(searchParams)).toEqual({
      $filter: "userType eq 'Guest'",
      $select:
        'id,displayName,mail,userPrincipalName,accountEnabled,externalUserState,externalUserStateChangeDateTime,createdDateTime',
      $top: '25',
    });
  });

  it('reads what is there, and nothing that is not', async () => {
    const value = [
      guest({ displayName: 'Ann', mail: 'ann@fabrikam.com', userPrincipalName: 'ann#EXT#', passwordProfile: 'x' }),
      guest({ id: 'B', accountEnabled: false, externalUserState: 'PendingAcceptance', mail: null, displayName: '' }),
      guest({ id: 'E', mail: 7, displayName: true, userPrincipalName: {} }),
      guest({
        id: 'C',
        externalUserStateChangeDateTime: '2026-11-01T08:00:00Z',
        createdDateTime: '2026-01-01T08:00:00Z',
      }),
      guest({
        id: 'D',
        externalUserState: null,
        externalUserStateChangeDateTime: 'soon',
        createdDateTime: '2026-01-01T08:00:00Z',
      }),
      { accountEnabled: true },
      null,
    ];
    const known = { isEnabled: true, isPending: false };
    expect((await createGuests(200, { value }).list()).guests).toEqual([
      {
        hostObjectId: id.toLowerCase(),
        displayName: 'Ann',
        mail: 'ann@fabrikam.com',
        userPrincipalName: 'ann#EXT#',
        ...known,
      },
      { hostObjectId: 'b', isEnabled: false, isPending: true },
      { hostObjectId: 'e', ...known },
      { hostObjectId: 'c', ...known, stateSince: new Date('2026-11-01T08:00:00Z') },
      { hostObjectId: 'd', ...known, stateSince: new Date('2026-01-01T08:00:00Z') },
    ]);
  });

  it('goes on where Graph says, below its own address', async () => {
    const next = `/users?$filter=userType+eq+%27Guest%27&$skiptoken=m~Abc`;
    const { list, paths } = createGuests(200, { value: [guest()], '@odata.nextLink': `${graphUrl}${next}` });
    expect((await list()).place).toBe(next);
    await list(next);
    expect(paths[1]).toBe(next);
  });

  it.each([
    ['https://graph.example.com/v1.0/users?$skiptoken=a'],
    [`${graphUrl}/groups?$skiptoken=a`],
    [`${graphUrl}/users/../groups?$skiptoken=a`],
    [`${graphUrl}/users?$skiptoken=a b`],
    [`${graphUrl}/users?$skiptoken=${'a'.repeat(GUEST_PLACE_MAX_CHARACTERS)}`],
    [7],
    [null],
  ])('does not go on at %s', async (link) => {
    const { list } = createGuests(200, { value: [guest()], '@odata.nextLink': link });
    await expect(list()).rejects.toMatchObject({ code: 'graph_unavailable' });
  });

  it.each(['/groups?$skiptoken=a', '/users', 'https://x.test/users?a', ''])(
    'asks nobody for the place %j',
    async (place) => {
      const { list, paths } = createGuests(200, { value: [] });
      await expect(list(place)).rejects.toMatchObject({ code: 'invalid_request' });
      expect(paths).toEqual([]);
    },
  );

  it.each([
    ['host_tenant_refused', 403, error('Authorization_RequestDenied')],
    ['host_tenant_refused', 401, error('InvalidAuthenticationToken')],
    ['host_tenant_refused', 200, { value: [guest({ accountEnabled: null })] }],
    ['graph_unavailable', 503, ''],
    ['graph_unavailable', 400, error('Directory_ExpiredPageToken')],
    ['graph_unavailable', 200, '<html>'],
    ['graph_unavailable', 200, { value: 'none' }],
  ])('is %s after %s %j', async (code, status, body) => {
    await expect(createGuests(status, body).list()).rejects.toMatchObject({ code });
  });

  it('says for how long Graph is to be left alone, and what it called the refusal', async () => {
    const { list } = createGuests(429, error('Request_Throttled'), { 'retry-after': '7' });
    await expect(list()).rejects.toMatchObject({ retryAfterSeconds: 7, upstreamCode: 'Request_Throttled' });
  });

  it('is invalid where Graph has forgotten the place', async () => {
    const { list } = createGuests(400, error('Directory_ExpiredPageToken'));
    await expect(list('/users?$skiptoken=a')).rejects.toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: 'query:cursor' }],
    });
  });
});
