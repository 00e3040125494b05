#!/usr/bin/env bash
# Stryker 10.1.1 (@stryker-mutator/core, vitest-runner) beside TypeScript 7.0.2, on Node.js 24.5.0: every run ends before a test.
#
# Guess: mutation tests of a project with a tsconfig.json need nothing of the TypeScript package, because Vitest strips types itself and
# Stryker parses with Babel; its peer dependencies ask for no version of TypeScript, and npm installs both without a word.
# Seen: to rewrite tsconfig.json for its copy of the project, Stryker calls parseConfigFileTextToJson, which the main entry of
# TypeScript 7 does not have, and ends with a TypeError. With `tsconfigFile` naming a file that is not there it does its work.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "type": "module", "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact @stryker-mutator/core@10.1.1 @stryker-mutator/vitest-runner@10.1.1 \
  vitest@5.1.1 typescript@7.0.2 node@24.5.0
echo '{ "compilerOptions": { "module": "nodenext" } }' > tsconfig.json
echo 'export const isLarge = (bytes: number): boolean => bytes > 4;' > size.ts
cat > size.test.ts <<'TS'
import { expect, it } from 'vitest';
import { isLarge } from './size.ts';
it('knows what is large', () => expect([4, 5].map(isLarge)).toEqual([false, true]));
TS
run() {
  echo "{ \"testRunner\": \"vitest\", \"mutate\": [\"size.ts\"], \"reporters\": [\"clear-text\"], \"allowEmpty\": true $1 }" > stryker.config.json
  PATH="$folder/node_modules/.bin:$PATH" stryker run > output.txt 2>&1 && echo 'ended well' || echo 'ended badly'
  grep -ohE 'TypeError: ts\.[A-Za-z]+ is not a function|^All files +\| +[0-9.]+' output.txt | tr -s ' ' | head -n 1
}
seen="as it comes: $(run '' | paste -sd ';')
without tsconfig.json: $(run ', "tsconfigFile": "absent.json"' | paste -sd ';')"
printf '%s\n' "$seen"
[ "$seen" = 'as it comes: ended badly;TypeError: ts.parseConfigFileTextToJson is not a function
without tsconfig.json: ended well;All files | 100.00' ]
