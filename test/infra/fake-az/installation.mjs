/**
 * The resources of an installation and the settings of its app, as far as a later deployment reads them back: what main.bicep makes
 * of its parameters. That it makes just this of them, recall-installation.test.ts checks against the compiled template.
 */

/** Parameter to the setting that keeps it, where its variable has another name. */
const graphUrls = {
  global: 'https://graph.microsoft.com/v1.0',
  usgov: 'https://graph.microsoft.us/v1.0',
  usgovdod: 'https://dod-graph.microsoft.us/v1.0',
  china: 'https://microsoftgraph.chinacloudapi.cn/v1.0',
};

/** `variables`: parameter to variable. */
export function settingsOf(given, variables, appName) {
  const own = Object.entries(variables).filter(([, variable]) => !/^(GUESTMAIL|AZURE)_/.test(variable));
  const {
    hostStorage = 'gmhostabc123',
    dataStorage = 'gmdataabc123',
    keyVault = 'guestmail-abc123',
  } = given.resourceNames ?? {};
  return {
    AzureWebJobsStorage__blobServiceUri: `https://${hostStorage}.blob.core.windows.net`,
    ...Object.fromEntries(own.map(([parameter, variable]) => [variable, String(given[parameter])])),
    API_AUDIENCE: given.apiAudience || given.entraClientId,
    PUBLIC_URL: given.publicUrl || `https://${appName}.azurewebsites.net/api`,
    GRAPH_URL: graphUrls[given.cloud],
    KEY_VAULT_URL: `https://${keyVault}.vault.azure.net`,
    TABLE_ENDPOINT: `https://${dataStorage}.table.core.windows.net`,
    QUEUE_ENDPOINT: `https://${dataStorage}.queue.core.windows.net`,
    BLOB_ENDPOINT: `https://${dataStorage}.blob.core.windows.net`,
  };
}

const identityType = 'Microsoft.ManagedIdentity/userAssignedIdentities';

/** What a registration needs before there is anything else. */
export function identityOf({ resourceNames, tags, environmentName }, base) {
  const name = resourceNames?.identity ?? `id-guestmail-${environmentName}-abc123`;
  return {
    id: `${base}/${identityType}/${name}`,
    type: identityType,
    name,
    tags: { ...tags, 'azd-env-name': environmentName },
  };
}

/** Each with its tag; the rest of the group stays. What is inside another resource is not listed. */
export function resourcesOf(given, appName, base) {
  // A derived name does not follow the chosen one of another resource.
  const readable = `guestmail-${given.environmentName}-abc123`;
  const isFlex = given.plan === 'Auto' ? given.cloud === 'global' : given.plan === 'Flex';
  const names = given.resourceNames ?? {};
  const reach = (name) => ({
    publicNetworkAccess: given.privateNetwork && !given.stayOpen.includes(name) ? 'Disabled' : 'Enabled',
  });
  const actionGroup = names.actionGroup ?? `ag-${readable}`;
  const rule = (name, properties) => ['Microsoft.Insights/scheduledQueryRules', `${actionGroup}-${name}`, properties];
  const all = [
    ['Microsoft.Web/sites', appName, siteOf(given, isFlex)],
    [identityType, names.identity ?? `id-${readable}`, {}],
    ['Microsoft.KeyVault/vaults', names.keyVault ?? 'guestmail-abc123', reach('keyVault')],
    ['Microsoft.Storage/storageAccounts', names.hostStorage ?? 'gmhostabc123', reach('hostStorage')],
    [
      'Microsoft.Storage/storageAccounts',
      names.dataStorage ?? 'gmdataabc123',
      reach('dataStorage'),
      { name: given.dataStorageSku },
    ],
    [
      'Microsoft.Web/serverfarms',
      names.plan ?? `plan-${readable}`,
      { zoneRedundant: given.zoneRedundant },
      { name: isFlex ? 'FC1' : given.dedicatedSku },
    ],
    [
      'Microsoft.Insights/actionGroups',
      actionGroup,
      { emailReceivers: given.alertEmail ? [{ emailAddress: given.alertEmail }] : [] },
    ],
    ['Microsoft.Insights/workbooks', 'b85d4e66-0e99-572c-8d5f-100e40d40062', {}],
    rule('vault-unwraps', { criteria: { allOf: [{ query: `where unwraps > ${given.unwrapThreshold}` }] } }),
    rule('table-writes', { enabled: given.watchTableWrites }),
    ...logOf(given, readable, base),
    ...networkOf(given, readable, base),
  ];
  const tags = { ...given.tags, 'azd-env-name': given.environmentName };
  return all.map(([type, name, properties, sku]) => ({
    id: `${base}/${type}/${name}`,
    type,
    name,
    tags,
    properties,
    sku,
    isListed: !name.includes('/'),
  }));
}

function logOf(given, readable, base) {
  const { logAnalytics = `log-${readable}`, applicationInsights = `appi-${readable}` } = given.resourceNames ?? {};
  const type = 'Microsoft.OperationalInsights/workspaces';
  const WorkspaceResourceId = given.workspaceId || `${base}/${type}/${logAnalytics}`;
  const component = ['Microsoft.Insights/components', applicationInsights, { WorkspaceResourceId }];
  if (given.workspaceId) return [component];
  const { dailyLogCapGb: dailyQuotaGb, logRetentionDays, auditRetentionDays } = given;
  return [
    component,
    [type, logAnalytics, { workspaceCapping: { dailyQuotaGb }, retentionInDays: logRetentionDays }],
    [type, `${logAnalytics}/tables/AZKVAuditLogs`, { retentionInDays: auditRetentionDays }],
  ];
}

/** One endpoint of each account and the vault, and one zone, stand for all. */
function networkOf(given, readable, base) {
  if (!given.privateNetwork) return [];
  const { network = `vnet-${readable}`, natGateway = `ng-${readable}` } = given.resourceNames ?? {};
  const type = 'Microsoft.Network';
  const networkId = given.virtualNetworkId || `${base}/${type}/virtualNetworks/${network}`;
  const {
    hostStorage = 'gmhostabc123',
    dataStorage = 'gmdataabc123',
    keyVault = 'guestmail-abc123',
  } = given.resourceNames ?? {};
  const targets = [
    ['pep-gmdataabc123-blob', `Microsoft.Storage/storageAccounts/${dataStorage}`],
    ['pep-gmhostabc123-blob', `Microsoft.Storage/storageAccounts/${hostStorage}`],
    ['pep-guestmail-abc123-vault', `Microsoft.KeyVault/vaults/${keyVault}`],
  ];
  const subnet = { id: `${networkId}/subnets/${given.endpointSubnetName}` };
  const zone = 'privatelink.blob.core.windows.net';
  const zonesGroupId = given.privateDnsZones || base.replace('/providers', '');
  const privateDnsZoneId = `${zonesGroupId}/providers/${type}/privateDnsZones/${zone}`;
  const made = given.virtualNetworkId
    ? []
    : [
        [
          `${type}/virtualNetworks`,
          network,
          {
            addressSpace: { addressPrefixes: [given.addressPrefix] },
            subnets: [{ properties: given.staticEgress ? { natGateway: { id: natGateway } } : {} }],
          },
        ],
      ];
  const endpoint = ([name, target]) => [
    `${type}/privateEndpoints`,
    name,
    { subnet, privateLinkServiceConnections: [{ properties: { privateLinkServiceId: `${base}/${target}` } }] },
  ];
  const entry = ([name]) => [
    `${type}/privateEndpoints`,
    `${name}/privateDnsZoneGroups/default`,
    { privateDnsZoneConfigs: [{ properties: { privateDnsZoneId } }] },
  ];
  return [
    ...made,
    ...(given.staticEgress ? [[`${type}/natGateways`, natGateway, {}]] : []),
    ...targets.map(endpoint),
    ...(given.privateDnsZones ? [] : [[`${type}/privateDnsZones`, zone, {}]]),
    ...(given.privateDnsZones === 'none' ? [] : targets.map(entry)),
  ];
}

function siteOf(given, isFlex) {
  const networkId = given.virtualNetworkId || 'own';
  const virtualNetworkSubnetId = given.privateNetwork ? `${networkId}/subnets/${given.appSubnetName}` : null;
  if (!isFlex) return { siteConfig: { linuxFxVersion: `Node|${given.nodeVersion}` }, virtualNetworkSubnetId };
  const automatic = given.mailPermission === 'Mail.ReadWrite' ? '2048' : '512';
  const ready = { http: given.alwaysReadyInstances, 'function:deliver': given.deliveryAlwaysReadyInstances };
  return {
    virtualNetworkSubnetId,
    functionAppConfig: {
      runtime: { name: 'node', version: given.nodeVersion },
      siteUpdateStrategy: { type: given.siteUpdateStrategy },
      scaleAndConcurrency: {
        instanceMemoryMB: Number(given.instanceMemoryMB === 'Auto' ? automatic : given.instanceMemoryMB),
        maximumInstanceCount: given.maximumInstanceCount,
        alwaysReady: Object.entries(ready)
          .map(([name, instanceCount]) => ({ name, instanceCount }))
          .filter(({ instanceCount }) => instanceCount > 0),
        triggers: { http: { perInstanceConcurrency: given.httpConcurrency } },
      },
    },
  };
}
