/**
 * The commands of the Azure CLI that this project uses, with the options that their reference pages document.
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
  'account show': ['account#az-account-show', ['name']],
  'ad app credential list': ['ad/app/credential#az-ad-app-credential-list', ['id', 'cert']],
  'ad app credential reset': [
    'ad/app/credential#az-ad-app-credential-reset',
    ['id', 'append', 'cert', 'create-cert', 'display-name', 'end-date', 'keyvault', 'years'],
  ],
  'ad signed-in-user show': ['ad/signed-in-user#az-ad-signed-in-user-show', []],
  'bicep version': ['bicep#az-bicep-version', []],
  'cloud show': ['cloud#az-cloud-show', ['name']],
  'deployment group create': [
    'deployment/group#az-deployment-group-create',
    ['name', 'resource-group', 'parameters', 'template-file', 'mode', 'no-prompt', 'no-wait', 'what-if'],
  ],
  'deployment group delete': ['deployment/group#az-deployment-group-delete', ['name', 'resource-group', 'no-wait']],
  'deployment group show': ['deployment/group#az-deployment-group-show', ['name', 'resource-group']],
  'group create': ['group#az-group-create', ['name', 'location', 'managed-by', 'tags']],
  'group show': ['group#az-group-show', ['name']],
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
