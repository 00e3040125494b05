import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findCompiler } from '../../infra/compile/find-compiler.mjs';

const infra = join(import.meta.dirname, '../../infra');
const compiler = findCompiler(process.env);

/** Runs the compiler on a copy of the templates that was changed; undefined where there is none, which is said. */
function inCopy<Result>(act: (folder: string, bicep: (...parts: string[]) => string) => Result): Result | undefined {
  if (!compiler) {
    process.stdout.write('infra: no Bicep compiler here: what it refuses is not tested\n');
    return undefined;
  }
  const folder = mkdtempSync(join(tmpdir(), 'guestmail-'));
  for (const part of ['bicepconfig.json', 'main.bicep', 'modules'])
    cpSync(join(infra, part), join(folder, part), { recursive: true });
  const bicep = (...parts: string[]) => {
    const { stdout, stderr } = spawnSync(compiler.path, parts, { cwd: folder, encoding: 'utf8' });
    return stdout + stderr;
  };
  try {
    return act(folder, bicep);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** By module: properties that stand where a function, a variable or a condition makes an object, so that only a type finds them. */
const places: Record<string, string[]> = {
  'app-settings': ["'GRAPH_URL', value"],
  'function-app': ['virtualNetworkSubnetId', 'applicationTraffic'],
  'host-settings': ["'FUNCTIONS_WORKER_RUNTIME', value", "'DataStorage__credential', value"],
  hosting: ['instanceMemoryMB', 'perInstanceConcurrency', 'userAssignedIdentityResourceId', 'healthCheckPath'],
  monitoring: ['disableLocalAuth'],
  network: ['natGateway'],
  plan: ['capacity'],
  'role-assignments': ['principalType'],
};

describe('a misspelt property', () => {
  it('does not compile without a line that names it, wherever it is', () => {
    const found = inCopy((folder, bicep) => {
      const misspelt = Object.entries(places).flatMap(([module, properties]) => {
        const file = join(folder, 'modules', `${module}.bicep`);
        let text = readFileSync(file, 'utf8');
        return properties.map((property) => {
          // Its last place: before it, the name may be one of a type.
          const index = text.lastIndexOf(`${property}:`);
          expect(index, `${module}: ${property}`).toBeGreaterThan(0);
          text = `${text.slice(0, index)}${property}X${text.slice(index + property.length)}`;
          writeFileSync(file, text);
          return [module, property.split(' ').at(-1) ?? ''] as const;
        });
      });
      return { misspelt, output: bicep('build', 'main.bicep', '--stdout') };
    });

    for (const [module, property] of found?.misspelt ?? [])
      expect(found?.output).toMatch(new RegExp(`/${module}\\.bicep\\(.*"${property}X"`));
  }, 120_000);
});

const place = {
  plan: 'Flex',
  dedicatedSku: 'B1',
  alwaysReadyInstances: 0,
  deliveryAlwaysReadyInstances: 0,
  zoneRedundant: false,
  dataStorageSku: 'Standard_LRS',
  privateNetwork: false,
  staticEgress: false,
  virtualNetworkId: '',
  appSubnetName: 'app',
  endpointSubnetName: 'endpoints',
  privateDnsZones: '',
  workspaceId: '',
};
const group = '/subscriptions/5ab5c41b-0000-4000-8000-000000000001/resourceGroups/rg-hub';
const networkId = `${group}/providers/Microsoft.Network/virtualNetworks/vnet-hub`;
const workspaceId = `${group}/providers/Microsoft.OperationalInsights/workspaces/log-hub`;
const spread = { zoneRedundant: true, dataStorageSku: 'Standard_ZRS' };

/** What is asked for, and the beginning of what is said of it; nothing: it goes together. */
const asked: [given: Partial<typeof place>, ...said: string[]][] = [
  [{}],
  [{ privateNetwork: true, staticEgress: true }],
  [{ privateNetwork: true, virtualNetworkId: networkId, privateDnsZones: group, workspaceId }],
  [{ privateNetwork: true, virtualNetworkId: networkId.toLowerCase(), privateDnsZones: 'none' }],
  [{ privateNetwork: true, privateDnsZones: group.toUpperCase(), workspaceId: workspaceId.toLowerCase() }],
  [spread],
  [{ ...spread, alwaysReadyInstances: 2, deliveryAlwaysReadyInstances: 2, dataStorageSku: 'Standard_GZRS' }],
  [{ ...spread, plan: 'Dedicated', dedicatedSku: 'P1v3', alwaysReadyInstances: 1 }],
  [{ staticEgress: true }, 'staticEgress needs'],
  [
    { privateNetwork: true, staticEgress: true, virtualNetworkId: networkId },
    'staticEgress is for a network that is made',
  ],
  [{ virtualNetworkId: networkId }, 'virtualNetworkId needs'],
  [{ privateNetwork: true, virtualNetworkId: 'vnet-hub' }, 'virtualNetworkId is not'],
  [{ appSubnetName: 'one', endpointSubnetName: 'ONE' }, 'appSubnetName and endpointSubnetName are the same'],
  [{ privateDnsZones: group }, 'privateDnsZones needs'],
  [{ privateDnsZones: 'none' }, 'privateDnsZones needs'],
  [{ privateNetwork: true, privateDnsZones: 'rg-hub' }, 'privateDnsZones is neither'],
  [{ privateNetwork: true, privateDnsZones: networkId }, 'privateDnsZones is neither'],
  [{ workspaceId: networkId }, 'workspaceId is not'],
  [{ zoneRedundant: true }, 'zoneRedundant needs dataStorageSku'],
  [{ zoneRedundant: true, dataStorageSku: 'Standard_GRS' }, 'zoneRedundant needs dataStorageSku'],
  [{ ...spread, plan: 'Dedicated' }, 'zoneRedundant needs a dedicatedSku'],
  [{ ...spread, alwaysReadyInstances: 1 }, 'zoneRedundant needs at least two alwaysReadyInstances'],
  [{ ...spread, deliveryAlwaysReadyInstances: 1 }, 'zoneRedundant needs at least two deliveryAlwaysReadyInstances'],
  [{ staticEgress: true, zoneRedundant: true }, 'staticEgress needs', 'zoneRedundant needs dataStorageSku'],
];

/** A list as it is written, and the beginnings of what is said of it. */
const lists: [given: string, ...said: string[]][] = [
  ['one'],
  [' one , two '],
  ['one,two,', 'x has an empty entry'],
  [',one', 'x has an empty entry'],
  ['one,,two', 'x has an empty entry'],
  ['one, ,two', 'x has an empty entry'],
  ['one,two, One', 'x has an entry twice'],
  ['one,,one', 'x has an empty entry', 'x has an entry twice'],
];

const write = (value: unknown) => (typeof value === 'string' ? `'${value}'` : String(value));
const writePlacement = (given: object) =>
  `placementFaults({ ${Object.entries({ ...place, ...given })
    .map(([name, value]) => `${name}: ${write(value)}`)
    .join(', ')} })`;
/** By function: what is given, in words, the call, and what is said. */
const cases: [given: string, call: string, said: string[]][] = [
  ...asked.map(([given, ...said]): (typeof cases)[number] => [JSON.stringify(given), writePlacement(given), said]),
  ...lists.map(([given, ...said]): (typeof cases)[number] => [given, `listFaults('x', split('${given}', ','))`, said]),
];

describe('what does not go together, and a list with an entry too many', () => {
  it('is refused in sentences, all of them at once', () => {
    const said = inCopy((folder, bicep) => {
      const tags = cases.map(([, call], index) => `  case${index}: join(${call}, '|')`);
      // Only resources are in a snapshot.
      const template = `import { listFaults } from 'modules/lists.bicep'
import { placementFaults } from 'modules/placement.bicep'
resource said 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'said'
  location: 'global'
  tags: {
${tags.join('\n')}
  }
}
`;
      writeFileSync(join(folder, 'said.bicep'), template);
      writeFileSync(join(folder, 'said.bicepparam'), `using 'said.bicep'\n`);
      const output = bicep('snapshot', 'said.bicepparam', '--mode', 'overwrite');
      expect(output).toBe('');
      const text = readFileSync(join(folder, 'said.snapshot.json'), 'utf8');
      const { predictedResources } = JSON.parse(text) as { predictedResources: { tags: Record<string, string> }[] };
      return cases.map((_, index) =>
        (predictedResources[0]?.tags[`case${index}`] ?? 'missing').split('|').filter(Boolean),
      );
    });

    for (const [index, faults] of (said ?? []).entries()) {
      const [given, , beginnings] = cases[index]!;
      const expected = beginnings.map((beginning) => expect.stringMatching(new RegExp(`^${beginning}.*\\.$`)));
      expect(faults, given).toEqual(expected);
    }
  }, 120_000);
});
