import { describe, expect, it } from 'vitest';
import { createAuthorization } from '../../../../../infra/local/emulators/roles/authorization.ts';
import { roleDefinitions } from '../../../../../infra/local/emulators/roles/role-definitions.ts';
import type { StorageService } from '../../../../../infra/local/emulators/storage/start-azurite.ts';

const group = '/subscriptions/5ab5c41b-0000-4000-8000-000000000001/resourceGroups/rg/providers';
const account = `${group}/Microsoft.Storage/storageAccounts/data`;
const vault = `${group}/Microsoft.KeyVault/vaults/guestmail`;
const identity = '0b7ec710-0000-4000-8000-00000000c0de';

/** Judges with one role of the identity on one scope. */
function withRole(role: string, scope: string) {
  const roleId = Object.entries(roleDefinitions).find(([, { name }]) => name === role)?.[0] ?? '';
  const accounts = { data: account, host: `${group}/Microsoft.Storage/storageAccounts/host` };
  const { storage, vault: key } = createAuthorization({
    assignments: [{ principalId: identity, roleId, scope }],
    accounts,
    vault,
  });
  return {
    asks(service: StorageService, line: string, { as = identity, body = '' } = {}) {
      const [method = '', path = '', header = ''] = line.split(' ');
      const headers = header ? { [header]: '*' } : {};
      return storage(as, service, {
        method,
        path,
        url: new URL(path, 'https://localhost'),
        headers,
        rawHeaders: [],
        body: Buffer.from(body),
      });
    },
    asksVault: (action: string, path: string, as = identity) => key(as, action, path),
  };
}

describe('Storage Table Data Contributor', () => {
  const { asks } = withRole('Storage Table Data Contributor', account);

  it.each([
    'GET /data/Tables',
    'POST /data/Tables',
    "DELETE /data/Tables('grants')",
    'GET /data/grants()',
    "GET /data/grants(PartitionKey='p',RowKey='r')",
    'POST /data/grants',
    "PUT /data/grants(PartitionKey='p',RowKey='r') if-match",
    "PATCH /data/grants(PartitionKey='p',RowKey='r')",
    "DELETE /data/grants(PartitionKey='p',RowKey='r')",
  ])('allows %s', (line) => {
    expect(asks('table', line)).toBe(true);
  });

  it.each([
    'GET /data/?restype=service&comp=properties',
    'PUT /data/?restype=service&comp=properties',
    'GET /data/grants?comp=acl',
    'PUT /data/grants?comp=acl',
    'OPTIONS /data/grants',
    'GET /host/grants()',
    'GET /other/grants()',
  ])('refuses %s', (line) => {
    expect(asks('table', line)).toBe(false);
  });

  it('is of no use to another identity, and none in the other services of the account', () => {
    expect(asks('table', 'GET /data/grants()', { as: 'c0de' })).toBe(false);
    expect(asks('queue', 'GET /data/deliver?comp=metadata')).toBe(false);
    expect(asks('blob', 'GET /data/messages/one')).toBe(false);
  });
});

describe('a transaction', () => {
  const part = (line: string) => `--batch\r\nContent-Type: application/http\r\n\r\n${line} HTTP/1.1\r\nAccept: */*\r\n`;
  const onGrants = withRole('Storage Table Data Contributor', `${account}/tableServices/default/tables/grants`);
  const ask = (...lines: string[]) =>
    onGrants.asks('table', 'POST /data/$batch', { body: lines.map(part).join('\r\n') });

  it('is judged operation by operation', () => {
    expect(ask('POST https://localhost/data/grants')).toBe(true);
    expect(ask('POST https://localhost/data/grants', 'POST https://localhost/data/keys')).toBe(false);
  });

  it('is refused when no operation can be read', () => {
    expect(ask()).toBe(false);
    expect(ask('POST /data/grants')).toBe(false);
  });
});

describe('Storage Queue Data Contributor', () => {
  const { asks } = withRole('Storage Queue Data Contributor', account);

  it.each([
    'GET /data/?comp=list',
    'PUT /data/deliver',
    'GET /data/deliver?comp=metadata',
    'HEAD /data/deliver?comp=metadata',
    'POST /data/deliver/messages',
    'GET /data/deliver/messages',
    'GET /data/deliver/messages?peekonly=true',
    'PUT /data/deliver/messages/id?popreceipt=p',
    'DELETE /data/deliver/messages/id?popreceipt=p',
    'DELETE /data/deliver',
  ])('allows %s', (line) => {
    expect(asks('queue', line)).toBe(true);
  });

  it.each(['GET /data/?restype=service&comp=properties', 'GET /data/deliver?comp=acl', 'GET /data/deliver/other'])(
    'refuses %s',
    (line) => {
      expect(asks('queue', line)).toBe(false);
    },
  );
});

describe('Storage Blob Data Contributor', () => {
  const { asks } = withRole('Storage Blob Data Contributor', account);

  it.each([
    'GET /data/?comp=list',
    'PUT /data/messages?restype=container',
    'GET /data/messages?restype=container',
    'GET /data/messages?restype=container&comp=list',
    'PUT /data/messages/one',
    'PUT /data/messages/one?comp=lease',
    'HEAD /data/messages/one',
    'DELETE /data/messages/one',
  ])('allows %s', (line) => {
    expect(asks('blob', line)).toBe(true);
  });

  it.each([
    'GET /data/?restype=service&comp=properties',
    'GET /data/messages?restype=container&comp=acl',
    'GET /data/messages/one?comp=tags',
    'GET /data/messages',
    'PUT /data/messages/one?comp=unknown',
  ])('refuses %s', (line) => {
    expect(asks('blob', line)).toBe(false);
  });

  it('leaves to Owner what only Owner may', () => {
    const owner = withRole('Storage Blob Data Owner', account);
    expect(owner.asks('blob', 'GET /data/messages/one?comp=tags')).toBe(true);
    expect(owner.asks('blob', 'GET /data/messages?restype=container&comp=acl')).toBe(true);
    expect(owner.asks('blob', 'GET /data/?restype=service&comp=properties')).toBe(false);
  });
});

describe('a scope', () => {
  it('reaches what is below it and nothing beside it', () => {
    const { asks } = withRole('Storage Queue Data Contributor', `${account}/queueServices/default/queues/deliver`);
    expect(asks('queue', 'GET /data/deliver/messages')).toBe(true);
    expect(asks('queue', 'GET /data/deliver-poison/messages')).toBe(false);
    expect(asks('queue', 'GET /data/?comp=list')).toBe(false);
  });

  it('is compared without case, as Azure compares names', () => {
    expect(withRole('Storage Queue Data Contributor', account.toUpperCase()).asks('queue', 'PUT /data/x')).toBe(true);
  });
});

describe('Key Vault roles', () => {
  const key = withRole('Key Vault Crypto Service Encryption User', `${vault}/keys/token-key`);
  const secrets = withRole('Key Vault Secrets User', vault);

  it('let the key be read, wrapped and unwrapped with, and no other key', () => {
    for (const action of ['keys/read', 'keys/wrap/action', 'keys/unwrap/action']) {
      expect(key.asksVault(action, '/keys/token-key/0123')).toBe(true);
      expect(key.asksVault(action, '/keys/token-key-2/0123')).toBe(false);
    }
    expect(key.asksVault('keys/decrypt/action', '/keys/token-key/0123')).toBe(false);
    expect(key.asksVault('keys/read', '/keys')).toBe(false);
    expect(key.asksVault('secrets/getSecret/action', '/secrets/token-pepper')).toBe(false);
  });

  it('let secrets be read and not written', () => {
    expect(secrets.asksVault('secrets/getSecret/action', '/secrets/token-pepper/')).toBe(true);
    expect(secrets.asksVault('secrets/readMetadata/action', '/secrets')).toBe(true);
    expect(secrets.asksVault('secrets/setSecret/action', '/secrets/token-pepper')).toBe(false);
    expect(secrets.asksVault('keys/read', '/keys/token-key')).toBe(false);
    expect(secrets.asksVault('secrets/getSecret/action', '/secrets/token-pepper', 'c0de')).toBe(false);
  });
});

describe('an assignment of a role that is not in the table', () => {
  it('allows nothing', () => {
    expect(withRole('Owner', account).asks('table', 'GET /data/grants()')).toBe(false);
  });
});
