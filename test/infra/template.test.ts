import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type TemplateResource, everyTemplate, readParameters, readTemplate } from './expanded.ts';

const template = readTemplate();
const templates = everyTemplate(template);
const text = JSON.stringify(template);
const infra = join(import.meta.dirname, '../../infra');

describe('parameters and outputs', () => {
  it.each(templates)('of %s are described, parameters as required or optional', (_, { parameters, outputs }) => {
    for (const [name, { metadata }] of Object.entries(parameters ?? {}))
      expect(metadata?.description, name).toMatch(/^(Required|Optional)\. .*\.$/s);
    for (const [name, { metadata }] of Object.entries(outputs ?? {}))
      expect(metadata?.description, name).toMatch(/^[A-Z].*\.$/s);
  });

  it('of the deployment say Optional exactly where there is a default', () => {
    for (const [name, { metadata, defaultValue }] of Object.entries(template.parameters ?? {}))
      expect(metadata?.description?.startsWith('Optional.'), name).toBe(defaultValue !== undefined);
  });
});

describe('secrets', () => {
  it('are one parameter, made at deployment of two new GUIDs and handed to the vault alone', () => {
    const secure = templates.flatMap(([module, { parameters }]) =>
      Object.entries(parameters ?? {})
        .filter(([, { type }]) => /^secure/i.test(type ?? ''))
        .map(([name]) => `${module}.${name}`),
    );

    expect(secure).toEqual(['main.newPepper', 'keyVault.pepper']);
    expect(template.parameters?.['newPepper']?.defaultValue).toBe("[format('{0}{1}', newGuid(), newGuid())]");
    expect(text.match(/parameters\('newPepper'\)/g)).toHaveLength(1);
    expect(text.match(/parameters\('pepper'\)/g)).toHaveLength(1);
  });

  it('are supplied by no file', () => {
    expect(readParameters()).not.toHaveProperty('newPepper');
    const files = readdirSync(infra, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('param'));
    expect(files.length).toBeGreaterThan(4);
    for (const file of files) expect(readFileSync(join(infra, file), 'utf8')).not.toMatch(/pepper\s*=(?!=)/i);
  });

  it('are in no plain parameter: what is named like one holds a name', () => {
    const named = templates.flatMap(([module, { parameters }]) =>
      Object.entries(parameters ?? {})
        .filter(
          ([name, { type }]) => /secret|password|pepper|key|credential/i.test(name) && !/^secure/i.test(type ?? ''),
        )
        .map(([name]) => `${module}.${name}`),
    );

    expect(named.toSorted()).toEqual([
      'keyVault.tokenKeyNames',
      'keyVault.tokenPepperNames',
      'main.entraCredential',
      'main.tokenKeyNames',
      'main.tokenPepperNames',
      'privateEndpoints.keyVaultName',
      'roleAssignments.keyVaultName',
      'roleAssignments.tokenKeyNames',
    ]);
  });

  it('are never read: no keys are listed and no secret is fetched, in outputs least of all', () => {
    expect(text).not.toMatch(/list(Keys|AccountSas|ServiceSas|Secrets|Credentials)|getSecret|connectionStrings/i);
    for (const [, { outputs }] of templates)
      for (const [name, { type }] of Object.entries(outputs ?? {})) expect(type, name).toBe('string');
  });
});

describe('deploying twice', () => {
  const inVault = Object.values(resourcesOf('keyVault'));

  it('makes keys and peppers once and never again', () => {
    const once = inVault.filter((resource) => 'onlyIfNotExists' in (resource['@options'] ?? {}));

    expect(once.map(({ type }) => type)).toEqual([
      'Microsoft.KeyVault/vaults/keys',
      'Microsoft.KeyVault/vaults/secrets',
    ]);
    expect(inVault.filter(({ type }) => /\/(keys|secrets)$/.test(type))).toEqual(once);
  });

  it('makes no name by chance or by the clock', () => {
    expect(text.match(/newGuid\(\)/g)).toHaveLength(2);
    expect(text).not.toMatch(/utcNow\(/);
  });
});

describe('what costs', () => {
  it('is bounded: a Dedicated plan that can be always on, and warm instances up to what Flex has', () => {
    const { alwaysReadyInstances, deliveryAlwaysReadyInstances, dedicatedSku, maximumInstanceCount } =
      template.parameters ?? {};
    const [, name = ''] = /^#\/definitions\/(\w+)$/.exec(dedicatedSku?.$ref ?? '') ?? [];
    const sizes = template.definitions?.[name]?.allowedValues ?? [];

    expect(sizes).toEqual(expect.arrayContaining(['B1', 'S1', 'P0v3', 'P3v4']));
    expect(sizes.filter((size) => !/^([BS]|P\dv)\d$/.test(size))).toEqual([]);
    for (const instances of [alwaysReadyInstances, deliveryAlwaysReadyInstances])
      expect(instances?.maxValue).toBe(maximumInstanceCount?.maxValue);
  });
});

describe('what would deploy and then not work', () => {
  it.each(['checkedTenantId', 'checkedClientId', 'chosenUrl', 'chosenCallers', 'chosenHomeTenants'])(
    'is refused before anything is created: %s',
    (name) => {
      expect(template.variables?.[name]).toMatch(/fail\('/);
      expect(text).toContain(`variables('${name}')`);
    },
  );

  it('closes what is public only in a private network, and not while it is told to wait', () => {
    for (const name of ['dataStorage', 'hostStorage', 'keyVault'])
      expect(template.resources[name]?.properties?.parameters?.['isPrivate']).toEqual({
        value: `[and(variables('place').privateNetwork, not(contains(parameters('stayOpen'), '${name}')))]`,
      });
    expect(text.match(/"isPrivate":\{"value"/g)).toHaveLength(3);
  });

  it('is refused by the one value that everything else is put by', () => {
    expect(template.variables?.['place']).toMatch(/^\[if\(empty\(.*\), fail\(join\(/s);
    // Conditions of modules, too, because the values of a module that is left out are not computed.
    for (const name of ['privateEndpoints', 'hostingPlan', 'hostStorage', 'functionApp'])
      expect(JSON.stringify(template.resources[name])).toContain("variables('place')");
  });

  it('waits for whatever it needs', () => {
    const needs = (name: string) => template.resources[name]?.dependsOn?.toSorted();

    expect(needs('functionApp')).toEqual([
      'hostingPlan',
      'identity',
      'monitoring',
      'network',
      'privateEndpoints',
      'roleAssignments',
    ]);
    expect(needs('privateEndpoints')).toEqual([
      'dataStorage',
      'hostStorage',
      'keyVault',
      'network',
      'privateDnsZonesHere',
    ]);
    expect(needs('logRetention')).toEqual(['monitoring']);
    expect(needs('keyVault')).toEqual(['monitoring']);
    expect(needs('workbook')).toEqual(['monitoring']);
    expect(needs('alerts')).toEqual(['identity', 'monitoring']);
    expect(needs('dataStorage')).toEqual(['monitoring']);
  });
});

describe('main.bicepparam', () => {
  const parameters = readParameters();

  it('gives an empty environment the defaults of the template', () => {
    for (const [name, { value }] of Object.entries(parameters)) {
      const declared = template.parameters?.[name];
      if (declared?.defaultValue !== undefined) expect(value, name).toEqual(declared.defaultValue);
    }
  });

  it('knows every parameter but the made pepper and the region of the group', () => {
    const missing = Object.keys(template.parameters ?? {}).filter((name) => !(name in parameters));

    expect(missing).toEqual(['location', 'newPepper']);
  });
});

function resourcesOf(module: string): Record<string, TemplateResource> {
  const found = templates.find(([name]) => name === module);
  if (!found) throw new Error(`No module ${module}.`);
  return found[1].resources;
}
