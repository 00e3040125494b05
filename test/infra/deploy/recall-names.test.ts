import { describe, expect, it } from 'vitest';
import { findAccounts, listRenamed, recallNames } from '../../../infra/deploy/recall-names.ts';
import { accountsOf, appSettings, installations, readResources } from '../expanded.ts';

const vault = { type: 'Microsoft.KeyVault/vaults', name: 'guestmail-o2qp2g4khlzv2' };
const plan = { type: 'Microsoft.Web/serverfarms', name: 'plan-guestmail-contoso-prod' };
const account = (name: string) => ({ type: 'Microsoft.Storage/storageAccounts', name });
const host = account('gmhosto2qp2g4khlzv2');
const data = account('gmdatao2qp2g4khlzv2');

describe('recallNames', () => {
  it('takes a name for derived only where its ending is the token of this installation', () => {
    expect(recallNames([vault, plan], { host, data })).toBe('{"plan":"plan-guestmail-contoso-prod"}');
    const derived = { ...plan, name: 'plan-guestmail-contoso-o2qp2g4khlzv2' };
    expect(recallNames([vault, derived], { host, data })).toBe('{}');
  });

  it('finds the token where one of the three names that show it was chosen', () => {
    const chosen = { ...vault, name: 'kv-mail' };
    expect(recallNames([chosen], { host, data })).toBe('{"keyVault":"kv-mail"}');
    expect(recallNames([vault], { host: account('sthost'), data })).toBe('{"hostStorage":"sthost"}');
  });

  it('names every resource where nothing shows the token, which changes none', () => {
    const names = JSON.parse(recallNames([{ ...vault, name: 'kv-mail' }, plan], { host: account('sthost'), data }));
    expect(names).toEqual({
      plan: plan.name,
      hostStorage: 'sthost',
      dataStorage: data.name,
      keyVault: 'kv-mail',
    });
  });
});

describe('findAccounts', () => {
  it.each(installations)('tells the accounts of %s apart by the settings of the app', (installation) => {
    const resources = readResources(installation);
    const settings = Object.fromEntries(appSettings(resources));
    expect(findAccounts(resources, settings)).toEqual(accountsOf(resources));
  });

  it('goes by derived names without the app, and by nothing else', () => {
    expect(findAccounts([host, data], {})).toEqual({ host, data });
    expect(findAccounts([account('sthost'), account('stdata')], {})).toEqual({});
  });
});

describe('listRenamed', () => {
  it('compares as Azure does, and leaves alone what may be a derived name', () => {
    const app = { type: 'Microsoft.Web/sites', name: 'func-mail' };
    const all = [app, { ...vault, name: 'KV-mail' }, host, plan];
    const settings = { AzureWebJobsStorage__blobServiceUri: `https://${host.name}.blob.core.windows.net` };

    expect(listRenamed(all, settings, { functionApp: 'Func-Mail', keyVault: 'kv-mail' })).toEqual([]);
    expect(listRenamed(all, settings, { keyVault: 'kv-mail' })).toEqual([app]);
  });

  it('knows a name that is not derived by its ending, where two others show the token', () => {
    expect(listRenamed([vault, plan, host, data], {}, {})).toEqual([plan]);
  });
});
