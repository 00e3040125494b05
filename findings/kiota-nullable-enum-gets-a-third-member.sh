#!/usr/bin/env bash
# Kiota 1.38.0 (Microsoft.OpenApi.Kiota): the null of a nullable enumeration becomes one more of its words.
#
# Guess: of OpenAPI 3.1's `"type": ["string", "null"], "enum": ["small", "large", null]` (JSON Schema wants null in both places)
# Kiota makes an enumeration of two members and a property that may be null.
# Seen: the property may be null, and the enumeration has a third member beside that, whose word is a marker from inside the reader of
# the description (openapi-json-null-sentinel-value-...), in C# as in TypeScript. A program that lists the members offers the marker.
# Without null in `enum` there are two members, and the property may be null as well, but JSON Schema then refuses null.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 KIOTA_CLI_TELEMETRY_OPTOUT=true KIOTA_TUTORIAL_ENABLED=false
dotnet tool install Microsoft.OpenApi.Kiota --version 1.38.0 --tool-path tools > install.txt
cat > orders.json <<'JSON'
{
  "openapi": "3.1.0",
  "info": { "title": "Orders", "version": "1" },
  "servers": [{ "url": "https://contoso.com" }],
  "paths": { "/orders": { "get": { "responses": { "200": { "description": "An order", "content": {
    "application/json": { "schema": { "$ref": "#/components/schemas/Order" } } } } } } } },
  "components": { "schemas": { "Order": { "type": "object", "properties": {
    "withNull": { "type": ["string", "null"], "enum": ["small", "large", null] },
    "withoutNull": { "type": ["string", "null"], "enum": ["small", "large"] } } } } }
}
JSON
for language in CSharp TypeScript; do
  tools/kiota generate --language "$language" --openapi orders.json --output "$language" --class-name OrdersClient \
    --namespace-name Contoso --log-level Error > generate.txt
done
words() { grep -ohE '(Value = |: )"(small|large|openapi-[^"]+)"' "$@" | sed -E 's/.*"(openapi)?(.*)".*/\1\2/' | tr '\n' ' '; }
seen="C#, with null: $(words CSharp/Models/Order_withNull.cs)
C#, without null: $(words CSharp/Models/Order_withoutNull.cs)
C#, properties: $(grep -oE 'Order_with\w+\? With\w+' CSharp/Models/Order.cs | tr '\n' ' ')
TypeScript: $(words TypeScript/models/index.ts)"
printf '%s\n' "$seen"
marker=openapi-json-null-sentinel-value-2BF93600-0FE4-4250-987A-E5DDB203E464
expected="C#, with null: small large $marker 
C#, without null: small large 
C#, properties: Order_withNull? WithNull Order_withoutNull? WithoutNull 
TypeScript: small large $marker small large "
if [ "$seen" != "$expected" ]; then
  echo 'changed: this is no longer what happens' >&2
  exit 1
fi
