import { describe, expect, it } from 'vitest';
import { CONTENT_KEY_DAYS } from '../../shared/content-limits.ts';
import { type Resource, accountsOf, installations, ofType, only, readResources } from './expanded.ts';

describe.each(installations)('hardening of the installation %s', (installation) => {
  const resources = readResources(installation);
  const isPrivate = ['everything', 'dedicated', 'brought'].includes(installation);
  const { host, data } = accountsOf(resources);
  const isBrought = installation === 'brought';
  const site = only(resources, 'Web/sites');

  it('keeps the host apart from the data', () => {
    const accounts = [host, data].map(({ name }) => name.replace(/(?<=^gm....).{13}$/, ''));

    expect(accounts).toEqual(isBrought ? ['stguestmailhost', 'stguestmaildata'] : ['gmhost', 'gmdata']);
  });

  it('gives storage no shared key, no public blob and no old TLS', () => {
    for (const { properties } of ofType(resources, 'Storage/storageAccounts'))
      expect(properties).toMatchObject({
        allowSharedKeyAccess: false,
        defaultToOAuthAuthentication: true,
        allowBlobPublicAccess: false,
        allowCrossTenantReplication: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
      });
    for (const { properties } of ofType(resources, 'Storage/storageAccounts/blobServices/containers'))
      expect(properties['publicAccess']).toBe('None');
  });

  it('creates what the app stores in, each in its account', () => {
    const created = (type: string) =>
      ofType(resources, type).map(({ name }) =>
        name.replace(`${host.name}/default/`, 'host ').replace(`${data.name}/default/`, 'data '),
      );

    expect(created('Storage/storageAccounts/tableServices/tables')).toEqual(
      ['grants', 'keys', 'names', 'transactions', 'due', 'messages', 'configuration'].map((name) => `data ${name}`),
    );
    expect(created('Storage/storageAccounts/queueServices/queues')).toEqual(['data deliver', 'data deliver-poison']);
    expect(created('Storage/storageAccounts/blobServices/containers').toSorted()).toEqual([
      'data messages',
      'data sandbox-mail',
      'host deployments',
    ]);
  });

  it('deletes left-over content later than any message may wait, and nothing else', () => {
    const { name, properties } = only(resources, 'Storage/storageAccounts/managementPolicies');

    expect(name).toBe(`${data.name}/default`);
    expect(properties['policy'].rules).toHaveLength(2);
    const [rule, ofTests] = properties['policy'].rules;
    expect(ofTests.definition).toMatchObject({
      filters: { prefixMatch: ['sandbox-mail/'] },
      actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } },
    });
    expect(rule.definition.filters).toEqual({ blobTypes: ['blockBlob'], prefixMatch: ['messages/'] });
    expect(rule.definition.actions).toEqual({ baseBlob: { delete: { daysAfterModificationGreaterThan: 98 } } });
    expect(CONTENT_KEY_DAYS).toBe(97);
  });

  it('keeps a deleted vault, and lets roles alone open it', () => {
    const vault = only(resources, 'KeyVault/vaults');

    expect(vault.properties).toMatchObject({
      enableRbacAuthorization: true,
      enablePurgeProtection: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      createMode: installation === 'everything' ? 'recover' : 'default',
    });
    expect(vault.properties['accessPolicies']).toBeUndefined();
  });

  it('wraps with an RSA key of 3072 bits that rotates every year and expires after two', () => {
    for (const { properties } of ofType(resources, 'KeyVault/vaults/keys'))
      expect(properties).toMatchObject({
        kty: 'RSA',
        keySize: 3072,
        keyOps: ['wrapKey', 'unwrapKey'],
        attributes: { exportable: false },
        rotationPolicy: {
          attributes: { expiryTime: 'P2Y' },
          lifetimeActions: [{ action: { type: 'rotate' }, trigger: { timeAfterCreate: 'P1Y' } }, expect.anything()],
        },
      });
  });

  it('writes no secret but peppers, each of two new GUIDs and its name, so that no two are the same', () => {
    const secrets = ofType(resources, 'KeyVault/vaults/secrets');

    expect(secrets.map(({ name }) => name.split('/')[1])).toEqual(
      installation === 'everything' ? ['token-pepper', 'token-pepper-2'] : ['token-pepper'],
    );
    for (const { name, properties } of secrets)
      expect(properties['value']).toBe(
        `[base64(format('{0}{1}', format('{0}{1}', newGuid(), newGuid()), '${name.split('/')[1]}'))]`,
      );
  });

  it('logs the audit events of the vault, the writes to tables where they are watched, and nothing else besides', () => {
    const settings = ofType(resources, 'Insights/diagnosticSettings');
    const [vault] = settings.filter(({ id }) => id.includes('Microsoft.KeyVault/vaults/'));

    expect(settings.map(({ name }) => name).toSorted((one, other) => one.localeCompare(other))).toEqual(
      installation === 'dedicated' ? ['audit-events'] : ['audit-events', 'table-writes'],
    );
    expect(vault?.properties['logs']).toEqual([{ category: 'AuditEvent', enabled: true }]);
    for (const { properties } of settings) expect(properties['metrics']).toBeUndefined();
  });

  it('takes telemetry from identities only, up to a daily cap', () => {
    const { properties } = only(resources, 'Insights/components');
    expect(properties).toMatchObject({ DisableLocalAuth: true, IngestionMode: 'LogAnalytics' });
    // Sampling on arrival would take traces and exceptions too; what may be sampled is said in host.json.
    expect(properties).not.toHaveProperty('SamplingPercentage');
    const workspaces = ofType(resources, 'OperationalInsights/workspaces');
    expect(workspaces).toHaveLength(isBrought ? 0 : 1);
    for (const { properties: workspace } of workspaces) {
      expect(workspace['features'].disableLocalAuth).toBe(true);
      expect(workspace['workspaceCapping'].dailyQuotaGb).toBe(installation === 'everything' ? 5 : 1);
    }
  });

  it('serves https with TLS 1.2 only, without /admin and without publishing passwords', () => {
    expect(site.properties).toMatchObject({
      httpsOnly: true,
      functionsRuntimeAdminIsolationEnabled: true,
      siteConfig: { minTlsVersion: '1.2', scmMinTlsVersion: '1.2' },
    });
    const policies = ofType(resources, 'Web/sites/basicPublishingCredentialsPolicies');
    expect(policies.map(({ name, properties }) => [name.split('/')[1], properties['allow']])).toEqual([
      ['ftp', false],
      ['scm', false],
    ]);
  });

  it('runs as the one user-assigned identity, and `azd` finds it', () => {
    const { id } = only(resources, 'ManagedIdentity/userAssignedIdentities');

    expect(site.identity).toEqual({ type: 'UserAssigned', userAssignedIdentities: { [id]: {} } });
    expect(site.tags?.['azd-service-name']).toBe('guestmail');
  });

  it('has no address restriction, which would close the pages of consent', () => {
    expect(site.properties['publicNetworkAccess']).toBe('Enabled');
    expect(Object.keys(site.properties['siteConfig']).filter((key) => /restriction/i.test(key))).toEqual([]);
  });

  it('closes both accounts and the vault exactly where a private network is asked for', () => {
    const access = ({ properties }: Resource) => [
      properties['publicNetworkAccess'],
      properties['networkAcls'].defaultAction,
    ];
    const closed = isPrivate ? ['Disabled', 'Deny'] : ['Enabled', 'Allow'];

    expect(access(host)).toEqual(closed);
    expect(access(data)).toEqual(closed);
    expect(access(only(resources, 'KeyVault/vaults'))).toEqual(closed);
  });
});
