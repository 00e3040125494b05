metadata name = 'Log retention'
metadata description = 'Says for every table that the installation fills how long its rows are kept. Without it Azure keeps those of Application Insights for 90 days, whatever the workspace says.'

@description('Required. Name of the Log Analytics workspace.')
param workspaceName string

@description('Required. Days for what app and host write.')
param retentionDays int

@description('Required. Days for who used the vault and who wrote to tables.')
param auditRetentionDays int

var telemetryTables = [
  'AppDependencies'
  'AppExceptions'
  'AppMetrics'
  'AppPerformanceCounters'
  'AppRequests'
  'AppTraces'
]
var auditTables = ['AZKVAuditLogs', 'StorageTableLogs']

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' existing = { name: workspaceName }

// One after the other: Azure refuses a second change of a workspace's tables while one is under way.
@batchSize(1)
resource table 'Microsoft.OperationalInsights/workspaces/tables@2023-09-01' = [
  for name in concat(telemetryTables, auditTables): {
    parent: workspace
    name: name
    properties: {
      retentionInDays: contains(auditTables, name) ? auditRetentionDays : retentionDays
      totalRetentionInDays: contains(auditTables, name) ? auditRetentionDays : retentionDays
    }
  }
]
