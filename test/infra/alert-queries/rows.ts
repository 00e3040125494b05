/**
 * Rows of the log for the alerts: those of the app carry its own lines, the others what Azure's services write.
 *
 * Times are minutes before NOW. The rows are those of the installation `smallest`, as far as nothing else is said.
 */
import { logLine } from '../../../functions/log-line.ts';
import { createRequestLog } from '../../../functions/request-log.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import type { AlarmCode, ErrorCode } from '../../../shared/outcomes.ts';
import { createContext } from '../../functions/invoke.ts';
import { only, readResources } from '../expanded.ts';

export const NOW = new Date('2026-11-29T12:00:00Z');

export interface Row {
  TimeGenerated: string;
  [column: string]: unknown;
}

const resources = readResources('smallest');
// Azure writes ids of resources in lower case.
const app = only(resources, 'Insights/components').id.toLowerCase();
const vault = only(resources, 'KeyVault/vaults').id.toLowerCase();

/** The same rows, of an installation that shares the workspace. */
export const elsewhere = (rows: Row[]): Row[] =>
  rows.map((row) => ({ ...row, _ResourceId: `${String(row['_ResourceId'])}-2` }));

const at = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000).toISOString();

/** Where Application Insights cuts a message. */
const MESSAGE_MAX_CHARACTERS = 32_768;

/** Rows of AppTraces for lines as they come from the app. */
export const trace = (written: { text: string }[], minutes = 1, end = ''): Row[] =>
  written.map(({ text }) => ({
    TimeGenerated: at(minutes),
    _ResourceId: app,
    Message: `${text}${end}`.slice(0, MESSAGE_MAX_CHARACTERS),
    ItemCount: 1,
  }));

/** The lines of one invocation. */
export function lines(name: string, ids: Record<string, unknown> = {}, ...alarms: AlarmCode[]) {
  const context = createContext(name);
  logLine(context.context, { startedAt: 0, status: 200, ids, alarms });
  return context.lines;
}

/** The lines of requests of strangers that are refused one after the other, `seconds` apart. */
export function strangersLines(seconds: number, ...codes: ErrorCode[]) {
  let time = NOW.getTime();
  const log = createRequestLog(
    () => new Date((time += seconds * 1_000)),
    () => undefined,
  );
  return codes.flatMap((code) => {
    const { context, lines: written } = createContext('callback');
    log.write(context, { startedAt: 0, status: 503, error: new ConnectorError(code) }, true);
    return written;
  });
}

/** What the host writes of an invocation beside the app's line. */
export const hostLines = (name: string) => [
  { text: `Executing 'Functions.${name}' (Reason='Timer fired at 2026-11-29T11:55:00Z', Id=5a3c)` },
  { text: `Executed 'Functions.${name}' (Succeeded, Id=5a3c, Duration=812ms)` },
];

export const requests = (count: number, code: string, path: string, each = 1): Row[] =>
  Array.from({ length: count }, () => ({
    TimeGenerated: at(5),
    _ResourceId: app,
    ResultCode: code,
    Url: `https://guestmail.contoso.com/api/${path}`,
    ItemCount: each,
  }));

export const vaultEvents = (count: number, operation = 'KeyUnwrap'): Row[] =>
  Array.from({ length: count }, () => ({ TimeGenerated: at(5), _ResourceId: vault, OperationName: operation }));

/** Who administers the tenant. */
export const ADMINISTRATOR = '7a7a7a7a-0000-4000-8000-000000000007';

/** A secret that somebody read, as the table of Key Vault's own has it. */
export const vaultRead = (objectId: string, given: Record<string, unknown> = {}): Row[] => [
  {
    TimeGenerated: at(5),
    _ResourceId: vault,
    OperationName: 'SecretGet',
    HttpStatusCode: 200,
    Identity: { claim: { oid: objectId, appid: '04b07795-8ddb-461a-bbee-02f9e1bf7b46' } },
    ...given,
  },
];

/** The same in the table that services share. */
export const sharedVaultRead = (objectId: string, given: Record<string, unknown> = {}): Row[] => [
  {
    TimeGenerated: at(5),
    _ResourceId: vault,
    OperationName: 'SecretGet',
    httpStatusCode_d: 200,
    identity_claim_oid_g: objectId,
    ...given,
  },
];

/** Rows of `gigabytes` together that came in the last hour, or when `minutes` says. */
export const volume = (gigabytes: number, minutes = 60): Row[] => [
  { TimeGenerated: at(minutes), _BilledSize: gigabytes * 1e9 },
];

/** A write by an administrator of the tenant, as far as `given` says nothing else. */
export const tableWrite = (account: string, given: Record<string, unknown> = {}): Row[] => [
  {
    TimeGenerated: at(5),
    AccountName: account,
    Category: 'StorageWrite',
    OperationName: 'UpdateEntity',
    StatusCode: '204',
    AuthenticationType: 'OAuth',
    RequesterObjectId: ADMINISTRATOR,
    ...given,
  },
];

export const workspaceEvent = (category: string, detail: string, minutes = 5): Row[] => [
  { TimeGenerated: at(minutes), Category: category, Operation: 'Data collection stopped', Detail: detail },
];
