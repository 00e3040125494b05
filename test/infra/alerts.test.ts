import { describe, expect, it } from 'vitest';
import { routes } from '../functions/routes.ts';
import { installations, ofType, only, readResources } from './expanded.ts';

describe.each(installations)('alerts of the installation %s', (installation) => {
  const resources = readResources(installation);
  const rules = ofType(resources, 'Insights/scheduledQueryRules');
  const query = (name: string) => {
    const rule = rules.find((candidate) => candidate.name.endsWith(`-${name}`));
    return String(rule?.properties['criteria'].allOf[0].query);
  };

  it('watch for alarms, silent timers, server errors, unwraps in bulk, foreign writes and the daily cap', () => {
    const names = rules.map(({ properties }) => properties['displayName']);

    expect(names).toEqual(
      ['alarm', 'timers-silent', 'server-errors', 'vault-unwraps', 'table-writes', 'daily-cap'].map(
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
      expect(properties['scopes']).toEqual([only(resources, 'OperationalInsights/workspaces').id]);
      expect(properties['actions'].actionGroups).toEqual([group.id]);
      const isWatched = installation !== 'dedicated';
      expect(properties['enabled'], name).toBe(isWatched || !name.endsWith('-table-writes'));
    }
  });

  it('look back at least twice as far as they are apart, and as far as a rule can for the timers', () => {
    for (const { name, properties } of rules) {
      expect(properties['evaluationFrequency']).toBe('PT15M');
      expect(properties['windowSize'], name).toBe(name.endsWith('-timers-silent') ? 'P2D' : 'PT30M');
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
    const [, data] = ofType(resources, 'Storage/storageAccounts');
    const { id } = only(resources, 'ManagedIdentity/userAssignedIdentities');
    const text = query('table-writes');

    expect(text).toContain('AccountName =~ "{0}"');
    expect(text).toContain(`', '${data?.name}', `);
    // The principal is known to Azure alone.
    expect(text).toMatch(/RequesterObjectId !~ "\{1\}"/);
    expect(text).toMatch(/\.principalId\)\]$/);
    expect(text).toContain(`reference('${id}'`);
  });

  it('have every write and deletion of a row logged where they are watched, and of the data account alone', () => {
    const [, data] = ofType(resources, 'Storage/storageAccounts');
    const settings = ofType(resources, 'Insights/diagnosticSettings').filter(({ name }) => name === 'table-writes');
    const workspace = only(resources, 'OperationalInsights/workspaces').id;

    expect(settings.map(({ id }) => id.includes(`${data?.name}/tableServices/default`))).toEqual(
      installation === 'dedicated' ? [] : [true],
    );
    for (const { properties } of settings)
      expect(properties).toEqual({
        workspaceId: workspace,
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
