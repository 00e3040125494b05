metadata name = 'Workbook'
metadata description = 'Shows what the lines of the app say: what becomes of messages, what waits, what fails and who must act. Its queries are in the folder workbook, one a file. It costs nothing, and what it reads is in the log already.'

@description('Required. Resource id of the Application Insights component whose lines it shows, and where it is found.')
param applicationInsightsId string

@description('Required. Resource id of the Log Analytics workspace that holds them.')
param workspaceId string

@description('Required. Region.')
param location string

@description('Required. Tags.')
param tags object

type part = {
  name: string
  title: string
  query: string
  visualization: 'timechart' | 'table'
  @description('How far it looks back, whatever is chosen.')
  milliseconds: int?
}

var hour = 3600000
var day = 24 * hour
var parts part[] = [
  {
    name: 'counters'
    title: 'Messages by what they became, in five minutes'
    query: loadTextContent('workbook/counters.kql')
    visualization: 'timechart'
  }
  {
    name: 'waiting'
    title: 'Waiting now: the newest state of the messages that the lines of 30 days name'
    query: loadTextContent('workbook/waiting.kql')
    visualization: 'table'
    milliseconds: 30 * day
  }
  {
    name: 'held'
    title: 'Held, looked at by the sweep in four hours (it looks at each once in that time), and queued ones that it has woken'
    query: loadTextContent('workbook/held.kql')
    visualization: 'table'
    milliseconds: 4 * hour
  }
  {
    name: 'oldest-due'
    title: 'By how many seconds the most overdue message is late, and items in the poison queue'
    query: loadTextContent('workbook/oldest-due.kql')
    visualization: 'timechart'
  }
  {
    name: 'delivery-wait'
    title: 'Seconds from due time to delivery: median and 95th percentile'
    query: loadTextContent('workbook/delivery-wait.kql')
    visualization: 'timechart'
  }
  {
    name: 'failures'
    title: 'Refusals and failures by code, and who must act'
    query: loadTextContent('workbook/failures.kql')
    visualization: 'table'
  }
  {
    name: 'senders'
    title: 'Senders (object ids in the host tenant) whose messages were not sent'
    query: loadTextContent('workbook/senders.kql')
    visualization: 'table'
  }
  {
    name: 'callers'
    title: 'Calls by application (client id)'
    query: loadTextContent('workbook/callers.kql')
    visualization: 'table'
  }
  {
    name: 'cost'
    title: 'What is paid for: runs, their milliseconds, and the bytes of their lines in the log'
    query: loadTextContent('workbook/cost.kql')
    visualization: 'table'
  }
]

var workspaces = 'microsoft.operationalinsights/workspaces'
var timeRange = {
  type: 9
  name: 'time-range'
  content: {
    version: 'KqlParameterItem/1.0'
    parameters: [
      {
        id: guid(applicationInsightsId, 'TimeRange')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time range'
        type: 4
        isRequired: true
        value: { durationMs: day }
        typeSettings: {
          selectableValues: map([hour, 4 * hour, day, 7 * day, 30 * day], duration => { durationMs: duration })
          allowCustom: true
        }
      }
    ]
    style: 'pills'
    queryType: 0
    resourceType: workspaces
  }
}
var items = map(parts, one => {
  type: 3
  name: one.name
  content: {
    version: 'KqlItem/1.0'
    query: replace(one.query, '{applicationInsightsId}', applicationInsightsId)
    size: 0
    title: one.title
    ...(one.?milliseconds == null
      ? { timeContextFromParameter: 'TimeRange' }
      : { timeContext: { durationMs: one.?milliseconds } })
    queryType: 0
    resourceType: workspaces
    crossComponentResources: [workspaceId]
    visualization: one.visualization
  }
})

resource workbook 'Microsoft.Insights/workbooks@2022-04-01' = {
  // Azure takes nothing but a GUID.
  name: guid(applicationInsightsId, 'workbook')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: 'Guestmail: messages'
    sourceId: applicationInsightsId
    version: 'Notebook/1.0'
    serializedData: string({ version: 'Notebook/1.0', items: concat([timeRange], items) })
  }
}
