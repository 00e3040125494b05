/**
 * What is in the log, and which alerts it raises: for each rule rows that raise it and rows that do not; and queries that the
 * language service or the evaluator has to refuse.
 */
import { KNOWN_TO_AZURE } from '../../../infra/compile/list-queries.mjs';
import { REWRAP_BATCH_MAX, TIMER_BATCH_MAX } from '../../../shared/limits.ts';
import { alarms, isAlarm, outcomes, type AlarmCode } from '../../../shared/outcomes.ts';
import { accountsOf, readResources } from '../expanded.ts';
import {
  ADMINISTRATOR,
  elsewhere,
  hostLines,
  lines,
  requests,
  sharedVaultRead,
  strangersLines,
  tableWrite,
  trace,
  vaultEvents,
  vaultRead,
  volume,
  workspaceEvent,
  type Row,
} from './rows.ts';

const account = accountsOf(readResources('smallest')).data.name;
const alarmCodes = (Object.keys({ ...outcomes, ...alarms }) as AlarmCode[]).filter(isAlarm);
/** A sweep every five minutes may begin seven times in 30 minutes, a refresh once. */
export const timerUnwraps = 7 * REWRAP_BATCH_MAX + TIMER_BATCH_MAX;
const sweep = (minutes: number) => trace(lines('sweep', { rewrapped: 0 }), minutes);
const refresh = (minutes: number) => trace(lines('refresh', { refreshed: 1 }), minutes);
const request = (minutes: number) => trace(lines('send', { reference: '{"function":"sweep"}' }), minutes);
const long = 'x'.repeat(40_000);

/** By rule: what is in the log, by table, and the codes that the rule raises. */
export const examples: [rule: string, what: string, tables: Record<string, Row[]>, codes: string[]][] = [
  ...alarmCodes.map((code): (typeof examples)[number] => [
    'alarm',
    `the alarm ${code}`,
    { AppTraces: trace(lines('sweep', {}, code)) },
    [code],
  ]),
  ['alarm', 'a line break behind it', { AppTraces: trace(lines('sweep', {}, 'key_expiry'), 1, '\n') }, ['key_expiry']],
  ['alarm', 'white space behind it', { AppTraces: trace(lines('send', {}, 'queue_age'), 1, ' \r\n') }, ['queue_age']],
  [
    'alarm',
    'two in one line',
    { AppTraces: trace(lines('sweep', {}, 'poison_queue', 'key_expiry')) },
    ['key_expiry', 'poison_queue'],
  ],
  [
    'alarm',
    'one in a line that spells another',
    { AppTraces: trace(lines('send', { reference: '} alarm=internal_error' }, 'queue_age')) },
    ['queue_age'],
  ],
  [
    'alarm',
    'one at the end of a line that had too much to say',
    { AppTraces: trace(lines('sweep', { contested: [long] }, 'name_contested')) },
    ['name_contested'],
  ],
  [
    'alarm',
    'the first refusal of strangers that only the operator can repair, and no other',
    {
      AppTraces: trace(strangersLines(1, 'client_credential_refused', 'request_expired', 'client_credential_refused')),
    },
    ['client_credential_refused'],
  ],
  ['alarm', 'an empty log', {}, []],
  ['alarm', 'one of a neighbour', { AppTraces: elsewhere(trace(lines('sweep', {}, 'key_expiry'))) }, []],
  [
    'alarm',
    'lines without one',
    {
      AppTraces: [
        ...trace(lines('send')),
        ...trace(hostLines('send')),
        ...trace(lines('send', { reference: ' alarm=x' })),
      ],
    },
    [],
  ],
  [
    'alarm',
    'refusals counted in a line of their own',
    { AppTraces: trace(strangersLines(40, 'request_expired', 'unauthorized', 'forbidden')) },
    [],
  ],
  ['alarm', 'one of an hour ago', { AppTraces: trace(lines('sweep', {}, 'key_expiry'), 60) }, []],
  ['timers-silent', 'an installation that has not written a line', {}, []],
  ['timers-silent', 'the first forty minutes', { AppTraces: [...request(40), ...trace(hostLines('sweep'), 39)] }, []],
  ['timers-silent', 'timers that run', { AppTraces: [...request(2_000), ...sweep(6), ...refresh(63)] }, []],
  [
    'timers-silent',
    'timers that never started beside requests',
    { AppTraces: [...request(125), ...request(3), ...trace(strangersLines(70, 'not_found', 'not_found'), 3)] },
    ['refresh', 'sweep'],
  ],
  [
    'timers-silent',
    'a sweep silent for 50 minutes',
    { AppTraces: [...request(300), ...sweep(50), ...refresh(20)] },
    ['sweep'],
  ],
  ['timers-silent', 'a sweep that never began in an hour', { AppTraces: [...request(60), ...refresh(20)] }, ['sweep']],
  ['timers-silent', 'a refresh silent for two hours', { AppTraces: [...refresh(125), ...sweep(4)] }, ['refresh']],
  [
    'timers-silent',
    'an app that stopped yesterday',
    { AppTraces: [...refresh(1_500), ...sweep(1_490)] },
    ['refresh', 'sweep'],
  ],
  [
    'timers-silent',
    'timers that are silent beside those of a neighbour',
    { AppTraces: [...request(300), ...elsewhere([...sweep(4), ...refresh(20)])] },
    ['refresh', 'sweep'],
  ],
  ['server-errors', 'six answers 500', { AppRequests: requests(6, '500', 'send') }, ['500']],
  ['server-errors', 'six of which two were kept', { AppRequests: requests(2, '502', 'send', 3) }, ['502']],
  ['server-errors', 'six 503 to strangers', { AppRequests: requests(6, '503', 'authorize') }, ['503']],
  ['server-errors', 'six 500 of readiness', { AppRequests: requests(6, '500', 'health/ready') }, ['500']],
  ['server-errors', 'six of a neighbour', { AppRequests: elsewhere(requests(6, '500', 'send')) }, []],
  ['server-errors', 'five', { AppRequests: requests(5, '500', 'send') }, []],
  [
    'server-errors',
    'three and three',
    { AppRequests: [...requests(3, '500', 'send'), ...requests(3, '503', 'send')] },
    [],
  ],
  [
    'server-errors',
    'refusals',
    { AppRequests: [...requests(50, '404', 'x'), ...requests(50, '499', 'send'), ...requests(9, '', 'x')] },
    [],
  ],
  [
    'server-errors',
    'readiness that says what is missing',
    { AppRequests: requests(60, '503', 'health/ready?code=x') },
    [],
  ],
  ['vault-unwraps', 'more than the threshold', { AZKVAuditLogs: vaultEvents(2_001) }, ['KeyUnwrap']],
  [
    'vault-unwraps',
    'more in both tables',
    { AZKVAuditLogs: vaultEvents(1_000), AzureDiagnostics: vaultEvents(1_001) },
    ['KeyUnwrap'],
  ],
  ['vault-unwraps', 'more in the vault of a neighbour', { AZKVAuditLogs: elsewhere(vaultEvents(2_001)) }, []],
  ['vault-unwraps', 'a rotation of any number of grants', { AZKVAuditLogs: vaultEvents(timerUnwraps) }, []],
  [
    'vault-unwraps',
    'other events',
    { AZKVAuditLogs: [...vaultEvents(3_000, 'KeyGet'), ...vaultEvents(3_000, 'SecretGet')] },
    [],
  ],
  [
    'vault-reads',
    'an administrator who reads the pepper, and unwraps in the way of another client',
    {
      AZKVAuditLogs: [
        ...vaultRead(ADMINISTRATOR),
        ...vaultRead('', {
          OperationName: 'KeyUnwrap',
          Identity: { claim: { 'http://schemas.microsoft.com/identity/claims/objectidentifier': ADMINISTRATOR } },
        }),
      ],
    },
    [`SecretGet by ${ADMINISTRATOR}`, `KeyUnwrap by ${ADMINISTRATOR}`],
  ],
  [
    'vault-reads',
    'copies, in the table that services share',
    {
      AzureDiagnostics: [
        ...sharedVaultRead(ADMINISTRATOR, { OperationName: 'KeyBackup' }),
        ...sharedVaultRead('', {
          OperationName: 'SecretBackup',
          identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g: ADMINISTRATOR,
        }),
      ],
    },
    [`KeyBackup by ${ADMINISTRATOR}`, `SecretBackup by ${ADMINISTRATOR}`],
  ],
  [
    'vault-reads',
    'a reading without a name or a status',
    { AZKVAuditLogs: vaultRead('', { HttpStatusCode: null, Identity: null }) },
    ['SecretGet by nobody named'],
  ],
  [
    'vault-reads',
    'what the app reads, a request before its token, a refusal, the vault of a neighbour, and what reads nothing',
    {
      AZKVAuditLogs: [
        ...vaultRead(KNOWN_TO_AZURE.toUpperCase()),
        ...vaultRead(KNOWN_TO_AZURE, { OperationName: 'KeyUnwrap' }),
        ...vaultRead('', { HttpStatusCode: 401, Identity: null }),
        ...vaultRead(ADMINISTRATOR, { HttpStatusCode: 403 }),
        ...elsewhere(vaultRead(ADMINISTRATOR)),
        ...vaultRead(ADMINISTRATOR, { OperationName: 'SecretSet' }),
        ...vaultRead(ADMINISTRATOR, { OperationName: 'KeyGet' }),
      ],
      AzureDiagnostics: [
        ...sharedVaultRead(KNOWN_TO_AZURE),
        ...sharedVaultRead('', { httpStatusCode_d: 401 }),
        ...sharedVaultRead(ADMINISTRATOR, { httpStatusCode_d: 403 }),
      ],
    },
    [],
  ],
  [
    'table-writes',
    'a write by an administrator',
    { StorageTableLogs: tableWrite(account) },
    [`UpdateEntity by ${ADMINISTRATOR}`],
  ],
  [
    'table-writes',
    'a write with an account key',
    { StorageTableLogs: tableWrite(account, { RequesterObjectId: '', AuthenticationType: 'AccountKey' }) },
    ['UpdateEntity by AccountKey'],
  ],
  [
    'table-writes',
    'a deletion that was interrupted',
    {
      StorageTableLogs: tableWrite(account, {
        Category: 'StorageDelete',
        OperationName: 'DeleteTable',
        StatusCode: 'Unknown',
        RequesterObjectId: '',
        AuthenticationType: 'SAS',
      }),
    },
    ['DeleteTable by SAS'],
  ],
  [
    'table-writes',
    'what the app writes, what was refused, a new table, a read, and another account',
    {
      StorageTableLogs: [
        ...tableWrite(account, { RequesterObjectId: KNOWN_TO_AZURE.toUpperCase() }),
        ...tableWrite(account, { StatusCode: '403' }),
        ...tableWrite(account, { OperationName: 'CreateTable' }),
        ...tableWrite(account, { Category: 'StorageRead', OperationName: 'QueryEntities', StatusCode: '200' }),
        ...tableWrite('another'),
      ],
    },
    [],
  ],
  [
    'daily-cap',
    'a full log',
    { _LogOperation: workspaceEvent('Ingestion', 'The data collection stopped: OverQuota') },
    ['OverQuota'],
  ],
  [
    'daily-cap',
    'a log that took more than 80 percent of its cap in a day, and is full',
    {
      AppRequests: volume(0.5),
      AppMetrics: volume(0.2, 1_400),
      AZKVAuditLogs: volume(0.2),
      _LogOperation: workspaceEvent('Ingestion', 'OverQuota'),
    },
    ['80 percent', 'OverQuota'],
  ],
  [
    'daily-cap',
    'less than that, a day that has passed, and a cap of hours ago',
    {
      AppRequests: [...volume(0.79), ...volume(5, 1_500)],
      _LogOperation: workspaceEvent('Ingestion', 'OverQuota', 40),
    },
    [],
  ],
  [
    'daily-cap',
    'a new day',
    { _LogOperation: workspaceEvent('Ingestion', 'Data collection started due to a new day') },
    [],
  ],
];

/** Queries that are wrong, or that the evaluator does not know, and what is said of them. */
export const refused: [query: string, said: RegExp][] = [
  ['AppTraces | where Mesage contains "x"', /KS142.*Mesage/],
  ['AppTrace | count', /KS204.*AppTrace/],
  ['AppTraces | where Message > 5', /KS106/],
  ['AppTraces | order by Message', /SortOperator are not known/],
  ['AppTraces | where Message matches regex "x"', /MatchesRegexExpression are not known/],
  ['AppTraces | extend code = toupper(Message)', /function toupper is not known/],
  ['AppTraces | summarize n = dcount(Message)', /aggregate dcount is not known/],
  ['AppTraces | extend code = extract("(?i)x(a)", 1, Message)', /Not certain to mean the same/],
  ['AppTraces | extend code = column_ifexists("nothing", "x")', /its default is not empty/],
  ['AppTraces | extend code = tostring(dynamic({"a":1}))', /of dynamic literals only null is known/],
  ['AppRequests | where ItemCount > 0', /"1.5" is no value of the type int/],
];
