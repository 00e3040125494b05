import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildApiProperties } from '../../../infra/power-platform/build-api-properties.ts';
import { description } from './sample-description.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- it is looked into member by member
const { properties } = buildApiProperties(description, 'c0000000-0000-4000-8000-0000000000e1') as Record<string, any>;

describe('buildApiProperties', () => {
  it('gets app-only tokens of the host tenant for the API, as an application that is named', () => {
    const { token } = properties.connectionParameters;
    expect(token.oAuthSettings).toMatchObject({
      identityProvider: 'aad',
      clientId: 'c0000000-0000-4000-8000-0000000000e1',
      customParameters: {
        loginUri: { value: 'https://login.microsoftonline.com' },
        tenantId: { value: 'c0000000-0000-4000-8000-000000000001' },
        resourceUri: { value: 'c0000000-0000-4000-8000-0000000000ab' },
      },
    });
    expect(properties.connectionParameters['token:grantType'].allowedValues).toContainEqual({
      value: 'client_credentials',
    });
  });

  it('holds no secret', () => {
    expect(properties.connectionParameters.token.oAuthSettings).not.toHaveProperty('clientSecret');
    expect(properties.connectionParameters['token:clientSecret'].type).toBe('securestring');
  });

  it('pages each list, under the names that the description has', () => {
    const [policy] = properties.policyTemplateInstances;
    expect(policy.parameters['x-ms-apimTemplate-operationName']).toEqual(['ListMessages']);
  });

  it('comes with a picture of the size that Power Platform takes', async () => {
    const png = await readFile(join(import.meta.dirname, '../../../infra/power-platform/icon.png'));
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
    expect([width, height]).toEqual([160, 160]);
    expect(png.length).toBeLessThan(1024 * 1024);
  });
});
