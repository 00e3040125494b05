#!/usr/bin/env bash
# @azure/data-tables 13.3.2: a deletion inside a transaction is never guarded by an ETag.
#
# Guess: submitTransaction guards a deletion like the client's own deleteEntity does, by the etag of the entity that was read or
# by an options object after it, as it does for an update.
# Seen: the update of the same transaction carries If-Match with its ETag; every deletion carries If-Match: *, whatever is given.
# The type of a delete action has no place for options, and TableTransaction.deleteEntity takes none. So a row that another
# process has changed since it was read is deleted all the same. The request itself is read here; no service is involved.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
printf '{"private":true,"type":"module"}' > package.json
npm install --silent --no-audit --no-fund @azure/data-tables@13.3.2
cat > probe.js <<'JS'
import { createServer } from 'node:http';
import { AzureNamedKeyCredential, TableClient } from '@azure/data-tables';

let sent = '';
const server = createServer((request, response) => {
  request.on('data', (chunk) => (sent += chunk)).on('end', () => {
    const part = '--c\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n\r\n';
    response.writeHead(202, { 'Content-Type': 'multipart/mixed; boundary=b' });
    response.end(`--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n${part.repeat(3)}--c--\r\n--b--\r\n`);
  });
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const credential = new AzureNamedKeyCredential('contoso', Buffer.from('key').toString('base64'));
const url = `http://127.0.0.1:${server.address().port}/contoso`;
const client = new TableClient(url, 'invoices', credential, { allowInsecureConnection: true });
const etag = 'W/"datetime\'2026-11-29T06%3A00%3A00Z\'"';
await client.submitTransaction([
  ['update', { partitionKey: 'p', rowKey: 'updated' }, 'Replace', { etag }],
  ['delete', { partitionKey: 'p', rowKey: 'read', etag }],
  ['delete', { partitionKey: 'p', rowKey: 'with-options' }, { etag }],
]);
server.close();
const guards = [...sent.matchAll(/RowKey='([^']+)'[^]*?If-Match: ([^\r]+)/gi)].map(([, row, guard]) => `${row}: ${guard}`);
console.log(guards.join('\n'));
const expected = [`updated: ${etag}`, 'read: *', 'with-options: *'];
if (guards.join() !== expected.join()) {
  console.error('changed: this is no longer what happens');
  process.exit(1);
}
JS
node probe.js
