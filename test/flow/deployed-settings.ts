/**
 * The app settings of a committed snapshot as a host on the local stack gets them: every one of them, with Azure's addresses
 * replaced by those of the stack and filled in what only Azure knows. Added is what the platform itself provides.
 */
import { connectorIdentity, type Stack } from '../../infra/local/stack.ts';
import { accountsOf, appSettings, only, readResources, type Installation } from '../infra/expanded.ts';

/** What Azure answers for a resource that it has just made. */
const outputs: Record<string, string> = {
  clientId: connectorIdentity.clientId,
  ipAddress: '203.0.113.7',
  ConnectionString: 'InstrumentationKey=00000000-0000-4000-8000-000000000001;IngestionEndpoint=https://localhost:1/',
};
const fromPlatform = ['IDENTITY_ENDPOINT', 'IDENTITY_HEADER', 'NODE_EXTRA_CA_CERTS', 'PORT'];
/** Links on pages, which nobody calls. */
const links = ['ERP_URL', 'PRIVACY_URL', 'LOGO_URL'];

/** Builds the environment of the host; throws for an address that would lead off this machine. */
export function buildDeployedSettings(installation: Installation, stack: Stack): Record<string, string> {
  const resources = readResources(installation);
  const addresses = mapAddresses(installation, stack);
  const settings = appSettings(resources).map(([name, value]): [string, string] => {
    const url = links.includes(name) ? null : URL.parse(fillIn(value));
    if (url?.protocol !== 'https:') return [name, fillIn(value)];
    const local = addresses[url.host];
    if (!local) throw new Error(`${name} leads to ${url.host}, which the local stack does not stand in for.`);
    return [name, value.replace(url.origin, local)];
  });
  const provided = fromPlatform.map((name): [string, string] => [name, stack.environment[name] ?? '']);
  return Object.fromEntries([...settings, ...provided]);
}

function mapAddresses(installation: Installation, stack: Stack): Record<string, string> {
  const resources = readResources(installation);
  const { host, data } = accountsOf(resources);
  const vault = only(resources, 'KeyVault/vaults').name;
  const site = only(resources, 'Web/sites').name;
  const { entra, graph, keyVault, storage, publicUrl } = stack;
  const own = new URL(publicUrl).origin;
  const graphOrigin = new URL(graph.baseUrl).origin;
  const accounts = ['core.windows.net', 'core.usgovcloudapi.net'].flatMap((suffix) =>
    (['table', 'queue', 'blob'] as const).flatMap((service) => [
      [`${data.name}.${service}.${suffix}`, storage.endpoints[service]],
      [`${host.name}.${service}.${suffix}`, storage.hostEndpoints[service]],
    ]),
  );
  return {
    'login.microsoftonline.com': entra.url,
    'login.microsoftonline.us': entra.url,
    'graph.microsoft.com': graphOrigin,
    'graph.microsoft.us': graphOrigin,
    [`${vault}.vault.azure.net`]: keyVault.url,
    [`${vault}.vault.usgovcloudapi.net`]: keyVault.url,
    [`${site}.azurewebsites.net`]: own,
    [`${site}.azurewebsites.us`]: own,
    'guestmail.contoso.com': own,
    ...(Object.fromEntries(accounts) as Record<string, string>),
  };
}

/** Evaluates the two expressions that snapshots leave: a property of a resource, and a text around one. */
function fillIn(value: string): string {
  if (!value.startsWith('[')) return value;
  const known = value.replace(
    /reference\('[^']+', '[^']+'\)\.(\w+)/,
    (_, property: string) => `'${outputs[property]}'`,
  );
  const [, plain] = /^\['([^']*)'\]$/.exec(known) ?? [];
  const [, template, part] = /^\[format\('([^']*)', '([^']*)'\)\]$/.exec(known) ?? [];
  const filled = plain ?? template?.replace('{0}', part ?? '');
  if (filled === undefined || filled.includes('undefined'))
    throw new Error(`${value} is not known before it is deployed.`);
  return filled;
}
