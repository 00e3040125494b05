/**
 * Turns a refusal of Azure into a sentence that says who must do what. An unknown code shows only Azure's own words.
 */
import type { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { Stop } from './stop.ts';

/** In this order, so the most specific code comes first. */
const advice: readonly (readonly [codes: readonly string[], sentence: string])[] = [
  [
    ['NotSignedIn', 'AADSTS700082', 'AADSTS50173', 'AADSTS50076', 'AADSTS50079'],
    'Your sign-in has expired or is too weak: run "az login" and start again.',
  ],
  [
    ['MissingSubscriptionRegistration'],
    'A resource provider is not registered: a Contributor on the subscription runs "az provider register --namespace" with the name above.',
  ],
  [
    ['VaultIsDeleted'],
    'A deleted vault of this installation is still kept by purge protection: run again with GUESTMAIL_RECOVER_VAULT=true to take it back, or choose another AZURE_ENV_NAME.',
  ],
  [
    ['RequestDisallowedByPolicy'],
    'An Azure Policy forbids it: its owner exempts this resource group, or you set the parameter that it asks for (infra/README.md, Parameters).',
  ],
  [['ScopeLocked'], 'A lock forbids changes: an Owner removes it until this is done.'],
  [
    ['ReadOnlyDisabledSubscription', 'SubscriptionNotFound'],
    'The subscription is disabled or gone: choose another one with "az account set --subscription".',
  ],
  [
    [
      'SubscriptionIsOverQuotaForSku',
      'QuotaExceeded',
      'SkuNotAvailable',
      'LocationNotAvailableForResourceType',
      'RegionalQuotaExceeded',
    ],
    'This region has no capacity or does not offer it: ask for quota, use another AZURE_LOCATION with another resource group, or set GUESTMAIL_PLAN=Dedicated.',
  ],
  [['InvalidResourceGroupLocation'], 'The resource group is in another region: leave AZURE_LOCATION out.'],
  [
    ['LinkedAuthorizationFailed', 'AuthorizationFailed', 'RoleAssignmentUpdateNotPermitted', 'HTTP403'],
    'Your account may not do this: an Owner gives you Contributor and Role Based Access Control Administrator on the resource group.',
  ],
  [['Authorization_RequestDenied'], 'Your account may not do this in Entra: an Application Administrator does it.'],
];

/** The sentence for the terminal: what was tried, what Azure said, who must do what. */
export function explainRefusal(what: string, refusal: AzureRefusal): Stop {
  const [, sentence] = advice.find(([codes]) => codes.some((code) => refusal.codes.includes(code))) ?? [];
  const codes = refusal.codes.length > 0 ? ` [${refusal.codes.join(', ')}]` : '';
  return new Stop(`${what} failed${codes}: ${refusal.message}${sentence ? `\n${sentence}` : ''}`, undefined, {
    cause: refusal,
  });
}
