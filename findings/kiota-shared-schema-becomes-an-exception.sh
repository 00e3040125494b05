#!/usr/bin/env bash
# Kiota 1.38.0 (Microsoft.OpenApi.Kiota): a schema that answers both success and failure is an exception in both.
#
# Guess: an operation that answers 200 and 422 with the same schema returns a plain object for 200, and throws something of its own
# that holds such an object for 422.
# Seen: one class for both, in C#, that derives from ApiException. The call returns an exception as its result, every other operation
# with that schema does, too, and so does one that has it inside a list: a failure anywhere changes the type everywhere. Two schemas
# with the same properties, one for each, give a plain class and an exception.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 KIOTA_CLI_TELEMETRY_OPTOUT=true KIOTA_TUTORIAL_ENABLED=false
dotnet tool install Microsoft.OpenApi.Kiota --version 1.38.0 --tool-path tools > install.txt
cat > describe.mjs <<'JS'
const answer = (schema) => ({ description: schema, content: { 'application/json': { schema } } });
const of = (name) => ({ $ref: `#/components/schemas/${name}` });
const schema = { type: 'object', properties: { status: { type: 'string' } } };
const write = (failure) => ({
  openapi: '3.1.0',
  info: { title: 'Orders', version: '1' },
  servers: [{ url: 'https://contoso.com' }],
  paths: {
    '/order': { get: { responses: { 200: answer(of('Order')), 422: answer(of(failure)) } } },
    '/history': { get: { responses: { 200: answer({ type: 'array', items: of('Order') }) } } },
  },
  components: { schemas: { Order: schema, Refusal: schema } },
});
console.log(JSON.stringify(write(process.argv[2]), (name, value) => (name === 'description' ? 'An answer' : value)));
JS
for failure in Order Refusal; do
  node describe.mjs "$failure" > "$failure.json"
  tools/kiota generate --language CSharp --openapi "$failure.json" --output "$failure" --class-name OrdersClient \
    --namespace-name Contoso --log-level Error > generate.txt
done
kind() { grep -ohE 'class (Order|Refusal) : (ApiException)?' "$@" | sed 's/class //' | sort | tr '\n' ';'; }
seen="one schema for both: $(kind Order/Models/*.cs)
a list of it: $(grep -ohE 'Task<List<[A-Za-z.:]+>' Order/History/*.cs | head -n 1)
one schema for each: $(kind Refusal/Models/*.cs)"
printf '%s\n' "$seen"
expected='one schema for both: Order : ApiException;
a list of it: Task<List<global::Contoso.Models.Order>
one schema for each: Order : ;Refusal : ApiException;'
if [ "$seen" != "$expected" ]; then
  echo 'changed: this is no longer what happens' >&2
  exit 1
fi
