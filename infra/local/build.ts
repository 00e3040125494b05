/**
 * Builds the deployable folder `dist/`: the bundle, host.json and a minimal package.json, without node_modules.
 *
 * One CommonJS file, because the Functions worker starts it fastest; `@azure/functions-core` is the worker's own module.
 */
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..', '..');

/** Writes `dist/` anew and returns the size of the bundle in bytes. */
export async function buildApp(folder = join(root, 'dist')): Promise<number> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const result = await build({
    entryPoints: [join(root, 'functions/index.ts')],
    outfile: join(folder, 'index.cjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    minify: true,
    keepNames: true,
    legalComments: 'none',
    external: ['@azure/functions-core'],
    mainFields: ['module', 'main'],
    metafile: true,
    logLevel: 'warning',
  });
  const { name, version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  await writeFile(
    join(folder, 'package.json'),
    `${JSON.stringify({ name, version, private: true, main: 'index.cjs' }, null, 2)}\n`,
  );
  await copyFile(join(root, 'host.json'), join(folder, 'host.json'));
  return Object.values(result.metafile.outputs)[0]?.bytes ?? 0;
}

if (process.argv[1] === import.meta.filename) {
  const bytes = await buildApp();
  process.stdout.write(`dist/ is built: index.cjs has ${(bytes / 1024).toFixed(0)} KB\n`);
}
