metadata name = 'Alerts'
metadata description = 'Who is told, and the rules that search the log. What no log shows (poison queue, queue age, expiry of secrets and keys) the sweep measures and logs as an alarm.'

import { watched, alertRulesOf } from 'alert-rules.bicep'

@description('Required. Name of the action group.')
param actionGroupName string

@description('Required. Address that receives the alerts; empty: alerts are only shown in the portal.')
param alertEmail string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

@description('Required. Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Required. What is watched.')
param of watched

var receivers = empty(alertEmail) ? [] : [alertEmail]

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
  for rule in alertRulesOf(of): {
    name: '${actionGroupName}-${rule.name}'
    location: location
    tags: tags
    properties: {
      displayName: 'Guestmail: ${rule.name}'
      description: rule.description
      severity: 1
      enabled: rule.enabled
      scopes: [workspaceId]
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
