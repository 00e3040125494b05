/**
 * Builds the deployable folder `dist/`: the bundle, host.json and a minimal package.json, without node_modules.
 *
 * Two CommonJS files, which the Functions worker starts fastest: the triggers, and their handlers with everything they use,
 * loaded once the host has registered the triggers. `@azure/functions-core` is the worker's own module.
 * Each file is replaced atomically and an unchanged one is left alone, so a host that starts during a build finds every file whole.
 */
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readVersion } from './read-version.ts';

const root = join(import.meta.dirname, '..', '..');

const handlersApart: Plugin = {
  name: 'handlers-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/handlers\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './handlers.cjs', external: true } : undefined,
    ),
};

export interface AppBuild {
  /** esbuild's own options, for both files. */
  options?: BuildOptions;
  /** Built in place of the triggers. */
  triggers?: BuildOptions;
}

/** Writes the folder and returns the size of both files in bytes. */
export async function buildApp(
  folder = join(root, 'dist'),
  { options = {}, triggers: source = { entryPoints: [join(root, 'functions/index.ts')] } }: AppBuild = {},
): Promise<number> {
  const [triggers, handlers] = await Promise.all([
    bundle({ ...options, ...source }),
    bundle({ ...options, entryPoints: [join(root, 'functions/handlers.ts')] }),
  ]);
  const manifest = { name: 'guestmail', version: await readVersion(), private: true, main: 'index.cjs' };
  await replaceFiles(folder, {
    // Written before the file that loads it.
    'handlers.cjs': handlers,
    'index.cjs': triggers,
    'package.json': Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    'host.json': await readFile(join(root, 'host.json')),
  });
  return triggers.length + handlers.length;
}

async function bundle(options: BuildOptions): Promise<Buffer> {
  const { outputFiles } = await build({
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    legalComments: 'none',
    external: ['@azure/functions-core'],
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    // `import()` becomes `require`, which finds every name that a minified file exports.
    supported: { 'dynamic-import': false },
    plugins: [handlersApart],
    ...options,
    write: false,
  });
  return Buffer.from(outputFiles[0]?.contents ?? []);
}

/** Makes the folder contain these files and nothing else. */
async function replaceFiles(folder: string, files: Record<string, Buffer>): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    const present = await readFile(path).catch(() => undefined);
    if (present?.equals(content)) continue;
    const temporary = join(folder, `.${name}.${randomUUID()}`);
    await writeFile(temporary, content);
    await rename(temporary, path);
  }
  for (const name of await readdir(folder)) {
    const isOurs = Object.hasOwn(files, name) || name.startsWith('.');
    if (!isOurs) await rm(join(folder, name), { recursive: true, force: true });
  }
}

if (process.argv[1] === import.meta.filename) {
  const bytes = await buildApp();
  process.stdout.write(`dist/ is built: ${(bytes / 1024).toFixed(0)} KB\n`);
}
