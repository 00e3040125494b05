/**
 * Azure Resource Manager and the account, as far as deploying needs them: groups, providers, permissions, deployments of this
 * project's templates (with the outputs they declare), the site, deletion. Keeps what it is given, as ARM keeps parameters.
 */
import { readFileSync } from 'node:fs';
import { identityOf, resourcesOf, settingsOf } from './installation.mjs';
import { readLines, readParameters } from './parameter-file.mjs';
import { disallow, findBrokenRestriction, findMissingTag } from './policies.mjs';
import { bindDomain, registration } from './templates.mjs';
import { deploymentGroupWhatIf } from './what-if.mjs';
import { countReach } from './count-reach.mjs';

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
  'ad app show': ({ state, option, write, refuse }) => {
    const found = state.applications.find(({ appId }) => appId === option('id'));
    return found ? write(found) : refuse(`(Request_ResourceNotFound) Resource '${option('id')}' does not exist.`);
  },
  'ad app credential list': ({ state, option, options, write }) =>
    write((options.cert ? state.certificates : state.secrets)[option('id')] ?? []),
  'ad app credential reset': ({ state, option, options, write, refuse }) => {
    if (state.entraRights === false)
      return refuse(
        'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})',
      );
    const secrets = (state.secrets[option('id')] ??= []);
    const broken = options['create-cert'] ? undefined : findBrokenRestriction(state.credentialPolicy, option('years'));
    if (broken) return refuse(broken);
    const password = `made-up-secret-${secrets.length + 1}`;
    if (!options.append) secrets.length = 0;
    secrets.push({ displayName: option('display-name'), keyId: password.length });
    return write({ appId: option('id'), password, tenant: state.tenantId });
  },
  'group show': ({ state, option, write, refuse }) =>
    state.groups[option('name')] ? write(state.groups[option('name')]) : refuse(noGroup(option('name'))),
  'group create': ({ state, option, options, write, refuse }) => {
    const tags = options.tags && Object.fromEntries(options.tags.map((part) => part.split(/=(.*)/s).slice(0, 2)));
    const missing = findMissingTag(state, tags);
    if (missing) return refuse(disallow(option('name'), missing));
    return write((state.groups[option('name')] = { location: option('location'), ...(tags && { tags }) }));
  },
  'keyvault list-deleted': ({ state, write }) => write(state.deletedVaults),
  'provider list': ({ state, write }) => {
    write(Object.entries(state.providers).map(([namespace, registrationState]) => ({ namespace, registrationState })));
    for (const [name, value] of Object.entries(state.providers))
      if (value === 'Registering') state.providers[name] = 'Registered';
  },
  'provider register': ({ state, option }) => {
    const isSame = (name) => name.toLowerCase() === option('namespace').toLowerCase();
    state.providers[Object.keys(state.providers).find(isSame) ?? option('namespace')] = 'Registering';
  },
  'deployment group show': ({ state, option, write, refuse }) => {
    if (!state.groups[option('resource-group')]) return refuse(noGroup(option('resource-group')));
    const found = state.deployments[`${option('resource-group')}/${option('name')}`];
    return found
      ? write({ properties: found })
      : refuse(`(DeploymentNotFound) Deployment '${option('name')}' could not be found.\nCode: DeploymentNotFound`);
  },
  'deployment group create': deploymentGroupCreate,
  'deployment group what-if': deploymentGroupWhatIf,
  'deployment group delete': ({ state, option, refuse }) =>
    state.groups[option('resource-group')]
      ? void delete state.deployments[`${option('resource-group')}/${option('name')}`]
      : refuse(noGroup(option('resource-group'))),
  'resource list': ({ state, option, write, refuse }) =>
    state.groups[option('resource-group')]
      ? write(
          state.resources
            .filter(({ isListed }) => isListed !== false)
            .map(({ id, type, name, tags }) => ({ id, type, name, tags })),
        )
      : refuse(noGroup(option('resource-group'))),
  'resource delete': resourceDelete,
  'tag update': ({ state, option, options, refuse }) => {
    const found = state.resources.find(({ id }) => id === option('resource-id'));
    if (!found || option('operation') !== 'Merge') return refuse('(ResourceNotFound) No such resource.');
    found.tags = { ...found.tags, ...Object.fromEntries(options.tags.map((part) => part.split('='))) };
    return undefined;
  },
};

const noGroup = (name) =>
  `(ResourceGroupNotFound) Resource group '${name}' could not be found.\nCode: ResourceGroupNotFound`;

/** Answers one `az rest` call to Azure Resource Manager. */
export function resourceManager({ state, option, write, refuse }) {
  const [path] = option('url').split('?');
  if (path.endsWith('/Microsoft.Authorization/permissions')) return write({ value: state.permissions });
  if (path.endsWith('/Microsoft.Authorization/roleAssignments')) {
    const filter = /^\$filter=(?:assignedTo\('([^']+)'\)|principalId eq '([^']+)')$/;
    const principal = filter.exec(option('uri-parameters'))?.slice(1).find(Boolean);
    return write({ value: state.roleAssignments.filter((one) => one.properties.principalId === principal) });
  }
  if (path.includes('/Microsoft.Authorization/roleDefinitions/')) return write(state.roleDefinitions[path]);
  const site = `/Microsoft.Web/sites/${state.site.name}`;
  if (path.endsWith(`${site}/config/appsettings/list`) && option('method') === 'post')
    return write({ properties: state.appSettings });
  const resource = state.resources.find(({ id }) => id === path);
  if (path.endsWith(site))
    return write({ ...state.site, properties: { ...resource?.properties, ...state.site.properties } });
  if (resource) return write(resource);
  if (path.endsWith('/privateDnsZoneGroups'))
    return write({ value: state.resources.filter(({ id }) => id.startsWith(`${path}/`)) });
  // A sync adds what it finds, or what a test lets it find.
  if (path.endsWith(`${site}/host/default/sync`) && option('method') === 'post')
    return void (state.listed = state.syncs.length > 1 ? state.syncs.shift() : state.syncs[0]);
  if (path.endsWith(`${site}/functions`))
    return write({ value: (state.listed ?? []).map((name) => ({ name: `${state.site.name}/${name}` })) });
  return refuse(`unexpected: ${option('method')} ${path}`);
}

/** As the CLI: what cannot be deleted is named, not explained. A deleted vault is kept by purge protection. */
function resourceDelete({ state, options, refuse }) {
  const isLocked = ({ id, type }) => options.ids.includes(id) && state.lockedTypes?.includes(type);
  const locked = state.resources.filter(isLocked);
  const isInside = ({ id, isListed }) => isListed === false && options.ids.some((outer) => id.startsWith(`${outer}/`));
  const gone = state.resources.filter((one) => (options.ids.includes(one.id) && !isLocked(one)) || isInside(one));
  for (const { type, name, id, tags } of gone)
    if (type === 'Microsoft.KeyVault/vaults')
      state.deletedVaults.push({ name, properties: { vaultId: id, location: 'westeurope', tags } });
  state.resources = state.resources.filter((one) => !gone.includes(one));
  if (locked.length > 0)
    refuse(
      [
        'Some resources failed to be deleted (run with `--verbose` for more information):',
        ...locked.map(({ id }) => id),
      ].join('\n'),
    );
}

function deploymentGroupCreate({ state, option, options, environment, write, refuse }) {
  const group = option('resource-group');
  if (!state.groups[group]) return refuse(`(ResourceGroupNotFound) Resource group '${group}' could not be found.`);
  const [file] = options.parameters;
  const given = Object.fromEntries(readParameters(file, environment));
  const missing = findMissingTag(state, given.tags);
  if (missing) return refuse(disallow(file, missing));
  const appName = given.resourceNames?.functionApp ?? `guestmail-${given.environmentName}-abc123`;
  const keyVault = given.resourceNames?.keyVault ?? 'guestmail-abc123';
  const redirectUri = `${given.publicUrl || state.publicUrl || `https://${appName}.azurewebsites.net/api`}/callback`;
  const made = {
    'infra/main.bicepparam': () => ({
      CONNECTOR_APP_NAME: appName,
      CONNECTOR_IDENTITY_PRINCIPAL_ID: identityPrincipalId,
      CONNECTOR_KEY_VAULT: keyVault,
      CONNECTOR_PUBLIC_URL: redirectUri.replace('/callback', ''),
    }),
    'app-registration/main.bicepparam': () => registration(state, appName, redirectUri, given),
    'custom-domain/main.bicepparam': () => bindDomain(state, given),
    'app-registration/identity.bicepparam': () => ({
      CONNECTOR_APP_NAME: appName,
      CONNECTOR_REDIRECT_URI: redirectUri,
      CONNECTOR_IDENTITY_PRINCIPAL_ID: identityPrincipalId,
    }),
  }[Object.keys(templates).find((ending) => file.endsWith(ending))]?.();
  if (!made) return refuse(`unexpected template ${file}`);
  if (made.refusal) return refuse(made.refusal);
  const values = (all) =>
    Object.fromEntries(Object.entries(all).map(([name, value]) => [name, { type: 'String', value }]));
  const properties = { provisioningState: 'Succeeded', parameters: values(given), outputs: values(made) };
  state.deployments[`${group}/${option('name')}`] = properties;
  const base = `/subscriptions/${state.account.id}/resourceGroups/${group}/providers`;
  const identity = identityOf(given, base);
  if (/app-registration\/(main|identity)/.test(file) && !state.resources.some(({ id }) => id === identity.id))
    state.resources.push(identity);
  if (file.endsWith('infra/main.bicepparam')) {
    const vault = state.deletedVaults.findIndex(({ name }) => name === keyVault);
    if (vault >= 0 && !given.recoverVault) {
      delete state.deployments[`${group}/${option('name')}`];
      return refuse(
        `{"error":{"code":"DeploymentFailed","details":[{"code":"ConflictError","message":"A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault."}]}}`,
      );
    }
    if (vault < 0 && given.recoverVault)
      return refuse(
        `{"error":{"code":"SoftDeletedVaultDoesNotExist","message":"A soft deleted vault with the given name does not exist. Ensure that the name for the vault that is being attempted to recover is in a recoverable state."}}`,
      );
    if (vault >= 0) state.deletedVaults.splice(vault, 1);
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
  'app-registration/identity.bicepparam': 1,
  'custom-domain/main.bicepparam': 1,
};

/** The ids of the roles in the template. */
function readRoleIds() {
  const text = readFileSync(new URL('../../../infra/modules/role-assignments.bicep', import.meta.url), 'utf8');
  return [...text.matchAll(/role\('([0-9a-f-]{36})'\)/g)].map(([, id]) => id);
}

/** Records what was deployed, as the resources keep it. */
function install(state, group, given, appName, variables) {
  const base = `/subscriptions/${state.account.id}/resourceGroups/${group}/providers`;
  const { environmentName } = given;
  const ours = resourcesOf(given, appName, base);
  countReach(state, ours, environmentName, given.privateNetwork);
  const roleDefinitions = `/subscriptions/${state.account.id}/providers/Microsoft.Authorization/roleDefinitions`;
  state.roleAssignments = [
    ...state.roleAssignments.filter(({ properties }) => properties.principalId !== identityPrincipalId),
    ...readRoleIds().map((id) => ({
      properties: { principalId: identityPrincipalId, roleDefinitionId: `${roleDefinitions}/${id}` },
    })),
  ];
  state.site.name = appName;
  state.site.properties.defaultHostName = `${appName}.azurewebsites.net`;
  state.appSettings = settingsOf(given, variables, appName);
  // As ARM: what the template no longer names stays.
  state.resources = [...state.resources.filter((one) => !ours.some(({ id }) => id === one.id)), ...ours];
}
