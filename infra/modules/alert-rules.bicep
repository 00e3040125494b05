metadata name = 'Alert rules'
metadata description = 'What the log is searched for. Each query answers rows only when there is something to tell, and says in the column code what it is. Each looks at rows of this installation alone, because others may share the workspace. Creates nothing.'

@export()
@description('Where the rows of this installation come from, and what is usual there. The daily cap is 0 where the workspace is not of this installation.')
type watched = {
  applicationInsightsId: string
  keyVaultId: string
  dataStorageName: string
  appPrincipalId: string
  unwrapThreshold: int
  tableWrites: bool
  dailyCapGb: int
}

@export()
@description('A search and how far it looks back.')
type alertRule = { name: string, description: string, query: string, window: 'PT30M' | 'P1D' | 'P2D', enabled: bool }

@export()
@description('The rules, in the order of the page on operating.')
func alertRulesOf(of watched) alertRule[] => [
  {
    name: 'alarm'
    // At the end of a line, behind its JSON object, once for each code; anywhere else it would be a value. Hosts may end the line.
    description: 'The connector raised an alarm; its code says which.'
    query: 'AppTraces | where _ResourceId =~ "${of.applicationInsightsId}" | where Message contains " alarm=" | extend end = extract(@"}((?: alarm=[a-z0-9_]+)+)\\s*$", 1, Message) | mv-expand code = extract_all("alarm=([a-z0-9_]+)", end) to typeof(string) | where isnotempty(code)'
    window: 'PT30M'
    enabled: true
  }
  {
    // Counted from the first line of the log on: before it, nothing runs that could be silent. Looks back as far as a rule can, so
    // that a connector that has stopped altogether stays on.
    name: 'timers-silent'
    description: 'No line of the timer refresh in two hours, or of the timer sweep in 45 minutes: grants are not renewed, or lost messages are not picked up.'
    query: 'AppTraces | where _ResourceId =~ "${of.applicationInsightsId}" | summarize refreshed = maxif(TimeGenerated, Message contains "\\"function\\":\\"refresh\\""), swept = maxif(TimeGenerated, Message contains "\\"function\\":\\"sweep\\""), since = min(TimeGenerated) | mv-expand code = pack_array(iff(coalesce(refreshed, since) < ago(2h), "refresh", ""), iff(coalesce(swept, since) < ago(45m), "sweep", "")) to typeof(string) | where isnotempty(code)'
    window: 'P2D'
    enabled: true
  }
  {
    // Readiness says 503 to say what is missing, as during a first deployment: nobody else was answered so.
    name: 'server-errors'
    description: 'More than 5 answers with the same 5xx status in 30 minutes, those of the readiness check left out.'
    query: 'AppRequests | where _ResourceId =~ "${of.applicationInsightsId}" | where toint(ResultCode) >= 500 | where not(ResultCode == "503" and tostring(parse_url(Url).Path) endswith "/health/ready") | summarize failures = sum(ItemCount) by code = ResultCode | where failures > 5'
    window: 'PT30M'
    enabled: true
  }
  {
    // China still writes audit events to the shared table.
    name: 'vault-unwraps'
    description: 'Unusually many key unwraps: stored tokens may be being read in bulk.'
    query: 'union isfuzzy=true AZKVAuditLogs, AzureDiagnostics | where _ResourceId =~ "${of.keyVaultId}" | where OperationName == "KeyUnwrap" | summarize unwraps = count() by code = OperationName | where unwraps > ${of.unwrapThreshold}'
    window: 'PT30M'
    enabled: true
  }
  {
    // A copy (backup) is a reading that ends elsewhere. What was refused read nothing; clients ask once without a token first. The
    // shared table has a column only once a row has brought it, and names the claims in its own way.
    name: 'vault-reads'
    description: 'Somebody other than the app unwrapped with a key of the vault, or read or copied a secret or key.'
    query: 'union isfuzzy=true AZKVAuditLogs, AzureDiagnostics | where _ResourceId =~ "${of.keyVaultId}" | where OperationName in ("KeyUnwrap", "KeyDecrypt", "KeyBackup", "SecretGet", "SecretBackup") | extend status = coalesce(column_ifexists("HttpStatusCode", int(null)), toint(column_ifexists("httpStatusCode_d", real(null))), 0) | where status < 400 | extend claim = column_ifexists("Identity", dynamic(null)).claim | extend reader = coalesce(tostring(claim.oid), tostring(claim["http://schemas.microsoft.com/identity/claims/objectidentifier"]), column_ifexists("identity_claim_oid_g", ""), column_ifexists("identity_claim_http_schemas_microsoft_com_identity_claims_objectidentifier_g", ""), "nobody named") | where reader !~ "${of.appPrincipalId}" | summarize reads = count() by code = strcat(OperationName, " by ", reader)'
    window: 'PT30M'
    enabled: true
  }
  {
    // What was refused changed nothing; a request that was interrupted has no status and may have. A table that is created holds no
    // row yet.
    name: 'table-writes'
    description: 'Somebody other than the app changed rows in the data account: connections, keys or messages.'
    query: 'StorageTableLogs | where AccountName =~ "${of.dataStorageName}" | where Category in ("StorageWrite", "StorageDelete") | where coalesce(toint(StatusCode), 0) < 400 and OperationName != "CreateTable" | where RequesterObjectId !~ "${of.appPrincipalId}" | extend requester = iff(isempty(RequesterObjectId), AuthenticationType, RequesterObjectId) | summarize writes = count() by code = strcat(OperationName, " by ", requester)'
    window: 'PT30M'
    enabled: of.tableWrites
  }
  {
    // What the log took in the last 24 hours bounds what it took since the reset, whose hour differs by workspace.
    name: 'daily-cap'
    description: 'The daily cap of the log is reached: until it resets, no other alert can fire. Or 80 % of it came in a day.'
    query: of.dailyCapGb == 0
      ? '_LogOperation | where TimeGenerated > ago(30m) | where Category =~ "Ingestion" | where Detail contains "OverQuota" | extend code = "OverQuota"'
      : 'union (_LogOperation | where TimeGenerated > ago(30m) | where Category =~ "Ingestion" | where Detail contains "OverQuota" | summarize events = count() by code = "OverQuota"), (union isfuzzy=true AppTraces, AppRequests, AppExceptions, AppDependencies, AppMetrics, AppPerformanceCounters, AZKVAuditLogs, AzureDiagnostics, StorageTableLogs | summarize taken = sum(_BilledSize) by code = "80 percent" | where taken > ${of.dailyCapGb * 800000000})'
    window: 'P1D'
    enabled: true
  }
]
