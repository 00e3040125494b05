/**
 * The checks of the deployment, one function per check; each returns `{ ok, notRun, detail }` and works on a copy, so a check
 * never changes the project. Only `write` changes it: snapshots, built JSON and the digest of their sources.
 */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { checkQueries } from './check-queries.mjs';
import { connectCompiler } from './connect-compiler.mjs';
import { bareEnvironment, createCompiler } from './run-compiler.mjs';

const infra = dirname(dirname(fileURLToPath(import.meta.url)));
const registration = 'app-registration';
/** Files that use the Microsoft Graph extension, and so compile only where its types were restored. */
const usesGraph = /^app-registration\/(main|connector|caller)\./;
/** Files that a template takes its texts from. */
const LOADED = /\.kql$/;
/** What a deployment is expanded for; fictional, and the same everywhere. */
const target = {
  'tenant-id': 'c0a7050c-0000-4000-8000-000000000001',
  'subscription-id': '5ab5c41b-0000-4000-8000-000000000001',
  'resource-group': 'rg-guestmail',
  location: 'westeurope',
  'deployment-name': 'guestmail',
};

/** Creates the checks, in the order in which they run; without the first, `build`, the others cannot run. */
export function createChecks({ compiler, write, fetch }) {
  const sources = listFiles(/\.bicep(param)?$/);
  const own = sources.filter((file) => !usesGraph.test(file));
  const snapshots = own.filter((file) => /^snapshots.*param$/.test(file));
  const bicep = createCompiler(compiler);
  let confirming;
  const committed = () => (confirming ??= write ? new Set() : findConfirmed(compiler, snapshots));
  const silent = ({ status, output }, files) => ({
    ok: status === 0 && output === '',
    detail: output || `${files.length} files`,
  });
  const all = (cwd, command, ending) => bicep(cwd, command, '--pattern', `**/*.${ending}`);
  const both = (commands) =>
    inCopy(own, (copy) => {
      const runs = commands.map(([command, ending]) => all(copy, command, ending));
      const status = runs.find((run) => run.status !== 0)?.status ?? 0;
      const outputs = new Set(runs.map((run) => run.output));
      return silent({ status, output: [...outputs].join('\n').trim() }, own);
    });

  return {
    build: () =>
      both([
        ['build', 'bicep'],
        ['build-params', 'bicepparam'],
      ]),
    format: () =>
      inCopy(sources, (copy) => {
        for (const ending of ['bicep', 'bicepparam']) all(copy, 'format', ending);
        const changed = sources.filter((file) => read(copy, file) !== read(infra, file));
        return { ok: changed.length === 0, detail: changed.join(', ') || `${sources.length} files` };
      }),
    lint: () =>
      both([
        ['lint', 'bicep'],
        ['lint', 'bicepparam'],
      ]),
    snapshots: async () => {
      const confirmed = await committed();
      const results = snapshots.map((file) => {
        if (confirmed.has(file)) return [file, { ok: true }];
        const mode = write ? 'overwrite' : 'validate';
        const place = Object.entries(target).flatMap(([name, value]) => [`--${name}`, value]);
        return [file, silent(bicep(infra, 'snapshot', file, '--mode', mode, ...place), [file])];
      });
      return collect(results);
    },
    'built JSON': async () => {
      const confirmed = await committed();
      return inCopy(own, (copy) => compareBuilt(bicep, copy, own, { write, confirmed }));
    },
    queries: () => checkQueries(),
    'app registration': () => inCopy(sources, (copy) => buildRegistration(bicep, copy, fetch)),
  };
}

/**
 * The committed files that one compiler process makes again without a diagnostic. What it does not confirm, the command checks
 * and explains.
 */
async function findConfirmed(compiler, snapshots) {
  const { call, close } = connectCompiler(compiler, bareEnvironment());
  const camelCase = (name) => name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase());
  const metadata = Object.fromEntries(Object.entries(target).map(([name, value]) => [camelCase(name), value]));
  const confirmed = new Set();
  const confirm = (file, made, committed, { diagnostics } = {}) => {
    const isSame = made && committed && isDeepStrictEqual(JSON.parse(made), JSON.parse(committed));
    if (isSame && diagnostics?.length === 0) confirmed.add(file);
  };
  const compileParameters = (file) => call('bicep/compileParams', { path: join(infra, file), parameterOverrides: {} });
  for (const file of snapshots) {
    const answer = await call('bicep/getSnapshot', { path: join(infra, file), metadata });
    const committed = read(infra, file.replace(/bicepparam$/, 'snapshot.json'));
    confirm(file, answer?.snapshot, committed, answer && (await compileParameters(file)));
  }
  const template = await call('bicep/compile', { path: join(infra, 'main.bicep') });
  const built = template?.contents && canonical(template.contents);
  confirm('main.json', built, read(infra, 'snapshots/main.json'), template);
  const parameters = await compileParameters('main.bicepparam');
  confirm('main.parameters.json', parameters?.parameters, read(infra, 'snapshots/main.parameters.json'), parameters);
  await close();
  return confirmed;
}

/** Built template, parameters of an empty environment and digest of the sources, as committed or written again. */
function compareBuilt(bicep, copy, own, { write, confirmed }) {
  const commands = {
    'main.json': ['build', 'main.bicep'],
    'main.parameters.json': ['build-params', 'main.bicepparam', '--outfile', 'main.parameters.json'],
  };
  const files = Object.entries(commands).map(([file, command]) => {
    if (confirmed.has(file)) return [file, read(infra, join('snapshots', file))];
    bicep(copy, ...command);
    return [file, canonical(read(copy, file))];
  });
  const digested = digests([...own, ...listFiles(LOADED)].toSorted((one, other) => (one < other ? -1 : 1)));
  files.push(['sources.json', `${JSON.stringify(digested, null, 2)}\n`]);
  if (write) for (const [file, text] of files) writeFileSync(join(infra, 'snapshots', file), text);
  const stale = files.filter(([file, text]) => read(infra, join('snapshots', file)) !== text).map(([file]) => file);
  if (stale.length === 0) return { ok: true, detail: `${files.length} files` };
  return { ok: false, detail: `${stale.join(', ')}: run "npm run infra -- --write" and review the difference` };
}

/** Its types come from a registry, so it compiles only where they were restored once. */
function buildRegistration(bicep, copy, fetch) {
  const run = bicep(copy, 'build', join(registration, 'main.bicep'), ...(fetch ? [] : ['--no-restore']));
  if (/BCP19[02]/.test(run.output))
    return {
      ok: true,
      notRun: true,
      detail: 'its types, the Microsoft Graph extension, are not on this machine (--fetch)',
    };
  return { ok: run.status === 0 && run.output === '', detail: run.output };
}

/** Files below the folder, with `/`, sorted. */
function listFiles(ending) {
  return readdirSync(infra, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(infra, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
    .sort();
}

function inCopy(files, act) {
  const copy = mkdtempSync(join(tmpdir(), 'infra-'));
  try {
    const others = ['bicepconfig.json', `${registration}/bicepconfig.json`, `${registration}/roles.json`];
    for (const file of [...others, ...listFiles(LOADED), ...files]) cpSync(join(infra, file), join(copy, file));
    return act(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

function collect(results) {
  const bad = results.filter(([, { ok }]) => !ok);
  const lines = bad.map(([file, { detail }]) => `${file}\n${detail}`);
  return { ok: bad.length === 0, detail: lines.join('\n') || `${results.length} files` };
}

function read(folder, file) {
  return existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : '';
}

/** The same text, whichever compiler wrote it: without its version and hash. */
function canonical(json) {
  const withoutGenerator = (key, value) => (key === '_generator' ? undefined : value);
  return `${JSON.stringify(JSON.parse(json, withoutGenerator), null, 2)}\n`;
}

/** SHA-256 of each source with LF line ends, so that a machine without the compiler sees a stale snapshot. */
function digests(files) {
  const digest = (file) => createHash('sha256').update(read(infra, file).replaceAll('\r\n', '\n')).digest('hex');
  return Object.fromEntries(files.map((file) => [file, digest(file)]));
}
