/**
 * `npm run infra`: compiles and checks everything about the deployment.
 *
 * Builds and lints every Bicep file (a single line of output is a failure: warnings exit with 0), checks that formatting
 * changes nothing, validates the committed snapshots, and analyses every query of the log. `--write` rewrites snapshots and built JSON; `--fetch` fetches
 * the compiler and the Microsoft Graph extension where they are missing, and CI=true fetches the compiler too; `--find`
 * only says where the compiler is, `--snapshots` checks only what is committed for tests. Runs on Node 20 and later; only the
 * queries need a package, and are said not to have been checked where it is missing. Deploys nothing.
 */
import { findCompiler } from './find-compiler.mjs';
import { fetchCompiler } from './fetch-compiler.mjs';
import { createChecks } from './checks.mjs';

const options = ['--write', '--fetch', '--find', '--snapshots'];
const flags = new Set(process.argv.slice(2));
const unknown = [...flags].filter((flag) => !options.includes(flag));
if (unknown.length > 0) fail(`unknown option ${unknown.join(' ')}; there are ${options.join(' ')}`);

let compiler = findCompiler(process.env);
let reason = '';
if (!compiler && (flags.has('--fetch') || process.env.CI === 'true')) {
  reason = fetchCompiler() ?? '';
  compiler = findCompiler(process.env);
}
if (!compiler) {
  const advice = 'set BICEP, install it with "az bicep install", or run "npm run infra -- --fetch" where dotnet is';
  fail(`the Bicep compiler is missing: ${reason || advice}`);
}
process.stdout.write(`infra: bicep ${compiler.version} (${compiler.from})\n`);
if (!flags.has('--find')) {
  const checks = createChecks({ compiler: compiler.path, write: flags.has('--write'), fetch: flags.has('--fetch') });
  let problems = 0;
  for (const [name, check] of Object.entries(checks)) {
    if (flags.has('--snapshots') && !['snapshots', 'built JSON'].includes(name)) continue;
    const { ok, notRun, detail } = await check();
    if (!ok) problems += 1;
    const verdict = notRun ? 'NOT RUN' : ok ? 'ok' : 'FAILED';
    process.stdout.write(`infra: ${verdict.padEnd(7)} ${name}${detail ? `: ${detail}` : ''}\n`);
    if (!ok && name === 'build') break;
  }
  if (problems > 0) process.exitCode = 1;
}

function fail(message) {
  process.stderr.write(`infra: ${message}\n`);
  process.exit(1);
}
