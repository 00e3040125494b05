/**
 * Builds the deployable folder `dist/`: the bundle, host.json and a minimal package.json, without node_modules.
 *
 * One CommonJS file, because the Functions worker starts it fastest; `@azure/functions-core` is the worker's own module.
 * Each file is replaced at once and unchanged ones are left alone, so a host that starts from the folder meanwhile finds it whole.
 */
import { build, type BuildOptions } from 'esbuild';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Writes the folder anew and returns the size of the bundle in bytes; `changes` are esbuild's own options. */
export async function buildApp(folder = join(root, 'dist'), changes: BuildOptions = {}): Promise<number> {
  const result = await build({
    entryPoints: [join(root, 'functions/index.ts')],
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    external: ['@azure/functions-core'],
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    ...changes,
    write: false,
  });
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const bundle = Buffer.from(result.outputFiles[0]?.contents ?? []);
  await replaceFiles(folder, {
    'index.cjs': bundle,
    'package.json': Buffer.from(`${JSON.stringify({ name, version, private: true, main: 'index.cjs' }, null, 2)}\n`),
    'host.json': await readFile(join(root, 'host.json')),
  });
  return bundle.length;
}

/** Makes the folder hold these files and nothing else. */
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
  process.stdout.write(`dist/ is built: index.cjs has ${(bytes / 1024).toFixed(0)} KB\n`);
}
