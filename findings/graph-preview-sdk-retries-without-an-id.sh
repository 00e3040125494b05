#!/usr/bin/env bash
# @microsoft/msgraph-sdk 1.0.0-preview.90 (msgraph-sdk-core preview.17): a repeated request has nothing by which to recognise the first.
#
# Guess: like its predecessor @microsoft/microsoft-graph-client 3.0.7, it sends a client-request-id that stays the same when it repeats
# a sendMail after 503, and only Retry-Attempt is new.
# Seen: the predecessor keeps its id. The new one sends no client-request-id at all, so a server that wants to send a mail only once has
# to compare what was posted. And SdkVersion grows in both: each attempt appends all of its names once more.
# Both repeat a POST by themselves. Requests are read where they reach fetch; no service is involved.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @microsoft/msgraph-sdk@1.0.0-preview.90 @microsoft/msgraph-sdk-core@1.0.0-preview.17 \
  @microsoft/msgraph-sdk-users@1.0.0-preview.90 @microsoft/kiota-bundle@1.0.0-preview.109 @microsoft/microsoft-graph-client@3.0.7
cat > probe.js <<'JS'
import { AnonymousAuthenticationProvider } from '@microsoft/kiota-abstractions';
import { Client } from '@microsoft/microsoft-graph-client';
import { createGraphServiceClient, GraphRequestAdapter } from '@microsoft/msgraph-sdk';
import '@microsoft/msgraph-sdk-users';

let requests = [];
globalThis.fetch = async (url, { headers }) => {
  requests.push(new Headers(headers));
  return new Response(null, { status: requests.length === 1 ? 503 : 202, headers: { 'Retry-After': '0' } });
};
const message = { subject: 'Invoice', toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }] };
const preview = createGraphServiceClient(new GraphRequestAdapter(new AnonymousAuthenticationProvider()));
const classic = Client.initWithMiddleware({ authProvider: { getAccessToken: async () => 'token' } });
const clients = {
  'msgraph-sdk': () => preview.users.byUserId('ann@fabrikam.com').sendMail.post({ message }),
  'microsoft-graph-client': () => classic.api('/users/ann@fabrikam.com/sendMail').post({ message }),
};
const lines = [];
for (const [name, send] of Object.entries(clients)) {
  requests = [];
  await send();
  const ids = requests.map((headers) => headers.get('client-request-id'));
  const said = ids.every((id) => id === null) ? 'none' : ids[0] === ids[1] ? 'the same twice' : 'two';
  const attempts = requests.map((headers) => headers.get('Retry-Attempt') ?? '-').join(' ');
  const versions = requests.map((headers) => headers.get('SdkVersion').split(', ').length).join(' then ');
  lines.push(`${name}: client-request-id ${said}; Retry-Attempt ${attempts}; names in SdkVersion ${versions}`);
}
console.log(lines.join('\n'));
const expected = [
  'msgraph-sdk: client-request-id none; Retry-Attempt - 1; names in SdkVersion 2 then 4',
  'microsoft-graph-client: client-request-id the same twice; Retry-Attempt - 1; names in SdkVersion 1 then 2',
];
if (lines.join() !== expected.join()) {
  console.error('changed: this is no longer what happens');
  process.exit(1);
}
JS
node probe.js
