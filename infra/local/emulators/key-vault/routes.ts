/**
 * The vault's REST paths: method, path, the RBAC data action that each needs, and what it does.
 *
 * Bodies are read here field by field; a wrong type is 400 `BadParameter`. It decides neither who calls nor whether
 * they may. Deleting, backup and signing are not offered: nothing on the stack uses them.
 */
import { buildId, buildKeyBundle, buildKeyItem, buildPage, buildSecretBundle, buildSecretItem } from './bundles.ts';
import type { Key, KeyOperation, Keys } from './keys.ts';
import { readAttributes, readNumber, readStrings, readTags, readText, type Body } from './read-body.ts';
import type { RotationPolicies } from './rotation-policies.ts';
import type { Secrets } from './secrets.ts';
import { badParameter } from './vault-error.ts';

export interface VaultRoute {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH';
  /** Groups: `name`, `version`. */
  path: RegExp;
  /** Below `Microsoft.KeyVault/vaults/`. */
  dataAction: string;
  handle(call: VaultCall): Promise<object> | object;
}

export interface VaultCall {
  url: URL;
  name: string;
  version: string | undefined;
  body: Body;
}

const OPERATIONS: [path: string, operation: KeyOperation, dataAction: string][] = [
  ['encrypt', 'encrypt', 'keys/encrypt/action'],
  ['decrypt', 'decrypt', 'keys/decrypt/action'],
  ['wrapkey', 'wrapKey', 'keys/wrap/action'],
  ['unwrapkey', 'unwrapKey', 'keys/unwrap/action'],
];

/** Lists the routes of a vault with these contents; the first that matches is used. */
export function createVaultRoutes(keys: Keys, secrets: Secrets, policies: RotationPolicies): VaultRoute[] {
  return [...secretRoutes(secrets), ...policyRoutes(keys, policies), ...keyRoutes(keys)];
}

function secretRoutes(secrets: Secrets): VaultRoute[] {
  const readMetadata = 'secrets/readMetadata/action';
  return [
    route('GET', '/secrets', readMetadata, ({ url }) =>
      buildPage(
        url,
        secrets.listLatest().map((one) => buildSecretItem(`${url.origin}/secrets/${one.name}`, one)),
      ),
    ),
    route('GET', '/secrets/{name}/versions', readMetadata, ({ url, name }) =>
      buildPage(
        url,
        secrets.list(name).map((one) => buildSecretItem(buildId(url.origin, 'secrets', one), one)),
      ),
    ),
    route('GET', '/secrets/{name}{/version}', 'secrets/getSecret/action', ({ url, name, version }) =>
      buildSecretBundle(url.origin, secrets.get(name, version)),
    ),
    route('PUT', '/secrets/{name}', 'secrets/setSecret/action', ({ url, name, body }) => {
      const value = readText(body, 'value');
      if (value === undefined) throw badParameter('The parameter value is required.');
      const contentType = readText(body, 'contentType');
      const options = { contentType, attributes: readAttributes(body), tags: readTags(body) };
      return buildSecretBundle(url.origin, secrets.set(name, value, options));
    }),
    route('PATCH', '/secrets/{name}{/version}', 'secrets/update/action', ({ url, name, version, body }) => {
      const { value: _value, ...bundle } = buildSecretBundle(
        url.origin,
        secrets.update(name, version, readAttributes(body), readTags(body)),
      ) as Record<string, unknown>;
      return bundle;
    }),
  ];
}

function keyRoutes(keys: Keys): VaultRoute[] {
  const bundle = (url: URL, key: Key) => buildKeyBundle(url.origin, key);
  return [
    route('GET', '/keys', 'keys/read', ({ url }) =>
      buildPage(
        url,
        keys.listLatest().map((one) => buildKeyItem(`${url.origin}/keys/${one.name}`, one)),
      ),
    ),
    route('GET', '/keys/{name}/versions', 'keys/read', ({ url, name }) =>
      buildPage(
        url,
        keys.list(name).map((one) => buildKeyItem(buildId(url.origin, 'keys', one), one)),
      ),
    ),
    route('POST', '/keys/{name}/create', 'keys/create/action', async ({ url, name, body }) => {
      if (readText(body, 'kty') !== 'RSA') throw badParameter('Property kty has invalid value; this vault makes RSA.');
      const options = { keySize: readNumber(body, 'key_size'), keyOperations: readStrings(body, 'key_ops') };
      return bundle(
        url,
        await keys.create(name, { ...options, attributes: readAttributes(body), tags: readTags(body) }),
      );
    }),
    route('POST', '/keys/{name}/rotate', 'keys/rotate/action', async ({ url, name }) =>
      bundle(url, await keys.rotate(name)),
    ),
    ...OPERATIONS.map(([path, operation, dataAction]) =>
      route('POST', `/keys/{name}{/version}/${path}`, dataAction, ({ url, name, version, body }) => {
        const key = keys.read(name, version);
        const value = readText(body, 'value') ?? '';
        if (!/^[\w-]+$/.test(value)) throw badParameter('Property value is not base64url.');
        const result = keys.operate(operation, key, readText(body, 'alg') ?? '', Buffer.from(value, 'base64url'));
        return { kid: buildId(url.origin, 'keys', key), value: result.toString('base64url') };
      }),
    ),
    route('GET', '/keys/{name}{/version}', 'keys/read', ({ url, name, version }) =>
      bundle(url, keys.read(name, version)),
    ),
    route('PATCH', '/keys/{name}{/version}', 'keys/update/action', ({ url, name, version, body }) =>
      bundle(url, keys.update(name, version, readAttributes(body), readTags(body))),
    ),
  ];
}

function policyRoutes(keys: Keys, policies: RotationPolicies): VaultRoute[] {
  return [
    route('GET', '/keys/{name}/rotationpolicy', 'keyrotationpolicies/read', ({ url, name }) =>
      policies.read(url.origin, keys.read(name).name),
    ),
    route('PUT', '/keys/{name}/rotationpolicy', 'keyrotationpolicies/write', ({ url, name, body }) =>
      policies.write(url.origin, keys.read(name).name, body),
    ),
  ];
}

// Clients write an absent version as nothing, as a trailing slash or as two slashes in a row.
function route(method: VaultRoute['method'], path: string, dataAction: string, handle: VaultRoute['handle']) {
  const pattern = path.replace('{name}', '(?<name>[^/]+)').replace('{/version}', '(?:/(?<version>[^/]+)?)?');
  return { method, path: new RegExp(`^${pattern}/?$`, 'i'), dataAction, handle };
}
