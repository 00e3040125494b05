import { describe, expect, it } from 'vitest';
import { createAuthorization } from '../../../../../infra/local/emulators/roles/authorization.ts';
import { readDeployed } from '../../../../../infra/local/emulators/roles/deployed.ts';
import { readRoleAssignments } from '../../../../../infra/local/emulators/roles/role-assignments.ts';
import { nameAccounts } from '../../../../../infra/local/emulators/storage/start-azurite.ts';
import { installations } from '../../../expanded.ts';

const identity = '0b7ec710-0000-4000-8000-00000000c0de';

describe.each(installations)('readDeployed of the installation %s', (installation) => {
  const deployed = readDeployed(installation, identity);

  it('gives every assignment to the identity of the app', () => {
    expect(deployed.assignments.length).toBeGreaterThan(0);
    for (const { principalId } of deployed.assignments) expect(principalId).toBe(identity);
  });

  it('keeps the data and the host apart: the host account opens to blobs alone', () => {
    const accounts = nameAccounts(12);
    const { storage } = createAuthorization(deployed);
    const lease = (service: 'table' | 'queue' | 'blob', account: string) => {
      const path = `/${account}/azure-webjobs-hosts/locks?comp=lease`;
      const url = new URL(path, 'https://localhost');
      return storage(identity, service, {
        method: 'PUT',
        path,
        url,
        headers: {},
        rawHeaders: [],
        body: Buffer.alloc(0),
      });
    };
    expect(lease('blob', accounts.host)).toBe(true);
    expect(lease('blob', accounts.data)).toBe(true);
    expect(lease('queue', accounts.host)).toBe(false);
    expect(lease('table', accounts.host)).toBe(false);
  });
});

describe('readRoleAssignments', () => {
  it('refuses an assignment that it cannot read, and leaves none out', () => {
    const type = 'Microsoft.Authorization/roleAssignments';
    const assignment = { id: '/subscriptions/x', type, name: 'x', properties: { principalId: 'a person' } };

    expect(() => readRoleAssignments([assignment], () => identity)).toThrow(/cannot be read/);
  });
});
