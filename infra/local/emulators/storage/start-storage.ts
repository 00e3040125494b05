/**
 * Table, Queue and Blob storage of the local stack: real Azurite behind a front that records, counts and breaks.
 *
 * The front checks what Azurite does not: the token's signature, clock, audience and tenant, and, when `authorize` is
 * given, whether this identity may do this. Shared keys and signatures are refused, as on an account that has them
 * switched off. Each service is an emulator of its own, with its own record and faults. Control calls, on any of the
 * three addresses: `GET /__storage/counts` and `DELETE /__storage/counts`.
 */
import { createAccessTokenCheck } from '../kit/access-token.ts';
import { createCertificate, type Certificate } from '../kit/certificate.ts';
import { startEmulator, type EmulatedAnswer, type EmulatedRequest, type Emulator } from '../kit/emulator.ts';
import type { TokenSigner } from '../kit/token-signer.ts';
import { createForward } from './create-forward.ts';
import {
  nameAccounts,
  startAzurite,
  STORAGE_SERVICES,
  type AzuriteAddress,
  type StorageAccounts,
  type StorageService,
} from './start-azurite.ts';
import {
  buildRefusalAnswer,
  INTERNAL_ERROR,
  KEY_REFUSED,
  LENGTH_MISSING,
  PERMISSION_MISSING,
  refuseToken,
  type Refusal,
} from './storage-refusal.ts';

const CONTROL_PREFIX = '/__storage/';
const RESOURCE = 'https://storage.azure.com';
/** Blobs may be put in one piece. */
const BODY_MAX_BYTES = 256 * 1024 * 1024;

/** Whether this identity may make this request; the function derives permission and scope. */
export type StorageAuthorize = (identityObjectId: string, service: StorageService, request: EmulatedRequest) => boolean;

export interface StorageOptions {
  certificate: Certificate;
  /** 0 takes a free one. */
  ports: Record<StorageService, number>;
  signer: TokenSigner;
  now: () => Date;
  tenantId: string;
  /** Base address of Entra without a trailing slash. */
  entraUrl: string;
  /** Folder in which data outlives the process; absent: in memory. */
  dataFolder?: string;
  /** An Azurite that others use too, under other accounts; absent: one of its own. */
  shared?: SharedAzurite;
  /** Absent: every identity of the tenant may do everything. */
  authorize?: StorageAuthorize;
}

export interface SharedAzurite {
  azurite: AzuriteAddress;
  accounts: StorageAccounts;
}

/** Requests that reached the service, per method; not those that a fault answered. */
export type StorageCounts = Record<StorageService, Record<string, number>>;

export interface Storage {
  /** As the SDKs take them: `https://localhost:{port}/{account}`. */
  endpoints: Record<StorageService, string>;
  /**
   * Of the account that the Functions host keeps for itself: by IP address, because .NET's SDK would take the account name after a
   * host name for a container.
   */
  hostEndpoints: Record<StorageService, string>;
  table: Emulator;
  queue: Emulator;
  blob: Emulator;
  counts(): StorageCounts;
  resetCounts(): void;
  /** Moves the clock of the services' `Date` headers forward; stored times stay. */
  setClock(aheadSeconds: number): void;
  close(): Promise<void>;
}

/** Starts Azurite and the three fronts; rejects, leaving nothing behind, when one of them cannot start. */
export async function startStorage(options: StorageOptions): Promise<Storage> {
  const own = options.shared ? undefined : await startAzurite(createCertificate(options.now()), options);
  const { azurite, accounts } = options.shared ?? { azurite: own as AzuriteAddress, accounts: nameAccounts(1) };
  const forward = createForward(azurite.certificate, options.tenantId);
  const counts: StorageCounts = { table: {}, queue: {}, blob: {} };
  const judge = createJudge(options);
  const started: Emulator[] = [];
  const close = async () => {
    await Promise.all(started.map((one) => one.close()));
    forward.close();
    await own?.close();
  };
  const clock = { aheadSeconds: 0 };
  const resetCounts = () => STORAGE_SERVICES.forEach((service) => (counts[service] = {}));

  const startFront = async (service: StorageService): Promise<Emulator> => {
    const emulator = await startEmulator({
      name: `${service} storage`,
      certificate: options.certificate,
      port: options.ports[service],
      bodyMaxBytes: BODY_MAX_BYTES,
      controlPrefix: CONTROL_PREFIX,
      async answer(request) {
        if (request.path.startsWith(CONTROL_PREFIX)) return control(request, counts, resetCounts);
        counts[service][request.method] = (counts[service][request.method] ?? 0) + 1;
        const refusal = await judge(service, request);
        const answer = refusal ? undefined : await forward.send(azurite.ports[service], request);
        return answer
          ? redate(answer, clock.aheadSeconds)
          : buildRefusalAnswer(service, refusal ?? INTERNAL_ERROR, buildChallenge(options));
      },
    });
    started.push(emulator);
    return emulator;
  };

  try {
    const table = await startFront('table');
    const queue = await startFront('queue');
    const blob = await startFront('blob');
    const endpointsOf = (account: string, host = 'localhost') => ({
      table: `${table.url.replace('localhost', host)}/${account}`,
      queue: `${queue.url.replace('localhost', host)}/${account}`,
      blob: `${blob.url.replace('localhost', host)}/${account}`,
    });
    return {
      endpoints: endpointsOf(accounts.data),
      hostEndpoints: endpointsOf(accounts.host, '127.0.0.1'),
      table,
      queue,
      blob,
      counts: () => structuredClone(counts),
      resetCounts,
      setClock: (aheadSeconds) => void (clock.aheadSeconds = aheadSeconds),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Azurite writes `Date` from its own clock, which cannot be set. */
function redate(answer: EmulatedAnswer, aheadSeconds: number): EmulatedAnswer {
  if (aheadSeconds === 0) return answer;
  const isDate = ([name]: [string, unknown]) => name.toLowerCase() === 'date';
  const headers = Object.entries(answer.headers ?? {}).map((header): [string, string | string[]] =>
    isDate(header) ? [header[0], new Date(Date.parse(String(header[1])) + aheadSeconds * 1000).toUTCString()] : header,
  );
  return { ...answer, headers: Object.fromEntries(headers) };
}

function createJudge(options: StorageOptions) {
  const check = createAccessTokenCheck({ ...options, audiences: [RESOURCE] });
  return async (service: StorageService, request: EmulatedRequest): Promise<Refusal | undefined> => {
    const { headers, url } = request;
    const isKey = /^SharedKey/i.test(headers.authorization ?? '');
    if (isKey || (!headers.authorization && url.searchParams.has('sig'))) return KEY_REFUSED;
    const claims = await check(headers.authorization);
    if (typeof claims === 'string') return refuseToken(claims);
    if (claims.iss !== `https://sts.windows.net/${options.tenantId}/`) return refuseToken('issuer');
    if (headers['transfer-encoding'] !== undefined) return LENGTH_MISSING;
    const isAllowed = options.authorize?.(String(claims.oid), service, request) ?? true;
    return isAllowed ? undefined : PERMISSION_MISSING;
  };
}

function buildChallenge({ entraUrl, tenantId }: StorageOptions): string {
  return `Bearer authorization_uri=${entraUrl}/${tenantId}/oauth2/authorize resource_id=${RESOURCE}`;
}

function control(request: EmulatedRequest, counts: StorageCounts, resetCounts: () => void): EmulatedAnswer {
  if (request.url.pathname !== `${CONTROL_PREFIX}counts`) return { status: 404 };
  if (request.method === 'GET') return { status: 200, body: counts };
  if (request.method !== 'DELETE') return { status: 405 };
  resetCounts();
  return { status: 204 };
}
