/**
 * Real storage for tests: Azurite behind the local stack's front, empty whenever a test asks for it.
 *
 * The files of one process share it; it ends with the process.
 */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { TableClient, TableServiceClient } from '@azure/data-tables';
import { createCertificate } from '../../infra/local/emulators/kit/certificate.ts';
import { createDirectory } from '../../infra/local/emulators/kit/directory.ts';
import { startStorage } from '../../infra/local/emulators/storage/start-storage.ts';
import { createTokenSigner } from '../../infra/local/emulators/kit/token-signer.ts';
import { createHttpClient } from '../../shared/http/http-client.ts';
import { takeAzurite } from '../take-azurite.ts';
import { createTableStores, type TableStores } from '../../shared/azure/tables/table-stores.ts';

export type TableStorage = Awaited<ReturnType<typeof start>>;

let started: Promise<TableStorage> | undefined;

/** Starts it, or takes over what an earlier file of this process started, without what that file left. */
export async function startTableStorage(): Promise<TableStorage> {
  const storage = await (started ??= start());
  await storage.empty();
  return storage;
}

async function start() {
  const certificate = createCertificate(new Date());
  setDefaultCACertificates([...getCACertificates(), certificate.certificate]);
  const signer = await createTokenSigner();
  const tenantId = createDirectory().hostTenant.id;
  const storage = await startStorage({
    certificate,
    ports: { table: 0, queue: 0, blob: 0 },
    signer,
    tenantId,
    entraUrl: 'https://localhost:1',
    shared: takeAzurite(),
    now: () => new Date(),
  });
  const endpoint = storage.endpoints.table;
  const seconds = Math.floor(Date.now() / 1000);
  const token = await signer.sign({
    aud: 'https://storage.azure.com',
    iss: `https://sts.windows.net/${tenantId}/`,
    tid: tenantId,
    oid: '00000000-0000-4000-8000-000000000009',
    iat: seconds,
    nbf: seconds - 60,
    exp: seconds + 36_000,
  });
  const { tables: request } = createHttpClient();
  const scopes: (string | string[])[] = [];
  const credential = {
    async getToken(scope: string | string[], _options?: object) {
      scopes.push(scope);
      return { token, expiresOnTimestamp: (seconds + 36_000) * 1000 };
    },
  };

  async function empty(): Promise<void> {
    storage.table.faults.clear();
    const service = new TableServiceClient(endpoint, credential);
    for await (const { name } of service.listTables()) if (name) await service.deleteTable(name);
    storage.table.requests.length = 0;
    scopes.length = 0;
  }

  const client = (name: string) => new TableClient(endpoint, name, credential);

  return {
    ...storage.table,
    queue: storage.queue,
    blob: storage.blob,
    endpoints: storage.endpoints,
    endpoint,
    credential,
    request,
    now: () => new Date(),
    /** What tokens were asked for. */
    scopes,
    /** The SDK's own client, for rows that the stores would not write. */
    client,
    /** Every row of a table, in key order; none of one that is missing. */
    async rows(name: string) {
      const rows: { partitionKey?: string; rowKey?: string }[] = [];
      try {
        for await (const row of client(name).listEntities()) rows.push(row);
      } catch (error) {
        if ((error as { statusCode?: number }).statusCode !== 404) throw error;
      }
      return rows;
    },
    empty,
    /** New stores over an account without tables, faults and recorded requests. */
    async createStores(): Promise<TableStores> {
      await empty();
      return createTableStores({ endpoint, credential, request, now: () => new Date() });
    },
  };
}
