/**
 * Graph, as far as registering an application needs it: upsert by alternate key, 400 for a second assignment, 404 at first for
 * what was just created, 403 without rights, a recycle bin that keeps the keys. Everything else is refused.
 */
import { readFileSync } from 'node:fs';

/** Answers one `az rest` call to Graph. */
export function graph(call) {
  const { state, option, options, refuse } = call;
  const url = option('url');
  const root = `${state.cloud.endpoints.microsoftGraphResourceId.replace(/\/$/, '')}/v1.0/`;
  if (!url.startsWith(root)) refuse(`not Graph: ${url}`);
  const method = option('method');
  const text = option('body');
  const body = text && JSON.parse(text.startsWith('@') ? readFileSync(text.slice(1), 'utf8') : text);
  const query = options['uri-parameters'] ? `?${option('uri-parameters')}` : '';
  const route = decodeURIComponent(url.slice(root.length)) + query;
  state.calls.push(`${method} ${route}`);
  if (method !== 'get' && state.entraRights === false)
    return refuse(
      'Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation."}})',
    );
  const routes = [
    [/^applications\(uniqueName='([^']+)'\)$/, (key) => entity(call, 'applications', 'uniqueName', key, method, body)],
    [/^applications\(appId='([^']+)'\)$/, (key) => entity(call, 'applications', 'appId', key, method, body)],
    [
      /^applications\/([^/]+)$/,
      (id) => (method === 'patch' ? change(call, id, body) : remove(call, method, 'applications', 'deletedItems', id)),
    ],
    [/^directory\/deletedItems\/([^/]+)$/, (id) => remove(call, method, 'deletedItems', undefined, id)],
    [/^servicePrincipals\(appId='([^']+)'\)$/, (key) => entity(call, 'servicePrincipals', 'appId', key, method, body)],
    [/^applications\(appId='([^']+)'\)\/federatedIdentityCredentials\(name='([^']+)'\)$/, credential(call, body)],
    [
      /^oauth2PermissionGrants(?:\/([^?]+))?(?:\?\$filter=(.+))?$/,
      (id, filter) => grants(call, method, id, filter, body),
    ],
    [/^policies\/defaultAppManagementPolicy$/, () => policy(call)],
    [/^applications\(appId='[^']+'\)\/appManagementPolicies$/, () => call.write({ value: [] })],
    [/^servicePrincipals\/([^/]+)\/appRoleAssignedTo$/, (id) => assignment(call, id, body)],
  ];
  for (const [pattern, act] of routes) {
    const match = pattern.exec(route);
    if (match) return act(...match.slice(1));
  }
  return refuse(`unexpected: ${method} ${route}`);
}

function entity({ state, options, save, write, refuse }, set, key, value, method, body) {
  const found = state[set].find((item) => item[key] === value);
  if (method === 'get') {
    if (!found) return refuse('Not Found({"error":{"code":"Request_ResourceNotFound"}})');
    if (found.hiddenReads > 0) {
      found.hiddenReads -= 1;
      save();
      return refuse('Not Found({"error":{"code":"Request_ResourceNotFound"}})');
    }
    return write(found);
  }
  if (!options.headers?.includes('Prefer=create-if-missing')) return refuse('no upsert');
  if (found) return Object.assign(found, body);
  if (state.deletedItems?.some((item) => item[key] === value))
    return refuse('Bad Request: Another object with the same value for property uniqueName already exists');
  const number = String(state.applications.length + state.servicePrincipals.length + 1).padStart(12, '0');
  const item = { [key]: value, id: `0b1ec700-0000-4000-8000-${number}`, hiddenReads: 1, ...body };
  if (set === 'applications') item.appId = `a9911ca7-0000-4000-8000-${number}`;
  return state[set].push(item);
}

function change({ state, refuse }, id, body) {
  const found = state.applications.find((item) => item.id === id);
  return found ? void Object.assign(found, body) : refuse('Not Found({"error":{"code":"Request_ResourceNotFound"}})');
}

function remove({ state, refuse }, method, from, to, id) {
  const at = state[from].findIndex((item) => item.id === id);
  if (method !== 'delete') return refuse(`unexpected: ${method} ${from}`);
  if (at < 0) return refuse('Not Found({"error":{"code":"Request_ResourceNotFound"}})');
  const [item] = state[from].splice(at, 1);
  if (to) state[to] = [...(state[to] ?? []), item];
  return undefined;
}

function credential({ state }, body) {
  return (appId, name) => {
    const application = state.applications.find((item) => item.appId === appId);
    application.federatedIdentityCredentials = { ...application.federatedIdentityCredentials, [name]: body };
  };
}

function grants({ state, write }, method, id, filter, body) {
  if (method === 'get') {
    const wanted = [...filter.matchAll(/(\w+) eq '([^']+)'/g)];
    const value = state.grants.filter((item) => wanted.every(([, key, text]) => item[key] === text));
    return write({ value });
  }
  if (method === 'post') return state.grants.push({ id: `grant${state.grants.length + 1}`, ...body });
  return Object.assign(
    state.grants.find((item) => item.id === id),
    body,
  );
}

function policy({ state, write, refuse }) {
  if (!state.mayReadPolicies)
    return refuse('Forbidden({"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges."}})');
  return write(state.credentialPolicy);
}

function assignment({ state, refuse }, resourceId, body) {
  const same = (item) => item.principalId === body.principalId && item.appRoleId === body.appRoleId;
  if (body.resourceId !== resourceId) return refuse('resource mismatch');
  if (state.assignments.some(same))
    return refuse('Bad Request: Permission being assigned already exists on the object');
  return state.assignments.push(body);
}
