metadata name = 'Monitoring'
metadata description = 'Application Insights over one Log Analytics workspace, a new one with a daily cap or one that is there. Takes telemetry from identities only. What is sampled is said in host.json: never traces, never exceptions.'

@description('Required. Name of the Log Analytics workspace that is made.')
param workspaceName string

@description('Required. Resource id of a workspace that is there; empty: one is made.')
param existingWorkspaceId string

@description('Required. Name of the Application Insights component.')
param applicationInsightsName string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Gigabytes a day after which the workspace takes no more.')
param dailyCapGb int

@description('Required. Days for which logs are kept.')
param retentionDays int

// The published type lets any name pass.
type workspaceFeatures = { disableLocalAuth: bool, enableLogAccessUsingOnlyResourcePermissions: bool }
var features workspaceFeatures = { disableLocalAuth: true, enableLogAccessUsingOnlyResourcePermissions: true }

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = if (empty(existingWorkspaceId)) {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    workspaceCapping: { dailyQuotaGb: dailyCapGb }
    features: features
  }
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' = {
  name: applicationInsightsName
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: empty(existingWorkspaceId) ? workspace.id : existingWorkspaceId
    IngestionMode: 'LogAnalytics'
    DisableLocalAuth: true
  }
}

@description('Where telemetry goes. Not a secret: without an identity that may publish, nothing is taken.')
output connectionString string = applicationInsights.properties.ConnectionString
