metadata name = 'Hosting'
metadata description = 'What only one kind of plan takes: ARM refuses functionAppConfig on a Dedicated plan, and most of siteConfig on Flex (the compiler is silent about both). Creates nothing.'

@export()
@description('How the app runs. Memory, instances, concurrency and update strategy are Flex only.')
type hosting = {
  plan: 'Flex' | 'Dedicated'
  nodeVersion: string
  instanceMemoryMB: int
  maximumInstanceCount: int
  httpConcurrency: int
  alwaysReadyInstances: int
  siteUpdateStrategy: 'Recreate' | 'RollingUpdate'
}

@export()
@description('Runtime, scale and package of a Flex app.')
func flexConfig(run hosting, packageUrl string, identityId string) object => {
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
    alwaysReady: run.alwaysReadyInstances > 0 ? [{ name: 'http', instanceCount: run.alwaysReadyInstances }] : []
    triggers: { http: { perInstanceConcurrency: run.httpConcurrency } }
  }
  runtime: { name: 'node', version: run.nodeVersion }
  siteUpdateStrategy: { type: run.siteUpdateStrategy }
}

@export()
@description('Runtime and hardening of a Dedicated app.')
func dedicatedSiteConfig(nodeVersion string) object => {
  linuxFxVersion: 'Node|${nodeVersion}'
  alwaysOn: true
  ftpsState: 'Disabled'
  healthCheckPath: '/api/health'
}
