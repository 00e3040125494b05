import { describe, expect, it } from 'vitest';
import { createHostDirectory } from '../../../shared/graph/host-directory.ts';
import { HttpFault } from '../../../shared/http/http-request.ts';

const graphUrl = 'https://graph.microsoft.com/v1.0';
const id = '00000B05-0000-4000-8000-000000000001';
const hostObjectId = id.toLowerCase();
const page = (value: unknown[], links: object = { '@odata.deltaLink': `${graphUrl}/users/delta?$deltatoken=b` }) => ({
  status: 200,
  body: JSON.stringify({ value, ...links }),
});

function createDirectory(given: { status: number; body: string; headers?: Record<string, string> } | HttpFault) {
  const urls: string[] = [];
  const directory = createHostDirectory({
    graphUrl,
    now: () => new Date(),
    async request({ url }) {
      urls.push(url);
      if (given instanceof HttpFault) throw given;
      const { status, body, headers = {} } = given;
      return {
        status,
        headers: { 'request-id': 'r1', ...headers },
        body: Buffer.from(body),
        isComplete: true,
      };
    },
  });
  return { directory, urls };
}

const changesOf = (given: Parameters<typeof createDirectory>[0], place = '/users/delta?$deltatoken=a') =>
  createDirectory(given).directory.readChanges('token', place);

describe('createHostDirectory', () => {
  it('begins with what changes from now on, and asks for the properties that decide', async () => {
    const { directory, urls } = createDirectory(page([]));
    expect(await directory.readLatestPlace('token')).toBe('/users/delta?$deltatoken=b');
    expect(urls).toEqual([
      `${graphUrl}/users/delta?$select=id,accountEnabled,externalUserState,externalUserStateChangeDateTime&$deltatoken=latest`,
    ]);
  });

  it('tells who was removed from who changed', async () => {
    const value = [
      { id, '@removed': { reason: 'changed' } },
      { id: 'a', '@removed': { reason: 'deleted' } },
      { id: 'B', accountEnabled: false },
      { id: 7 },
      null,
    ];
    expect(
      await changesOf(page(value, { '@odata.nextLink': `${graphUrl}/users/microsoft.graph.delta()?$skiptoken=c` })),
    ).toEqual({
      removed: [
        { hostObjectId, account: { kind: 'deleted' } },
        { hostObjectId: 'a', account: { kind: 'gone' } },
      ],
      changed: ['b'],
      place: '/users/microsoft.graph.delta()?$skiptoken=c',
      isLast: false,
    });
  });

  it.each([
    [{ status: 410, body: '' }],
    [{ status: 400, body: '{"error":{"code":"syncStateNotFound"}}' }],
    [{ status: 404, body: '{"error":{"code":"resyncRequired"}}' }],
  ])('says that a place has expired: %j', async (answer) => {
    expect(await changesOf(answer)).toBe('expired');
  });

  it.each(['https://elsewhere.example/', '/users/x/messages', '/users/delta', '/users/delta?a b'])(
    'asks nobody for the place %j',
    async (place) => {
      const { directory, urls } = createDirectory(page([]));
      expect(await directory.readChanges('token', place)).toBe('expired');
      expect(urls).toEqual([]);
    },
  );

  it.each([
    ['another host', { '@odata.deltaLink': 'https://elsewhere.example/v1.0/users/delta?$deltatoken=b' }],
    ['another address of Graph', { '@odata.nextLink': `${graphUrl}/me/messages?$skiptoken=b` }],
    ['nowhere', {}],
    ['a place without end', { '@odata.deltaLink': `${graphUrl}/users/delta?$deltatoken=${'b'.repeat(9_000)}` }],
  ])('goes on to no %s', async (_where, links) => {
    await expect(changesOf(page([], links))).rejects.toMatchObject({ code: 'graph_unavailable' });
  });

  it('reads accounts as they are, and takes whoever is missing for deleted', async () => {
    const user = {
      id,
      accountEnabled: true,
      externalUserState: 'Accepted',
      externalUserStateChangeDateTime: '2026-11-02T09:00:00Z',
    };
    const { directory, urls } = createDirectory(page([user]));
    expect(await directory.readAccounts('token', [hostObjectId, 'b'])).toEqual([
      {
        hostObjectId,
        account: { kind: 'present', isEnabled: true, isPending: false, stateSince: new Date('2026-11-02T09:00:00Z') },
      },
      { hostObjectId: 'b', account: { kind: 'deleted' } },
    ]);
    expect(decodeURIComponent(urls[0] ?? '')).toContain(`&$filter=id in ('${hostObjectId}','b')`);
    expect(await directory.readAccounts('token', [])).toEqual([]);
    await expect(directory.readAccounts('token', Array<string>(16).fill('a'))).rejects.toThrow(RangeError);
  });

  it.each([
    [{}, { isEnabled: false, isPending: false }],
    [
      { accountEnabled: null, externalUserState: null, externalUserStateChangeDateTime: 'never' },
      { isEnabled: false, isPending: false },
    ],
    [
      { accountEnabled: true, externalUserState: 'PendingAcceptance' },
      { isEnabled: true, isPending: true },
    ],
  ])('takes nobody for enabled of whom that is not said: %j', async (user, expected) => {
    const [read] = await createDirectory(page([{ id, ...user }])).directory.readAccounts('token', [hostObjectId]);
    expect(read?.account).toEqual({ kind: 'present', ...expected });
  });

  it.each([
    [{ status: 401, body: '' }, 'host_tenant_refused'],
    [{ status: 403, body: '{"error":{"code":"Authorization_RequestDenied"}}' }, 'host_tenant_refused'],
    [{ status: 429, body: '', headers: { 'retry-after': '7' } }, 'graph_unavailable'],
    [{ status: 200, body: 'not JSON' }, 'graph_unavailable'],
    [{ status: 200, body: '{"value":{}}' }, 'graph_unavailable'],
    [{ status: 503, body: '' }, 'graph_unavailable'],
    [new HttpFault('timeout', { wasSent: true }), 'graph_unavailable'],
  ])('says what the directory refused: %j', async (given, code) => {
    await expect(changesOf(given)).rejects.toMatchObject({ code });
    await expect(createDirectory(given).directory.readAccounts('token', [id])).rejects.toMatchObject({ code });
  });
});
