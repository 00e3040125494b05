metadata name = 'Hosting'
metadata description = 'What only one kind of plan takes: ARM refuses functionAppConfig on a Dedicated plan, and most of siteConfig on Flex (the compiler is silent about both). Creates nothing.'

import { settingList } from 'app-settings.bicep'

@export()
@description('What the host takes of a request: the 8 MB that a submission may have, and 64 KB. Above that the app would refuse it unread.')
var requestBodyLimitKB = 8256

// rest + httpConcurrency x requestBodyLimitKB x bodyFactor <= memory: 121 + 4 x 8.06 x 12 = 508 of 512 MB; 16: 1669 of 2048; 32: 3217 of 4096.
@description('What a body takes of memory at most while the host reads it and the app parses it, in sizes of itself. Measured: infra/README.md.')
var bodyFactor = 12

// On Flex deliveries have instances of their own: 121 + 64 x 0.5 x 12 = 505 of 512 MB. On Dedicated: 121 + 272 + 32 x 0.5 x 12 = 585.
@description('Megabytes in use before any body: of the Node worker alone on Flex, whose memory is without that of the host; on Dedicated as much for the host as Flex gives it, and what deliveries take, too.')
var restMB = { Flex: 121, Dedicated: 585 }

type instanceSize = {
  plan: 'Flex' | 'Dedicated'
  memoryMB: int
  @description('Requests at once where nothing else is chosen; on Flex those of Azure.')
  concurrency: int
}

@export()
@description('Every size that an instance may have.')
var instanceSizes = {
  '512': { plan: 'Flex', memoryMB: 512, concurrency: 4 }
  '2048': { plan: 'Flex', memoryMB: 2048, concurrency: 16 }
  '4096': { plan: 'Flex', memoryMB: 4096, concurrency: 32 }
  B1: { plan: 'Dedicated', memoryMB: 1792, concurrency: 12 }
  B2: { plan: 'Dedicated', memoryMB: 3584, concurrency: 24 }
  B3: { plan: 'Dedicated', memoryMB: 7168, concurrency: 64 }
  S1: { plan: 'Dedicated', memoryMB: 1792, concurrency: 12 }
  S2: { plan: 'Dedicated', memoryMB: 3584, concurrency: 24 }
  S3: { plan: 'Dedicated', memoryMB: 7168, concurrency: 64 }
  P0v3: { plan: 'Dedicated', memoryMB: 4096, concurrency: 32 }
  P1v3: { plan: 'Dedicated', memoryMB: 8192, concurrency: 64 }
  P2v3: { plan: 'Dedicated', memoryMB: 16384, concurrency: 128 }
  P3v3: { plan: 'Dedicated', memoryMB: 32768, concurrency: 256 }
  P0v4: { plan: 'Dedicated', memoryMB: 4096, concurrency: 32 }
  P1v4: { plan: 'Dedicated', memoryMB: 8192, concurrency: 64 }
  P2v4: { plan: 'Dedicated', memoryMB: 16384, concurrency: 128 }
  P3v4: { plan: 'Dedicated', memoryMB: 32768, concurrency: 256 }
}

@export()
@description('Requests at once that fit into the memory of an instance when each brings the largest body.')
func fittingConcurrency(size instanceSize) int =>
  (size.memoryMB - restMB[size.plan]) * 1024 / (requestBodyLimitKB * bodyFactor)

@export()
@description('How the app runs. Memory, instances and update strategy are Flex only.')
type hosting = {
  plan: 'Flex' | 'Dedicated'
  nodeVersion: string
  instanceMemoryMB: int
  maximumInstanceCount: int
  httpConcurrency: int
  alwaysReadyInstances: int
  deliveryAlwaysReadyInstances: int
  siteUpdateStrategy: 'Recreate' | 'RollingUpdate'
}

@export()
@description('Runtime, scale and package of a Flex app.')
func flexConfig(run hosting, packageUrl string, identityId string) resourceInput<'Microsoft.Web/sites@2024-11-01'>.properties.functionAppConfig => {
  deployment: {
    storage: {
      type: 'blobContainer'
      value: packageUrl
      authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
    }
  }
  scaleAndConcurrency: {
    instanceMemoryMB: run.instanceMemoryMB
    maximumInstanceCount: run.maximumInstanceCount
    alwaysReady: filter(
      [
        { name: 'http', instanceCount: run.alwaysReadyInstances }
        // The queue scales apart from requests: its instances serve none, and the others read no queue.
        { name: 'function:deliver', instanceCount: run.deliveryAlwaysReadyInstances }
      ],
      group => group.instanceCount > 0
    )
    triggers: { http: { perInstanceConcurrency: run.httpConcurrency } }
  }
  runtime: { name: 'node', version: run.nodeVersion }
  // The platform knows it, no published type does.
  #disable-next-line BCP037
  siteUpdateStrategy: { type: run.siteUpdateStrategy }
}

@export()
@description('Settings and hardening of the app, and the runtime of a Dedicated one.')
func siteConfigOf(run hosting, settings settingList) resourceInput<'Microsoft.Web/sites@2024-11-01'>.properties.siteConfig => {
  minTlsVersion: '1.2'
  scmMinTlsVersion: '1.2'
  http20Enabled: true
  appSettings: settings
  ...(run.plan == 'Flex'
    ? {}
    : {
        linuxFxVersion: 'Node|${run.nodeVersion}'
        alwaysOn: true
        ftpsState: 'Disabled'
        healthCheckPath: '/api/health'
      })
}
