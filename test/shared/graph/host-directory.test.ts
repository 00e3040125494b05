import { describe, expect, it } from 'vitest';
import { createHostDirectory } from '../../../shared/graph/host-directory.ts';
import { readGraphError } from '../../../shared/graph/read-graph-error.ts';
import { HttpFault } from '../../../shared/http/http-request.ts';

const graphUrl = 'https://graph.microsoft.com/v1.0';
const id = '00000B05-0000-4000-8000-000000000001';
const hostObjectId = id.toLowerCase();
const page = (value: unknown[], links: object = { '@odata.deltaLink': `${graphUrl}/users/delta?$deltatoken=b` }) => ({
  status: 200,
  body: JSON.stringify({ value, ...links }),
});

interface Answer {
  status: number;
  body: string;
  headers?: Record<string, string>;
}

function createDirectory(answers: Answer | HttpFault | ((path: string) => Answer)) {
  const urls: string[] = [];
  const directory = createHostDirectory({
    graphUrl,
    now: () => new Date(),
    readGraphError,
    async callGraph(_token, { path }) {
      urls.push(`${graphUrl}${path}`);
      const given = typeof answers === 'function' ? answers(path) : answers;
      if (given instanceof HttpFault) return given;
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

  it('tells of whom something has changed, and who was deleted for good', async () => {
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
      changed: [
        { hostObjectId, isGone: false },
        { hostObjectId: 'a', isGone: true },
        { hostObjectId: 'b', isGone: false },
      ],
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

  it('reads accounts as they are', async () => {
    const user = {
      id,
      accountEnabled: true,
      externalUserState: 'Accepted',
      externalUserStateChangeDateTime: '2026-11-02T09:00:00Z',
    };
    const { directory, urls } = createDirectory(
      page([user, { id: 'B', accountEnabled: false, externalUserState: null }]),
    );
    expect(await directory.readAccounts('token', [hostObjectId, 'b'])).toEqual([
      {
        hostObjectId,
        account: { kind: 'present', isEnabled: true, isPending: false, stateSince: new Date('2026-11-02T09:00:00Z') },
      },
      { hostObjectId: 'b', account: { kind: 'present', isEnabled: false, isPending: false } },
    ]);
    expect(decodeURIComponent(urls[0] ?? '')).toContain(`&$filter=id in ('${hostObjectId}','b')`);
    expect(urls).toHaveLength(1);
    expect(await directory.readAccounts('token', [])).toEqual([]);
    await expect(directory.readAccounts('token', Array<string>(16).fill('a'))).rejects.toThrow(RangeError);
  });

  it('asks for whom a list leaves out, and takes them for deleted when Graph does not know them', async () => {
    const alone = { id: 'c', accountEnabled: true };
    const { directory, urls } = createDirectory((path) => {
      if (path.startsWith('/users?')) return page([], { '@odata.nextLink': `${graphUrl}/users?$skiptoken=x` });
      if (path.startsWith('/users/c?')) return { status: 200, body: JSON.stringify(alone) };
      return { status: 404, body: '{"error":{"code":"Request_ResourceNotFound"}}' };
    });
    expect(await directory.readAccounts('token', ['c', 'd'])).toEqual([
      { hostObjectId: 'c', account: { kind: 'present', isEnabled: true, isPending: false } },
      { hostObjectId: 'd', account: { kind: 'deleted' } },
    ]);
    expect(urls).toHaveLength(3);
  });

  it.each([
    [{ status: 404, body: '' }, 'graph_unavailable'],
    [{ status: 404, body: '{"error":{"code":"ResourceNotFound"}}' }, 'graph_unavailable'],
    [{ status: 200, body: '{"id":"another","accountEnabled":true}' }, 'graph_unavailable'],
    [{ status: 200, body: '{}' }, 'graph_unavailable'],
    [{ status: 403, body: '{"error":{"code":"Authorization_RequestDenied"}}' }, 'host_tenant_refused'],
  ])('takes nobody for deleted after %j', async (answer, code) => {
    const { directory } = createDirectory((path) => (path.startsWith('/users?') ? page([]) : answer));
    await expect(directory.readAccounts('token', ['c'])).rejects.toMatchObject({ code });
  });

  it.each([[{}], [{ accountEnabled: null }], [{ accountEnabled: 'true' }]])(
    'takes nobody for blocked where Graph does not say it: %j',
    async (user) => {
      const { directory } = createDirectory(page([{ id, ...user }]));
      await expect(directory.readAccounts('token', [hostObjectId])).rejects.toMatchObject({
        code: 'host_tenant_refused',
      });
    },
  );

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
