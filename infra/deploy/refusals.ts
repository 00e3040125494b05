/**
 * What Azure refuses, and who must do what about it: one sentence for the terminal and for infra/README.md, whose table is this one.
 *
 * In this order, so that the most specific code comes first. A code that is not in it shows only Azure's own words. Which of these
 * pass by themselves, `../azure-cli/azure-refusal.ts` says; then the sentence is for what has not passed in time.
 */

export interface Refusal {
  /** Of Azure, Entra or Bicep; or ours, where they have none (see readAzureRefusal). */
  codes: readonly string[];
  /** Who must do what. */
  sentence: string;
}

export const refusals: readonly Refusal[] = [
  {
    codes: ['AADSTS700024'],
    sentence:
      "The pipeline's own token has expired, as it does some minutes after its sign-in: the person who runs the pipeline starts it again. What was deployed stays.",
  },
  {
    codes: [
      'PrincipalNotFound',
      'NotReplicated',
      'ForbiddenByRbac',
      'AuthorizationPermissionMismatch',
      'AADSTS500011',
      'AADSTS65001',
      'Unreachable',
    ],
    sentence:
      'What is new has not reached all of Azure ten minutes after it was first refused: start again, which continues from here.',
  },
  {
    codes: ['NotSignedIn', 'AADSTS700082', 'AADSTS50173', 'AADSTS50076', 'AADSTS50079'],
    sentence: 'Your sign-in has expired or is too weak: run "az login" and start again.',
  },
  {
    codes: ['BCP190', 'BCP192'],
    sentence:
      'The Microsoft Graph extension of Bicep cannot be downloaded: your network administrator lets this machine reach mcr.microsoft.com and its data endpoints (port 443). Until then register.sh registers the app, which needs bash and no extension.',
  },
  {
    codes: ['MissingSubscriptionRegistration'],
    sentence:
      'A resource provider is not registered: a Contributor on the subscription runs "az provider register --namespace" with the name above.',
  },
  {
    codes: ['VaultIsDeleted'],
    sentence:
      'A deleted vault of this installation is kept by purge protection, and could not be taken back: somebody who may write vaults in its resource group runs "az keyvault recover --name" with its name, or you choose another AZURE_ENV_NAME.',
  },
  {
    codes: ['RequestDisallowedByPolicy'],
    sentence:
      'An Azure Policy of your organisation forbids it: set the parameter that it asks for (GUESTMAIL_TAGS for tags; infra/README.md, Parameters), or its owner exempts this resource group.',
  },
  {
    codes: ['RequestDisallowedByAzure'],
    sentence:
      'Azure itself does not let this subscription use this region: use another AZURE_LOCATION with another resource group, or an Owner of the subscription asks Microsoft for access to the region with a support request. No policy of your organisation can allow it.',
  },
  { codes: ['ScopeLocked'], sentence: 'A lock forbids changes: an Owner removes it until this is done.' },
  {
    codes: ['InUseSubnetCannotBeDeleted'],
    sentence:
      'Azure holds a lock on the subnet (serviceAssociationLinks) until the instances of the deleted app are gone, and nobody can remove it by hand: you run the same command again later, usually after ten minutes, at most after about an hour.',
  },
  {
    codes: ['ReadOnlyDisabledSubscription', 'SubscriptionNotFound'],
    sentence:
      'The subscription is disabled or gone: choose another one with "az account set --subscription", or its owner enables it.',
  },
  {
    codes: ['SubscriptionIsOverQuotaForSku', 'QuotaExceeded', 'RegionalQuotaExceeded'],
    sentence:
      'The quota of the subscription is used up: a Contributor on the subscription asks for more in the portal (Quotas, App Service, this region), or you use another AZURE_LOCATION with another resource group. A new installation may use another plan, GUESTMAIL_PLAN=Dedicated, or size, GUESTMAIL_DEDICATED_SKU.',
  },
  {
    codes: ['SkuNotAvailable', 'LocationNotAvailableForResourceType'],
    sentence:
      'This region does not offer it: use another AZURE_LOCATION with another resource group, or GUESTMAIL_PLAN=Dedicated for a new installation.',
  },
  {
    codes: ['InvalidResourceGroupLocation'],
    sentence: 'The resource group is in another region: leave AZURE_LOCATION out.',
  },
  {
    codes: ['DeploymentActive', 'AnotherOperationInProgress'],
    sentence:
      'Another deployment of this installation has not ended in half an hour: the person who started it lets it end, or cancels it in the portal (resource group, Deployments); then start again.',
  },
  {
    codes: ['RoleAssignmentRefused'],
    sentence:
      'Your account may not assign the roles that the app needs: an Owner gives you Role Based Access Control Administrator on the resource group without a condition, or with one that allows the roles in infra/README.md, Who needs which rights, for service principals.',
  },
  {
    codes: ['LinkedAuthorizationFailed', 'AuthorizationFailed', 'RoleAssignmentUpdateNotPermitted', 'HTTP403'],
    sentence:
      'Your account may not do this: an Owner gives you Contributor and Role Based Access Control Administrator on the resource group.',
  },
  {
    codes: ['CredentialPolicy'],
    sentence:
      'A policy of the tenant for credentials of applications forbids this one: give the ERP a certificate, or an administrator of the tenant (Cloud Application Administrator, or who owns the policy) exempts the application.',
  },
  {
    codes: ['ApplicationDeleted'],
    sentence:
      'The application was deleted and is in the recycle bin of Entra, where it keeps its key for 30 days: an Application Administrator restores it (App registrations, Deleted applications), or deletes it there for good, after which a new one is made and every organisation approves it again.',
  },
  {
    codes: ['Authorization_RequestDenied'],
    sentence: 'Your account may not do this in Entra: an Application Administrator does it.',
  },
  {
    codes: ['DomainNotProven'],
    sentence: 'Azure does not see the records of your domain yet: the administrator of its DNS writes them as printed.',
  },
];
