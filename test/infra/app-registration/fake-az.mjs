#!/usr/bin/env node
/**
 * Stands in for the Azure CLI: the calls that register.sh makes, on a directory kept in the file FAKE_AZ_STATE.
 *
 * Answers like Graph (upsert by alternate key, 400 for a second assignment, 404 at first for what was just created) and
 * refuses everything else, so that a call nobody thought of fails the test.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import process from 'node:process';

const [command, ...rest] = process.argv.slice(2);
const path = process.env.FAKE_AZ_STATE;
const state = JSON.parse(readFileSync(path, 'utf8'));
const option = (name) => rest[rest.indexOf(`--${name}`) + 1];
const words = [
  command,
  ...rest.slice(
    0,
    Math.max(
      0,
      rest.findIndex((word) => word.startsWith('--')),
    ),
  ),
].join(' ');
const refuse = (message) => {
  process.stderr.write(`ERROR: ${message}\n`);
  process.exit(1);
};
const write = (value) => {
  if (option('output') !== 'none' && value !== undefined && value !== null) process.stdout.write(`${value}\n`);
};
const pick = (value, query) =>
  query.split('.').reduce((at, step) => {
    const [, name, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(step);
    return index === undefined ? at?.[name] : at?.[name]?.[Number(index)];
  }, value);

if (words === 'cloud show') write(pick(state.cloud, option('query')));
else if (words === 'account show') write(state.tenantId);
else if (words === 'ad signed-in-user show') write(state.signedIn);
else if (words === 'rest') graph();
else refuse(`unexpected: az ${process.argv.slice(2).join(' ')}`);
writeFileSync(path, JSON.stringify(state, null, 2));

function graph() {
  const url = option('url');
  const root = `${state.cloud.endpoints.microsoftGraphResourceId.replace(/\/$/, '')}/v1.0/`;
  if (!url.startsWith(root)) refuse(`not Graph: ${url}`);
  const method = option('method');
  const body = rest.includes('--body') ? JSON.parse(option('body')) : undefined;
  const route = decodeURIComponent(url.slice(root.length));
  state.calls.push(`${method} ${route}`);
  const routes = [
    [/^applications\(uniqueName='([^']+)'\)$/, (key) => entity('applications', 'uniqueName', key, method, body)],
    [/^servicePrincipals\(appId='([^']+)'\)$/, (key) => entity('servicePrincipals', 'appId', key, method, body)],
    [/^applications\(appId='([^']+)'\)\/federatedIdentityCredentials\(name='([^']+)'\)$/, credential(body)],
    [/^oauth2PermissionGrants(?:\/([^?]+))?(?:\?\$filter=(.+))?$/, (id, filter) => grants(method, id, filter, body)],
    [/^servicePrincipals\/([^/]+)\/appRoleAssignedTo$/, (id) => assignment(id, body)],
  ];
  for (const [pattern, act] of routes) {
    const match = pattern.exec(route);
    if (match) return act(...match.slice(1));
  }
  return refuse(`unexpected: ${method} ${route}`);
}

function entity(set, key, value, method, body) {
  const found = state[set].find((item) => item[key] === value);
  if (method === 'get') {
    if (!found) return refuse('Not Found({"error":{"code":"Request_ResourceNotFound"}})');
    if (found.hiddenReads > 0) {
      found.hiddenReads -= 1;
      writeFileSync(path, JSON.stringify(state, null, 2));
      return refuse('Not Found({"error":{"code":"Request_ResourceNotFound"}})');
    }
    return write(pick(found, option('query')));
  }
  if (!rest.includes('Prefer=create-if-missing')) return refuse('no upsert');
  if (found) return Object.assign(found, body);
  const number = String(state.applications.length + state.servicePrincipals.length + 1).padStart(12, '0');
  const item = { [key]: value, id: `0b1ec700-0000-4000-8000-${number}`, hiddenReads: 1, ...body };
  if (set === 'applications') item.appId = `a9911ca7-0000-4000-8000-${number}`;
  return state[set].push(item);
}

function credential(body) {
  return (appId, name) => {
    const application = state.applications.find((item) => item.appId === appId);
    application.federatedIdentityCredentials = { ...application.federatedIdentityCredentials, [name]: body };
  };
}

function grants(method, id, filter, body) {
  if (method === 'get') {
    const wanted = [...filter.matchAll(/(\w+) eq '([^']+)'/g)];
    const value = state.grants.filter((item) => wanted.every(([, key, text]) => item[key] === text));
    return write(pick({ value }, option('query')));
  }
  if (method === 'post') return state.grants.push({ id: `grant${state.grants.length + 1}`, ...body });
  return Object.assign(
    state.grants.find((item) => item.id === id),
    body,
  );
}

function assignment(resourceId, body) {
  const same = (item) => item.principalId === body.principalId && item.appRoleId === body.appRoleId;
  if (body.resourceId !== resourceId) return refuse('resource mismatch');
  if (state.assignments.some(same))
    return refuse('Bad Request: Permission being assigned already exists on the object');
  return state.assignments.push(body);
}
