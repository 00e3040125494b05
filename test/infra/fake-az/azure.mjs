/**
 * Azure Resource Manager and the account, as far as deploying needs them: groups, providers, permissions, deployments of this
 * project's templates (with the outputs they declare), the site, deletion. Keeps what it is given, as ARM keeps parameters.
 */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { resourcesOf, settingsOf } from './installation.mjs';

const identityPrincipalId = '1de0717f-0000-4000-8000-000000000001';

/** Command to what it does. */
export const azure = {
  version: ({ state, write }) => write({ 'azure-cli': state.versions.cli }),
  'bicep version': ({ state, write, refuse }) =>
    state.versions.bicep
      ? write(`Bicep CLI version ${state.versions.bicep} (0b7c4a3d6e)`)
      : refuse('Bicep CLI not found.'),
  'cloud show': ({ state, write }) => write(state.cloud),
  'account show': ({ state, write, refuse }) =>
    state.account
      ? write({ ...state.account, tenantId: state.tenantId })
      : refuse("Please run 'az login' to setup account."),
  'account get-access-token': ({ state, option, write, refuse }) => {
    const scope = option('scope');
    const accessToken = scope ? state.tokens[scope] : state.accessToken;
    return accessToken
      ? write({ accessToken, tokenType: 'Bearer' })
      : refuse(`AADSTS500011: The resource principal named ${scope} was not found in the tenant.`);
  },
  'ad signed-in-user show': ({ state, write }) => write({ id: state.signedIn }),
  'ad app credential list': ({ state, option, write }) => write(state.secrets[option('id')] ?? []),
  'ad app credential reset': ({ state, option, options, write, refuse }) => {
    if (state.entraRights === false)
      return refuse(
        'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})',
      );
    const secrets = (state.secrets[option('id')] ??= []);
    const password = `made-up-secret-${secrets.length + 1}`;
    if (!options.append) secrets.length = 0;
    secrets.push({ displayName: option('display-name'), keyId: password.length });
    return write({ appId: option('id'), password, tenant: state.tenantId });
  },
  'group show': ({ state, option, write, refuse }) =>
    state.groups[option('name')]
      ? write(state.groups[option('name')])
      : refuse(
          `(ResourceGroupNotFound) Resource group '${option('name')}' could not be found.\nCode: ResourceGroupNotFound`,
        ),
  'group create': ({ state, option, write }) =>
    write((state.groups[option('name')] = { location: option('location') })),
  'provider list': ({ state, write }) => {
    write(Object.entries(state.providers).map(([namespace, registrationState]) => ({ namespace, registrationState })));
    for (const [name, value] of Object.entries(state.providers))
      if (value === 'Registering') state.providers[name] = 'Registered';
  },
  'provider register': ({ state, option }) => void (state.providers[option('namespace')] = 'Registering'),
  'deployment group show': ({ state, option, write, refuse }) => {
    const found = state.deployments[`${option('resource-group')}/${option('name')}`];
    return found
      ? write({ properties: found })
      : refuse(`(DeploymentNotFound) Deployment '${option('name')}' could not be found.\nCode: DeploymentNotFound`);
  },
  'deployment group create': deploymentGroupCreate,
  'deployment group delete': ({ state, option }) =>
    void delete state.deployments[`${option('resource-group')}/${option('name')}`],
  'resource list': ({ state, write }) =>
    write(state.resources.map(({ id, type, name, tags }) => ({ id, type, name, tags }))),
  'resource delete': ({ state, options }) =>
    void (state.resources = state.resources.filter(({ id }) => !options.ids.includes(id))),
};

/** Answers one `az rest` call to Azure Resource Manager. */
export function resourceManager({ state, option, write, refuse }) {
  const [path] = option('url').split('?');
  if (path.endsWith('/Microsoft.Authorization/permissions')) return write({ value: state.permissions });
  const site = `/Microsoft.Web/sites/${state.site.name}`;
  if (path.endsWith(`${site}/config/appsettings/list`) && option('method') === 'post')
    return write({ properties: state.appSettings });
  const resource = state.resources.find(({ id }) => id === path);
  if (path.endsWith(site))
    return write({ ...state.site, properties: { ...resource?.properties, ...state.site.properties } });
  if (resource) return write(resource);
  // A sync adds what it finds, or what a test lets it find.
  if (path.endsWith(`${site}/host/default/sync`) && option('method') === 'post')
    return void (state.listed = state.syncs.length > 1 ? state.syncs.shift() : state.syncs[0]);
  if (path.endsWith(`${site}/functions`))
    return write({ value: (state.listed ?? []).map((name) => ({ name: `${state.site.name}/${name}` })) });
  return refuse(`unexpected: ${option('method')} ${path}`);
}

function deploymentGroupCreate({ state, option, options, environment, write, refuse }) {
  const group = option('resource-group');
  if (!state.groups[group]) return refuse(`(ResourceGroupNotFound) Resource group '${group}' could not be found.`);
  const [file] = options['template-file'] ?? options.parameters;
  const given = Object.fromEntries(
    options['template-file'] ? options.parameters.map((part) => part.split('=')) : readParameters(file, environment),
  );
  const appName = `guestmail-${given.environmentName}-abc123`;
  const redirectUri = `https://${appName}.azurewebsites.net/api/callback`;
  const made = {
    'infra/main.bicepparam': () => ({
      CONNECTOR_APP_NAME: appName,
      CONNECTOR_KEY_VAULT: 'guestmail-abc123',
      CONNECTOR_PUBLIC_URL: state.publicUrl ?? redirectUri.replace('/callback', ''),
    }),
    'app-registration/main.bicepparam': () => registration(state, appName, given.hostGrantScopes),
    'app-registration/identity.bicep': () => ({
      CONNECTOR_APP_NAME: appName,
      CONNECTOR_REDIRECT_URI: redirectUri,
      CONNECTOR_IDENTITY_PRINCIPAL_ID: identityPrincipalId,
    }),
  }[Object.keys(templates).find((ending) => file.endsWith(ending))]?.();
  if (!made) return refuse(`unexpected template ${file}`);
  if (made.refusal) return refuse(made.refusal);
  const values = (all) =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, { type: 'String', value }]));
  const properties = { parameters: values(given), outputs: values(made) };
  state.deployments[`${group}/${option('name')}`] = properties;
  if (basename(file) === 'main.bicepparam' && !file.includes('app-registration')) {
    install(
      state,
      group,
      given,
      appName,
      Object.fromEntries(readLines(file).map(({ name, variable }) => [name, variable])),
    );
  }
  return write({ properties });
}

const templates = {
  'infra/main.bicepparam': 1,
  'app-registration/main.bicepparam': 1,
  'app-registration/identity.bicep': 1,
};

/** What the compiler makes of a parameter file in this environment. */
function readParameters(file, environment) {
  return readLines(file).map(({ name, wrapper, replace, variable, otherwise }) => {
    const given = environment[variable] ?? otherwise;
    const value = replace ? given.replaceAll(' ', '') : given;
    return [
      name,
      wrapper === 'int'
        ? Number(value)
        : wrapper === 'bool'
          ? value === 'true'
          : wrapper === 'split'
            ? value.split(',')
            : value,
    ];
  });
}

function readLines(file) {
  const lines = readFileSync(file, 'utf8').matchAll(/^param (\w+) = (\w+)\((replace\()?.*?'(\w+)', '([^']*)'/gm);
  return [...lines].map(([, name, wrapper, replace, variable, otherwise]) => ({
    name,
    wrapper,
    replace,
    variable,
    otherwise,
  }));
}

function registration(state, appName, scope) {
  if (state.entraRights === false)
    return {
      refusal:
        '{"status":"Failed","error":{"code":"DeploymentFailed","message":"At least one resource deployment operation failed.","details":[{"code":"Forbidden","message":"Insufficient privileges to complete the operation."}]}}',
    };
  const [connector, caller] = [appName, `${appName}-caller`].map((uniqueName, index) => {
    const found = state.applications.find((item) => item.uniqueName === uniqueName);
    const made = {
      uniqueName,
      id: `0b1ec700-0000-4000-8000-00000000000${index}`,
      appId: `a9911ca7-0000-4000-8000-00000000000${index}`,
    };
    if (!found) state.applications.push(made);
    return found ?? made;
  });
  const [clientId, resourceId] = [connector.appId, '00000003-0000-0000-c000-000000000000'].map((appId) => {
    const found = state.servicePrincipals.find((item) => item.appId === appId);
    if (!found) state.servicePrincipals.push({ appId, id: `5e12ce00-${appId.slice(9)}` });
    return (found ?? state.servicePrincipals.at(-1)).id;
  });
  const grant = { clientId, resourceId, consentType: 'AllPrincipals' };
  const same = state.grants.find((item) => Object.entries(grant).every(([key, value]) => item[key] === value));
  if (same) same.scope = scope;
  else state.grants.push({ id: `grant${state.grants.length + 1}`, ...grant, scope });
  return { ENTRA_CLIENT_ID: connector.appId, CALLER_CLIENT_ID: caller.appId };
}

/** Records what was deployed, as the resources keep it. */
function install(state, group, given, appName, variables) {
  const base = `/subscriptions/${state.account.id}/resourceGroups/${group}/providers`;
  const { environmentName } = given;
  const ours = resourcesOf(given, appName, base);
  state.site.name = appName;
  state.appSettings = settingsOf(given, variables, appName);
  state.resources = [...state.resources.filter((one) => one.tags?.['azd-env-name'] !== environmentName), ...ours];
}
