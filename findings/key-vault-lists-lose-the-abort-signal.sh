#!/usr/bin/env bash
# @azure/keyvault-keys 4.10.2 and @azure/keyvault-secrets 4.12.0: a list hands its abortSignal to the first page only.
#
# Guess: the abortSignal of listPropertiesOfKeyVersions and listPropertiesOfSecretVersions ends the whole list, so that whoever
# gives one signal for the operation has bounded every request that it makes.
# Seen: the requests for the first page (before and after the challenge) carry a signal, the request for the next page carries none.
# A vault that hangs on the second page (a key with more than 25 versions has one) is waited for although the signal has fired.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @azure/keyvault-keys@4.10.2 @azure/keyvault-secrets@4.12.0 @azure/core-rest-pipeline@1.24.0
cat > probe.js <<'JS'
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { KeyClient } from '@azure/keyvault-keys';
import { SecretClient } from '@azure/keyvault-secrets';

const vault = 'https://contoso.vault.azure.net';
const tenant = 'https://login.microsoftonline.com/c0a7050c-0000-4000-8000-000000000001';
const challenge = `Bearer authorization="${tenant}", resource="https://vault.azure.net"`;
const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: Date.now() + 3_600_000 }) };

/** Answers as a vault does and notes whether each request could be aborted. */
function createTransport(seen) {
  return {
    async sendRequest(request) {
      const isSecond = request.url.includes('skiptoken');
      const isAuthorized = request.headers.has('authorization');
      seen.push(`${isSecond ? 'second' : 'first'} page ${request.abortSignal ? 'with' : 'without'} a signal`);
      if (!isAuthorized)
        return { request, status: 401, headers: createHttpHeaders({ 'www-authenticate': challenge }), bodyAsText: '' };
      const item = { kid: `${vault}/keys/invoices/1`, id: `${vault}/secrets/invoices/1`, attributes: {} };
      const page = isSecond ? { value: [] } : { value: [item], nextLink: `${vault}/next?$skiptoken=1` };
      return { request, status: 200, headers: createHttpHeaders({}), bodyAsText: JSON.stringify(page) };
    },
  };
}

const lists = {
  keys: (options, given) => new KeyClient(vault, credential, options).listPropertiesOfKeyVersions('invoices', given),
  secrets: (options, given) =>
    new SecretClient(vault, credential, options).listPropertiesOfSecretVersions('invoices', given),
};
let isAsSeen = true;
for (const [name, list] of Object.entries(lists)) {
  const seen = [];
  const given = { abortSignal: new AbortController().signal };
  for await (const one of list({ httpClient: createTransport(seen) }, given)) void one;
  console.log(`${name}: ${seen.join(', ')}`);
  const [first, authorized, second] = seen;
  isAsSeen &&= first.endsWith('with a signal') && authorized.endsWith('with a signal') && second === 'second page without a signal';
}
if (!isAsSeen) {
  console.error('changed: this is no longer what happens');
  process.exit(1);
}
JS
node probe.js
