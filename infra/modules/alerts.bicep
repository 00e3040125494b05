metadata name = 'Alerts'
metadata description = 'Who is told, and of what. Watches the log only; what no log shows (poison queue, queue age, expiry of secrets and keys) the sweep measures and logs as an alarm.'

@description('Required. Name of the action group.')
param actionGroupName string

@description('Required. Address that receives the alerts; empty: alerts are only shown in the portal.')
param alertEmail string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Key unwraps in 30 minutes above which someone may be reading the stored tokens in bulk.')
param unwrapThreshold int

@description('Required. Whether the alert on writes to tables is on; off, it exists and never fires.')
param watchTableWrites bool

@description('Required. Object id of the identity of the app, which alone writes to the tables.')
param appPrincipalId string

@description('Required. Name of the account whose tables are watched.')
param dataStorageName string

var receivers = empty(alertEmail) ? [] : [alertEmail]
// Each query answers rows only when there is something to tell, and says in `code` what it is.
var rules = [
  {
    name: 'alarm'
    // At the end of a line, behind its JSON object, once for each code; anywhere else it would be a value. Hosts may end the line.
    description: 'The connector raised an alarm; its code says which.'
    query: 'AppTraces | where Message contains " alarm=" | extend end = extract(@"}((?: alarm=[a-z0-9_]+)+)\\s*$", 1, Message) | mv-expand code = extract_all("alarm=([a-z0-9_]+)", end) to typeof(string) | where isnotempty(code)'
    window: 'PT30M'
  }
  {
    // Counted from the first line of the log on: before it, nothing runs that could be silent. Looks back as far as a rule can, so
    // that a connector that has stopped altogether stays on.
    name: 'timers-silent'
    description: 'No line of the timer refresh in two hours, or of the timer sweep in 45 minutes: grants are not renewed, or lost messages are not picked up.'
    query: 'AppTraces | summarize refreshed = maxif(TimeGenerated, Message contains "\\"function\\":\\"refresh\\""), swept = maxif(TimeGenerated, Message contains "\\"function\\":\\"sweep\\""), since = min(TimeGenerated) | mv-expand code = pack_array(iff(coalesce(refreshed, since) < ago(2h), "refresh", ""), iff(coalesce(swept, since) < ago(45m), "sweep", "")) to typeof(string) | where isnotempty(code)'
    window: 'P2D'
  }
  {
    // Readiness says 503 to say what is missing, as during a first deployment: nobody else was answered so.
    name: 'server-errors'
    description: 'More than 5 answers with the same 5xx status in 30 minutes, those of the readiness check left out.'
    query: 'AppRequests | where toint(ResultCode) >= 500 | where not(ResultCode == "503" and tostring(parse_url(Url).Path) endswith "/health/ready") | summarize failures = sum(ItemCount) by code = ResultCode | where failures > 5'
    window: 'PT30M'
  }
  {
    // China still writes audit events to the shared table.
    name: 'vault-unwraps'
    description: 'Unusually many key unwraps: stored tokens may be being read in bulk.'
    query: 'union isfuzzy=true AZKVAuditLogs, AzureDiagnostics | where OperationName == "KeyUnwrap" | summarize unwraps = count() by code = OperationName | where unwraps > ${unwrapThreshold}'
    window: 'PT30M'
  }
  {
    // What was refused changed nothing; a request that was interrupted has no status and may have. A table that is created holds no
    // row yet.
    name: 'table-writes'
    description: 'Somebody other than the app changed rows in the data account: connections, keys or messages.'
    query: 'StorageTableLogs | where AccountName =~ "${dataStorageName}" | where Category in ("StorageWrite", "StorageDelete") | where coalesce(toint(StatusCode), 0) < 400 and OperationName != "CreateTable" | where RequesterObjectId !~ "${appPrincipalId}" | extend requester = iff(isempty(RequesterObjectId), AuthenticationType, RequesterObjectId) | summarize writes = count() by code = strcat(OperationName, " by ", requester)'
    window: 'PT30M'
  }
  {
    name: 'daily-cap'
    description: 'The daily cap of the log is reached: until it resets, no other alert can fire.'
    query: '_LogOperation | where Category =~ "Ingestion" | where Detail contains "OverQuota" | extend code = "OverQuota"'
    window: 'PT30M'
  }
]

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = { name: workspaceName }
resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: actionGroupName
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'guestmail'
    enabled: true
    emailReceivers: map(receivers, address => { name: 'operator', emailAddress: address, useCommonAlertSchema: true })
  }
}

resource alert 'Microsoft.Insights/scheduledQueryRules@2022-06-15' = [
  for rule in rules: {
    name: '${actionGroupName}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'Guestmail: ${rule.name}'
      description: rule.description
      severity: 1
      enabled: rule.name != 'table-writes' || watchTableWrites
      scopes: [workspace.id]
      evaluationFrequency: 'PT15M'
      windowSize: rule.window
      autoMitigate: true
      // A new workspace does not know its tables before the first row.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: rule.query
            timeAggregation: 'Count'
            dimensions: [{ name: 'code', operator: 'Include', values: ['*'] }]
            operator: 'GreaterThan'
            threshold: 0
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]
