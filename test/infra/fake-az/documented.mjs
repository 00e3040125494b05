/**
 * The commands of the Azure CLI that this project uses and that its pages name, with the options that their reference pages document.
 *
 * Source: https://learn.microsoft.com/cli/azure/ and the page named beside each command, as of Azure CLI 2.8x.
 */
const everywhere = ['output', 'only-show-errors', 'query', 'subscription'];

/** Command to page and options; a call with another option is refused as the CLI would. */
const documented = {
  'account get-access-token': [
    'account#az-account-get-access-token',
    ['name', 'resource', 'resource-type', 'scope', 'tenant'],
  ],
  'account list-locations': ['account#az-account-list-locations', ['include-extended-locations']],
  'account set': ['account#az-account-set', ['name']],
  'account show': ['account#az-account-show', ['name']],
  'ad app credential delete': ['ad/app/credential#az-ad-app-credential-delete', ['id', 'key-id', 'cert']],
  'ad app credential list': ['ad/app/credential#az-ad-app-credential-list', ['id', 'cert']],
  'ad app credential reset': [
    'ad/app/credential#az-ad-app-credential-reset',
    ['id', 'append', 'cert', 'create-cert', 'display-name', 'end-date', 'keyvault', 'years'],
  ],
  'ad app federated-credential delete': [
    'ad/app/federated-credential#az-ad-app-federated-credential-delete',
    ['id', 'federated-credential-id'],
  ],
  'ad app show': ['ad/app#az-ad-app-show', ['id']],
  'ad signed-in-user show': ['ad/signed-in-user#az-ad-signed-in-user-show', []],
  'bicep install': ['bicep#az-bicep-install', ['version', 'target-platform']],
  'bicep upgrade': ['bicep#az-bicep-upgrade', ['target-platform']],
  'bicep version': ['bicep#az-bicep-version', []],
  'cloud set': ['cloud#az-cloud-set', ['name', 'profile']],
  'cloud show': ['cloud#az-cloud-show', ['name']],
  'deployment group create': [
    'deployment/group#az-deployment-group-create',
    ['name', 'resource-group', 'parameters', 'template-file', 'mode', 'no-prompt', 'no-wait', 'what-if'],
  ],
  'deployment group what-if': [
    'deployment/group#az-deployment-group-what-if',
    ['name', 'resource-group', 'parameters', 'template-file', 'mode', 'no-pretty-print', 'no-prompt', 'result-format'],
  ],
  'deployment group delete': ['deployment/group#az-deployment-group-delete', ['name', 'resource-group', 'no-wait']],
  'deployment group show': ['deployment/group#az-deployment-group-show', ['name', 'resource-group']],
  'functionapp deployment source config-zip': [
    'functionapp/deployment/source#az-functionapp-deployment-source-config-zip',
    ['name', 'resource-group', 'src', 'build-remote', 'slot', 'timeout'],
  ],
  'functionapp list-flexconsumption-locations': [
    'functionapp#az-functionapp-list-flexconsumption-locations',
    ['details', 'runtime', 'zone-redundant'],
  ],
  'functionapp restart': ['functionapp#az-functionapp-restart', ['ids', 'name', 'resource-group', 'slot']],
  'functionapp stop': ['functionapp#az-functionapp-stop', ['ids', 'name', 'resource-group', 'slot']],
  'group create': ['group#az-group-create', ['name', 'location', 'managed-by', 'tags']],
  'group show': ['group#az-group-show', ['name']],
  'keyvault certificate create': [
    'keyvault/certificate#az-keyvault-certificate-create',
    ['name', 'policy', 'vault-name', 'disabled', 'tags', 'validity'],
  ],
  'keyvault certificate download': [
    'keyvault/certificate#az-keyvault-certificate-download',
    ['file', 'encoding', 'id', 'name', 'vault-name', 'version'],
  ],
  'keyvault key rotate': ['keyvault/key#az-keyvault-key-rotate', ['hsm-name', 'id', 'name', 'vault-name']],
  'keyvault key rotation-policy update': [
    'keyvault/key/rotation-policy#az-keyvault-key-rotation-policy-update',
    ['hsm-name', 'id', 'name', 'value', 'vault-name'],
  ],
  'keyvault key set-attributes': [
    'keyvault/key#az-keyvault-key-set-attributes',
    ['enabled', 'expires', 'hsm-name', 'id', 'name', 'not-before', 'ops', 'policy', 'tags', 'vault-name', 'version'],
  ],
  'keyvault list-deleted': ['keyvault#az-keyvault-list-deleted', ['resource-type']],
  'keyvault recover': ['keyvault#az-keyvault-recover', ['hsm-name', 'location', 'name', 'no-wait', 'resource-group']],
  'keyvault secret set': [
    'keyvault/secret#az-keyvault-secret-set',
    ['name', 'vault-name', 'content-type', 'disabled', 'encoding', 'expires', 'file', 'not-before', 'tags', 'value'],
  ],
  'keyvault show': ['keyvault#az-keyvault-show', ['hsm-name', 'name', 'resource-group']],
  login: [
    'reference-index#az-login',
    [
      'allow-no-subscriptions',
      'certificate',
      'federated-token',
      'identity',
      'password',
      'scope',
      'service-principal',
      'tenant',
      'use-device-code',
      'username',
    ],
  ],
  'monitor diagnostic-settings delete': [
    'monitor/diagnostic-settings#az-monitor-diagnostic-settings-delete',
    ['name', 'resource', 'resource-group', 'resource-namespace', 'resource-parent', 'resource-type'],
  ],
  'provider list': ['provider#az-provider-list', ['expand-resource-types']],
  'provider register': [
    'provider#az-provider-register',
    ['namespace', 'accept-terms', 'consent-to-permissions', 'wait'],
  ],
  'resource delete': [
    'resource#az-resource-delete',
    ['ids', 'name', 'resource-group', 'resource-type', 'no-wait', 'verbose'],
  ],
  'resource list': ['resource#az-resource-list', ['resource-group', 'location', 'name', 'resource-type', 'tag']],
  rest: [
    'reference-index#az-rest',
    ['url', 'uri', 'method', 'body', 'headers', 'resource', 'skip-authorization-header', 'uri-parameters'],
  ],
  'role assignment create': [
    'role/assignment#az-role-assignment-create',
    ['assignee', 'assignee-object-id', 'assignee-principal-type', 'condition', 'description', 'name', 'role', 'scope'],
  ],
  'role assignment delete': [
    'role/assignment#az-role-assignment-delete',
    ['assignee', 'ids', 'include-inherited', 'resource-group', 'role', 'scope', 'yes'],
  ],
  'tag update': ['tag#az-tag-update', ['resource-id', 'operation', 'tags']],
  upgrade: ['reference-index#az-upgrade', ['all', 'yes']],
  version: ['reference-index#az-version', []],
};

/** Splits a command line; answers `{ command, options }`, or `{ fault }` where the CLI would refuse it. */
export function readCommandLine(parts) {
  const first = parts.findIndex((part) => part.startsWith('--'));
  const command = parts.slice(0, first < 0 ? parts.length : first).join(' ');
  const [, known] = documented[command] ?? [];
  if (!known) return { fault: `'${command}' is misspelled or not recognized by the system.` };
  const options = {};
  let name;
  for (const part of parts.slice(command.split(' ').length)) {
    if (part.startsWith('--')) {
      name = part.slice(2);
      if (![...known, ...everywhere].includes(name)) return { fault: `unrecognized arguments: ${part}` };
      options[name] = [];
    } else options[name].push(part);
  }
  return { command, options };
}
