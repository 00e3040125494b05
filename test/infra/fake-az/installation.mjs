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
  return {
    ...Object.fromEntries(own.map(([parameter, variable]) => [variable, String(given[parameter])])),
    API_AUDIENCE: given.apiAudience || given.entraClientId,
    PUBLIC_URL: given.publicUrl || `https://${appName}.azurewebsites.net/api`,
    GRAPH_URL: graphUrls[given.cloud],
    KEY_VAULT_URL: 'https://guestmail-abc123.vault.azure.net',
    TABLE_ENDPOINT: 'https://gmdataabc123.table.core.windows.net',
    QUEUE_ENDPOINT: 'https://gmdataabc123.queue.core.windows.net',
    BLOB_ENDPOINT: 'https://gmdataabc123.blob.core.windows.net',
  };
}

/** Each with its tag; the rest of the group stays. */
export function resourcesOf(given, appName, base) {
  const isFlex = given.plan !== 'Dedicated';
  const network = given.privateNetwork
    ? [
        [
          'Microsoft.Network/virtualNetworks',
          `vnet-${appName}`,
          { addressSpace: { addressPrefixes: [given.addressPrefix] } },
        ],
        ['Microsoft.Network/privateEndpoints', 'pep-gmdataabc123-blob', {}],
        ...(given.staticEgress ? [['Microsoft.Network/natGateways', `ng-${appName}`, {}]] : []),
      ]
    : [];
  const rule = (name, properties) => ['Microsoft.Insights/scheduledQueryRules', `ag-${appName}-${name}`, properties];
  const all = [
    ['Microsoft.Web/sites', appName, siteOf(given, isFlex)],
    ['Microsoft.KeyVault/vaults', 'guestmail-abc123', {}],
    [
      'Microsoft.Storage/storageAccounts',
      'gmdataabc123',
      { publicNetworkAccess: given.privateNetwork && given.closePublicAccess ? 'Disabled' : 'Enabled' },
      { name: given.dataStorageSku },
    ],
    ['Microsoft.Web/serverfarms', `plan-${appName}`, {}, { name: isFlex ? 'FC1' : given.dedicatedSku }],
    [
      'Microsoft.OperationalInsights/workspaces',
      `log-${appName}`,
      { workspaceCapping: { dailyQuotaGb: given.dailyLogCapGb }, retentionInDays: given.logRetentionDays },
    ],
    [
      'Microsoft.Insights/actionGroups',
      `ag-${appName}`,
      { emailReceivers: given.alertEmail ? [{ emailAddress: given.alertEmail }] : [] },
    ],
    rule('vault-unwraps', { criteria: { allOf: [{ query: `where unwraps > ${given.unwrapThreshold}` }] } }),
    rule('table-writes', { enabled: given.watchTableWrites }),
    ...network,
  ];
  const tags = { ...given.tags, 'azd-env-name': given.environmentName };
  return all.map(([type, name, properties, sku]) => ({
    id: `${base}/${type}/${name}`,
    type,
    name,
    tags,
    properties,
    sku,
  }));
}

function siteOf(given, isFlex) {
  const virtualNetworkSubnetId = given.privateNetwork ? 'subnet' : null;
  if (!isFlex) return { siteConfig: { linuxFxVersion: `Node|${given.nodeVersion}` }, virtualNetworkSubnetId };
  const automatic = given.mailPermission === 'Mail.ReadWrite' ? '2048' : '512';
  const ready = given.alwaysReadyInstances;
  return {
    virtualNetworkSubnetId,
    functionAppConfig: {
      runtime: { name: 'node', version: given.nodeVersion },
      siteUpdateStrategy: { type: given.siteUpdateStrategy },
      scaleAndConcurrency: {
        instanceMemoryMB: Number(given.instanceMemoryMB === 'Auto' ? automatic : given.instanceMemoryMB),
        maximumInstanceCount: given.maximumInstanceCount,
        alwaysReady: ready > 0 ? [{ name: 'http', instanceCount: ready }] : [],
        triggers: { http: { perInstanceConcurrency: given.httpConcurrency } },
      },
    },
  };
}
