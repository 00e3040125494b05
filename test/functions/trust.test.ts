import { describe, expect, it } from 'vitest';
import { trustMethods } from '../../functions/trust.ts';
import { languages } from '../../shared/pages/text/languages.ts';
import { createMemoryConnector } from '../fakes/memory-connector.ts';
import { catalogues } from '../shared/pages/text/all-texts.ts';
import { invoke, respondTo } from './invoke.ts';

const { connector } = createMemoryConnector();
const config = {
  ...connector.config,
  allowedHomeTenants: ['fab21ca3-0000-4000-8000-000000000002'],
  callerClientIds: ['0000ca11-0000-4000-8000-000000000001'],
  clientSecretName: 'the-secret-of-the-app',
  azureClientId: '1de0717f-0000-4000-8000-000000000001',
};
const handler = respondTo(trustMethods({ ...connector, config }));

describe('trustMethods', () => {
  it.each(languages)('shows the page to anyone, with the headers of every page, its frame in %s', async (language) => {
    const answer = await invoke(handler, 'GET', { query: { lang: language } });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none';.*frame-ancestors 'none'$/);
    expect(answer.body).toContain(`<h1>${catalogues[language].trust.title}</h1>`);
    const { publicUrl } = config;
    const others = languages.filter((other) => other !== language);
    for (const other of others) expect(answer.body).toContain(`href="${publicUrl}/trust?lang=${other}"`);
  });

  it('says where Azure says that it runs, and leaves a blank where Azure does not say it', async () => {
    const { body } = await invoke(handler, 'GET');
    const unknown = await invoke(respondTo(trustMethods({ config, now: connector.now, region: undefined })), 'GET');
    expect(body).toContain('Azure region West Europe');
    expect(unknown.body).toContain('[operator fills in: region of Azure]');
  });

  it('tells nobody who may connect or call, nor where anything is', async () => {
    const { body } = await invoke(handler, 'GET');
    const { allowedHomeTenants, callerClientIds, clientSecretName, azureClientId, tokenKeyName, tokenPepperName } =
      config;
    const { keyVaultUrl, tableEndpoint, queueEndpoint, blobEndpoint } = config;
    const names = [...tokenKeyName, ...tokenPepperName, clientSecretName, azureClientId];
    const addresses = [keyVaultUrl, tableEndpoint, queueEndpoint, blobEndpoint];
    for (const hidden of [...allowedHomeTenants, ...callerClientIds, ...names, ...addresses])
      expect([hidden, body.includes(hidden)]).toEqual([hidden, false]);
  });
});
