/**
 * Connects senders without a browser: rows as the app itself writes them, by its own stores and vault, with the tokens of people
 * who have connected.
 *
 * The app has never seen them, so the first send of each is cold. To Graph several of them are one mailbox. It sends nothing.
 */
import { randomUUID } from 'node:crypto';
import { createKeyVaultKeys } from '../../../shared/azure/key-vault/key-vault-keys.ts';
import { createKeyVaultSecrets } from '../../../shared/azure/key-vault/key-vault-secrets.ts';
import { createTableStores } from '../../../shared/azure/tables/table-stores.ts';
import { forEachConcurrently } from '../../../shared/for-each-concurrently.ts';
import { createOpenTokens, sealTokens } from '../../../shared/grants/sealed-tokens.ts';
import { createHttpClient } from '../../../shared/http/http-client.ts';
import { createPeppers } from '../../../shared/vault/peppers.ts';
import { createVault } from '../../../shared/vault/vault.ts';
import type { Stack } from '../stack.ts';
import type { BenchApp, Sender } from './start-bench-app.ts';

const AT_ONCE = 8;

/** Throws when nobody has connected. */
export async function seedSenders({ stack, senders }: BenchApp, count: number): Promise<Sender[]> {
  const { stores, vault } = openParts(stack);
  const hostTenantId = stack.directory.hostTenant.id;
  const read = async ({ objectId }: Sender) => {
    const { grant, tokens } = await stores.grants.read({ hostTenantId, hostObjectId: objectId });
    if (!grant || !tokens) throw new Error(`${objectId} is not connected.`);
    return { grant, opened: await createOpenTokens(vault)(grant, tokens.sealed), refreshedAt: tokens.refreshedAt };
  };
  const people = await Promise.all(senders.slice(0, count).map(async (one) => ({ one, ...(await read(one)) })));
  const seeded = Array.from({ length: count }, (_, index) => ({ ...people[index % people.length], id: randomUUID() }));
  await forEachConcurrently(seeded, AT_ONCE, async ({ grant, opened, refreshedAt, id }) => {
    if (!grant || !opened || !refreshedAt) throw new Error('Nobody is connected.');
    const sender = { hostTenantId, hostObjectId: id };
    const { etag: _etag, ...own } = { ...grant, sender, generation: 1 };
    await vault.createDataKey(sender, 1);
    await stores.grants.putLatestAccount(sender, { account: 'seeded', expiresAt: own.refreshDueAt });
    const latest = await stores.grants.readLatestAccount(sender);
    const tokens = { generation: 1, sealed: await sealTokens(vault, own, opened), refreshedAt };
    await stores.grants.connect(own, tokens, latest ?? { etag: '' });
  });
  return seeded.map(({ id, one }) => ({ userPrincipalName: '', address: '', ...one, objectId: id }));
}

/** Stores and vault as the app opens them, with the tokens that it was given. */
export function openParts({ storage, keyVault, environment }: Stack) {
  const now = () => new Date();
  const http = createHttpClient();
  const vault = { vaultUrl: keyVault.url, credential: credentialOf(keyVault.requests), request: http.keyVault };
  const keyNames = [environment['TOKEN_KEY_NAME'] ?? ''];
  const names = [environment['TOKEN_PEPPER_NAME'] ?? ''];
  const stores = createTableStores({
    endpoint: storage.endpoints.table,
    credential: credentialOf(storage.table.requests),
    request: http.tables,
    now,
  });
  const peppers = createPeppers({ readSecret: createKeyVaultSecrets(vault).read, names, now });
  const keyEncryptionKeys = createKeyVaultKeys({ ...vault, keyNames, now });
  return { stores, vault: createVault({ ...stores, keyEncryptionKeys, peppers, now }) };
}

function credentialOf(requests: readonly { headers: { authorization?: string | undefined } }[]) {
  const bearer = requests.findLast(({ headers }) => headers.authorization)?.headers.authorization ?? '';
  return {
    getToken: async () => ({ token: bearer.replace(/^Bearer /, ''), expiresOnTimestamp: Date.now() + 3_600_000 }),
  };
}
