#!/usr/bin/env bash
# Stryker 10.1.1 (@stryker-mutator/core, vitest-runner) with vitest 5.1.1, on Node.js 24.5.0: a changed constant survives a test that fails with it.
#
# Guess: what acts while a module loads is a static mutant, and is tried with every test; so a constant that one test compares with its
# value is killed, whichever other tests import the module too.
# Seen: where files share their modules (`isolate: false`) and the first to load the module does so inside a test, by `import()`, its
# constants count as covered by that test alone. The other file, which imports the module at its top and would fail, is not run for
# them, and they survive. With `isolate: true` they are killed.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
echo '{ "type": "module", "private": true }' > package.json
npm install --silent --no-audit --no-fund --save-exact @stryker-mutator/core@10.1.1 @stryker-mutator/vitest-runner@10.1.1 \
  vitest@5.1.1 node@24.5.0
echo "export const subject = 'Invoice';" > subject.js
cat > first.test.js <<'JS'
import { expect, it } from 'vitest';
it('loads the module late', async () => {
  const { subject } = await import('./subject.js');
  expect(typeof subject).toBe('string');
});
JS
cat > second.test.js <<'JS'
import { expect, it } from 'vitest';
import { subject } from './subject.js';
it('knows the subject', () => expect(subject).toBe('Invoice'));
JS
cat > stryker.config.json <<'JSON'
{ "testRunner": "vitest", "mutate": ["subject.js"], "reporters": ["clear-text"], "coverageAnalysis": "perTest", "ignoreStatic": false }
JSON
run() {
  echo "export default { test: { isolate: $1, sequence: { shuffle: false } } };" > vitest.config.js
  PATH="$folder/node_modules/.bin:$PATH" stryker run > output.txt 2>&1 || true
  sed -E 's/\x1b\[[0-9;]*m//g' output.txt | grep -E '^ *subject\.js +\|' | tr -s ' ' | cut -d '|' -f 2,4,6 | head -n 1
}
seen="shared modules, score, killed, survived:$(run false)
own modules, score, killed, survived:$(run true)"
printf '%s\n' "$seen"
[ "$seen" = 'shared modules, score, killed, survived: 0.00 | 0 | 1 
own modules, score, killed, survived: 100.00 | 1 | 0 ' ]
