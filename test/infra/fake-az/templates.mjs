/**
 * What the templates beside the main one do: the registration in Entra, and a domain of the app.
 */
import { readFileSync } from 'node:fs';

const rolesFile = new URL('../../../infra/app-registration/roles.json', import.meta.url);

/** As App Service: a record has to lead to the app first. */
export function bindDomain(state, { siteName, domain }) {
  const { defaultHostName, hostNameSslStates } = state.site.properties;
  if (siteName !== state.site.name) return { refusal: '(ResourceNotFound) No such app.' };
  if (state.records?.[domain] !== defaultHostName)
    return {
      refusal: `(BadRequest) A CNAME record pointing from ${domain} to ${defaultHostName} was not found. Alternative record: asuid.${domain}`,
    };
  hostNameSslStates.push({ name: domain, hostType: 'Standard', sslState: 'SniEnabled' });
  return {};
}

export function registration(state, appName, redirectUri, { hostGrantScopes: scope, earlierUrl }) {
  if (state.entraRights === false)
    return {
      refusal:
        '{"status":"Failed","error":{"code":"DeploymentFailed","message":"At least one resource deployment operation failed.","details":[{"code":"Forbidden","message":"Insufficient privileges to complete the operation."}]}}',
    };
  const [connector, caller] = [appName, `${appName}-caller`].map((uniqueName) => {
    const found = state.applications.find((item) => item.uniqueName === uniqueName);
    const number = state.applications.length;
    const made = {
      uniqueName,
      id: `0b1ec700-0000-4000-8000-00000000000${number}`,
      appId: `a9911ca7-0000-4000-8000-00000000000${number}`,
    };
    if (!found) state.applications.push(made);
    return found ?? made;
  });
  const redirectUris = [redirectUri, ...(earlierUrl ? [`${earlierUrl}/callback`] : [])];
  const { appRoles, oauth2PermissionScopes } = JSON.parse(readFileSync(rolesFile, 'utf8'));
  Object.assign(connector, { appRoles, api: { oauth2PermissionScopes }, web: { redirectUris } });
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
