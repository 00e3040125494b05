import { describe, expect, it } from 'vitest';
import { HELD_LOOK_SECONDS } from '../../shared/waiting-limits.ts';
import { routes } from '../functions/routes.ts';
import { accountsOf, installations, ofType, only, readResources, readTemplate, everyTemplate } from './expanded.ts';
import { logTables } from '../../infra/compile/log-tables.mjs';

/** Rules that look back further than half an hour. */
const longer = { '-timers-silent': 'P2D', '-daily-cap': 'P1D' };

describe.each(installations)('alerts of the installation %s', (installation) => {
  const resources = readResources(installation);
  const rules = ofType(resources, 'Insights/scheduledQueryRules');
  const { data } = accountsOf(resources);
  const [own] = ofType(resources, 'OperationalInsights/workspaces');
  const workspaceId = own?.id ?? only(resources, 'Insights/components').properties['WorkspaceResourceId'];
  const query = (name: string) => {
    const rule = rules.find((candidate) => candidate.name.endsWith(`-${name}`));
    return String(rule?.properties['criteria'].allOf[0].query);
  };

  it('watch for alarms, silent timers, server errors, unwraps in bulk, foreign reads and writes, and the daily cap', () => {
    const names = rules.map(({ properties }) => properties['displayName']);

    expect(names).toEqual(
      ['alarm', 'timers-silent', 'server-errors', 'vault-unwraps', 'vault-reads', 'table-writes', 'daily-cap'].map(
        (name) => `Guestmail: ${name}`,
      ),
    );
  });

  it('fire on the first row, split by code, and tell the action group', () => {
    const group = only(resources, 'Insights/actionGroups');
    for (const { name, properties } of rules) {
      expect(properties['criteria'].allOf).toHaveLength(1);
      expect(properties['criteria'].allOf[0]).toMatchObject({
        dimensions: [{ name: 'code', operator: 'Include', values: ['*'] }],
        operator: 'GreaterThan',
        threshold: 0,
      });
      expect(properties['scopes']).toEqual([workspaceId]);
      expect(properties['actions'].actionGroups).toEqual([group.id]);
      const isWatched = installation !== 'dedicated';
      expect(properties['enabled'], name).toBe(isWatched || !name.endsWith('-table-writes'));
    }
  });

  it('look back at least twice as far as they are apart, a day for the cap, and as far as a rule can for the timers', () => {
    for (const { name, properties } of rules) {
      expect(properties['evaluationFrequency']).toBe('PT15M');
      const [, window = 'PT30M'] = Object.entries(longer).find(([rule]) => name.endsWith(rule)) ?? [];
      expect(properties['windowSize'], name).toBe(window);
    }
  });

  it('count no 503 of the readiness check, which a first deployment meets, and every other answer of every route', () => {
    const [, status, end = ''] =
      /where not\(ResultCode == "(\d+)" and tostring\(parse_url\(Url\)\.Path\) endswith "([^"]+)"\)/.exec(
        query('server-errors'),
      ) ?? [];
    const paths = Object.values(routes).map(({ path }) => `/api/${path}`);

    expect(status).toBe('503');
    expect(paths.length).toBeGreaterThan(10);
    expect(paths.filter((path) => path.endsWith(end))).toEqual(['/api/health/ready']);
  });

  it('count unwraps against the threshold that was chosen', () => {
    expect(query('vault-unwraps')).toMatch(installation === 'everything' ? /unwraps > 5000$/ : /unwraps > 2000$/);
  });

  it('watch the tables of the data account for anybody but the identity of the app', () => {
    const { id } = only(resources, 'ManagedIdentity/userAssignedIdentities');
    const text = query('table-writes');

    expect(text).toContain('AccountName =~ "{0}"');
    expect(text).toContain(`', '${data.name}', `);
    // The principal is known to Azure alone.
    expect(text).toMatch(/RequesterObjectId !~ "\{1\}"/);
    expect(text).toMatch(/\.principalId\)\]$/);
    expect(text).toContain(`reference('${id}'`);
  });

  it('watch the vault for anybody but the identity of the app who reads in it', () => {
    const { id } = only(resources, 'ManagedIdentity/userAssignedIdentities');

    expect(query('vault-reads')).toMatch(/reader !~ "\{1\}"/);
    expect(query('vault-reads')).toMatch(new RegExp(`, reference\\('${id}'[^)]*\\)\\.principalId\\)\\]$`));
  });

  it('count no row of a neighbour in a shared workspace', () => {
    const ofApp = ['alarm', 'timers-silent', 'server-errors'];
    for (const name of ofApp)
      expect(query(name)).toContain(`where _ResourceId =~ "${only(resources, 'Insights/components').id}"`);
    const { id } = only(resources, 'KeyVault/vaults');
    expect(query('vault-unwraps')).toContain(`where _ResourceId =~ "${id}"`);
    expect(query('vault-reads')).toContain(`', '${id}', `);
  });

  it('warn at 80 percent of the cap, where it is theirs', () => {
    const warning = /where taken > (\d+)\)$/.exec(query('daily-cap'))?.[1];
    const gigabytes = own?.properties['workspaceCapping'].dailyQuotaGb;

    expect(warning).toBe(own && String(0.8 * gigabytes * 1e9));
    expect(query('daily-cap')).toContain('OverQuota');
  });

  it('tell of every role, use of the identity and federated credential in the group, without a log', () => {
    const group = only(resources, 'Insights/actionGroups');
    const activities = ofType(resources, 'Insights/activityLogAlerts');
    const identities = 'Microsoft.ManagedIdentity/userAssignedIdentities';

    expect(activities.map(({ name, properties }) => [name, properties['condition'].allOf])).toEqual(
      [
        ['role-assignments', 'Microsoft.Authorization/roleAssignments/write'],
        ['identity-assignments', `${identities}/assign/action`],
        ['federated-credentials', `${identities}/federatedIdentityCredentials/write`],
      ].map(([name, operation]) => [
        `${group.name}-${name}`,
        [
          { field: 'category', equals: 'Administrative' },
          { field: 'operationName', equals: operation },
          { field: 'status', equals: 'Succeeded' },
        ],
      ]),
    );
    for (const { location, properties } of activities) {
      expect(location).toBe('global');
      expect(properties).toMatchObject({ enabled: true, actions: { actionGroups: [{ actionGroupId: group.id }] } });
      expect(properties['scopes']).toEqual([group.id.split('/providers/')[0]]);
    }
  });

  it('have every write and deletion of a row logged where they are watched, and of the data account alone', () => {
    const settings = ofType(resources, 'Insights/diagnosticSettings').filter(({ name }) => name === 'table-writes');

    expect(settings.map(({ id }) => id.includes(`${data.name}/tableServices/default`))).toEqual(
      installation === 'dedicated' ? [] : [true],
    );
    for (const { properties } of settings)
      expect(properties).toEqual({
        workspaceId,
        logs: ['StorageWrite', 'StorageDelete'].map((category) => ({ category, enabled: true })),
      });
  });

  it('reach the address that was given', () => {
    const receivers = only(resources, 'Insights/actionGroups').properties['emailReceivers'];

    expect(receivers.map(({ emailAddress }: { emailAddress: string }) => emailAddress)).toEqual(
      installation === 'everything' ? ['it@contoso.com'] : [],
    );
  });
});

describe.each(installations)('the log of the installation %s', (installation) => {
  const resources = readResources(installation);
  const tables = ofType(resources, 'OperationalInsights/workspaces/tables');
  const isOwn = ofType(resources, 'OperationalInsights/workspaces').length === 1;

  it('is kept as long as was chosen in every table that it fills, and untouched in a workspace that is there', () => {
    const { properties } = ofType(resources, 'OperationalInsights/workspaces')[0] ?? {};
    const audit = installation === 'everything' ? 365 : 30;
    const kept = tables.map(({ name, properties: { retentionInDays, totalRetentionInDays } }) => [
      name.split('/')[1],
      retentionInDays,
      totalRetentionInDays,
    ]);

    const filled = Object.keys(logTables).filter((name) => /^App|^AZKV|^StorageTable/.test(name));
    const days = (name: string) => (name.startsWith('App') ? properties?.['retentionInDays'] : audit);
    const expected = isOwn ? filled.map((name) => [name, days(name), days(name)]) : [];
    const byName = ([one]: unknown[], [other]: unknown[]) => String(one).localeCompare(String(other));
    expect(kept.toSorted(byName)).toEqual(expected.toSorted(byName));
  });
});

describe.each(installations)('the workbook of the installation %s', (installation) => {
  const resources = readResources(installation);
  const { location, tags, kind, properties } = only(resources, 'Insights/workbooks');
  const component = only(resources, 'Insights/components');
  const { items } = JSON.parse(properties['serializedData'] as string) as {
    // oxlint-disable-next-line typescript/no-explicit-any -- its shape differs by type
    items: { type: number; name: string; content: any }[];
  };
  const parts = items.filter(({ type }) => type === 3);

  it('is found at the component, beside it and tagged as it is', () => {
    expect({ location, tags }).toEqual({ location: component.location, tags: component.tags });
    expect([kind, properties['sourceId'], properties['displayName']]).toEqual([
      'shared',
      component.id,
      'Guestmail: messages',
    ]);
  });

  it('asks the workspace for the lines of this installation alone, over the time that is chosen or a fixed one', () => {
    expect(parts.length).toBeGreaterThan(8);
    for (const { name, content } of parts) {
      expect(content.crossComponentResources).toEqual([component.properties['WorkspaceResourceId']]);
      expect(content.query, name).toContain(`AppTraces\n| where _ResourceId =~ "${component.id}"\n`);
      expect(content.query, name).not.toMatch(/\{[A-Za-z]+\}|union|join/);
      const fixed = { waiting: 30 * 24, held: 4 }[name];
      expect([content.timeContextFromParameter, content.timeContext], name).toEqual(
        fixed ? [undefined, { durationMs: fixed * 3_600_000 }] : ['TimeRange', undefined],
      );
    }
  });

  it('looks at what is held for as long as the sweep takes to look at all of it', () => {
    const { timeContext } = parts.find(({ name }) => name === 'held')!.content;
    expect(timeContext.durationMs).toBe(HELD_LOOK_SECONDS * 1_000);
  });
});

describe('the alerts on activities', () => {
  it('begin after the roles of the app, which are written once', () => {
    const { activityAlerts } = readTemplate().resources;
    const [, roles] = everyTemplate(readTemplate()).find(([name]) => name === 'roleAssignments') ?? [];
    const assignments = Object.values(roles?.resources ?? {}).filter(({ type }) => type.endsWith('/roleAssignments'));

    expect(activityAlerts?.dependsOn).toContain('roleAssignments');
    expect(assignments.length).toBeGreaterThan(5);
    for (const one of assignments) expect(one['@options']).toHaveProperty('onlyIfNotExists');
  });
});
