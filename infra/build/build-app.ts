/**
 * Builds the deployable folder `dist/`: the bundle, host.json and a minimal package.json, without node_modules.
 *
 * CommonJS files, which the Functions worker starts fastest: the triggers, and their handlers, loaded once the host has registered the
 * triggers. What no start needs is in files beside them, each loaded at its first use: the SDKs and what reads messages, which the first
 * send needs; what documents say; and the languages, pages and features below. What makes markup is a file as well, and the class of errors
 * is that of the handlers, so that none holds a copy. Packages of which a send needs nothing are in files of their own, too (packages-apart.ts).
 * `@azure/functions-core` is the worker's own module. Each file is replaced atomically and an unchanged one is left alone, so a host that
 * starts during a build finds every file whole.
 */
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFiles, packagesApart } from './packages-apart.ts';
import { readVersion } from './read-version.ts';

const root = join(import.meta.dirname, '..', '..');

/** What a start loads, by its source; in the order of writing, so that a file comes before the one that loads it. */
const startFiles = {
  'html.cjs': 'shared/pages/kit/html.ts',
  'handlers.cjs': 'functions/handlers.ts',
  'index.cjs': 'functions/index.ts',
};

/** In the same form: a file for every language, `text/de.ts` for one. */
const texts = 'shared/pages/text';
const tags = (await readdir(join(root, texts))).flatMap((name) => /^([a-z]{2})\.ts$/.exec(name)?.[1] ?? []);
const languageFiles = Object.fromEntries(tags.map((tag) => [`text-${tag}.cjs`, `${texts}/${tag}.ts`]));

/** In the same form: what the first send loads beside that, if nothing else has, and the first answer does not need. */
const sendFiles = {
  'azure-sdks.cjs': 'shared/azure/azure-sdks.ts',
  'parsers.cjs': 'shared/mime/parsers.ts',
};

/** In the same form: what few ask for, the long part of a page and the descriptions; what only large messages, MIME, events and callbacks need; and Graph's own door. */
const pageFiles = {
  'trust.cjs': 'shared/pages/trust/trust-details.ts',
  'drafts.cjs': 'shared/graph/graph-drafts.ts',
  'graph-door.cjs': 'shared/doors/graph/graph-door.ts',
  'mime-header.cjs': 'shared/mime/read-mime.ts',
  'mime-parts.cjs': 'shared/mime/convert-mime.ts',
  'mime-writer.cjs': 'shared/mime/write-mime.ts',
  'descriptions.cjs': 'shared/api/write-descriptions.ts',
  'templates.cjs': 'shared/templates/templates.ts',
  'doors.cjs': 'shared/doors/door-readers.ts',
  'callbacks.cjs': 'shared/callbacks/open-callbacks.ts',
  'guests.cjs': 'shared/guests/open-guests.ts',
  'activity.cjs': 'shared/activity/read-activity.ts',
  'schemas.cjs': 'shared/configuration/schemas.ts',
  'mailboxes.cjs': 'shared/mailboxes/open-mailboxes.ts',
  'providers.cjs': 'shared/providers/providers.ts',
  'smtp.cjs': 'shared/providers/smtp/smtp-provider.ts',
  'diagnosis.cjs': 'shared/operations/diagnosis/diagnose-sender.ts',
  'check.cjs': 'functions/show-check.ts',
  'console.cjs': 'functions/console/open-console.ts',
  'console-assets.cjs': 'shared/pages/console/console-assets.ts',
};

const fileOf = new Map(
  Object.entries({ ...startFiles, ...sendFiles, ...languageFiles, ...pageFiles }).map(([name, source]) => [
    join(root, source),
    `./${name}`,
  ]),
);

/** Whoever imports such a source requires its file. */
const filesApart: Plugin = {
  name: 'files-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\.ts$/ }, ({ kind, path, resolveDir }) => {
      const file = kind === 'entry-point' ? undefined : fileOf.get(join(resolveDir, path));
      return file === undefined ? undefined : { path: file, external: true };
    }),
};

/** Errors are told apart by their class, so what is loaded later has that of the handlers. */
const errorsOfHandlers: Plugin = {
  name: 'errors-of-handlers',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/errors\.ts$/ }, ({ path, resolveDir }) =>
      join(resolveDir, path) === join(root, 'shared/errors.ts')
        ? { path: './handlers.cjs', external: true }
        : undefined,
    ),
};

export interface AppBuild {
  /** esbuild's own options, for every file. */
  options?: BuildOptions;
  /** Built in place of the triggers. */
  triggers?: BuildOptions;
}

/** In bytes, by name. */
export type FileSizes = Readonly<Record<string, number>>;

/** Of each file of code. */
export interface BuiltSizes {
  /** What a start loads. */
  start: FileSizes;
  /** What the first send loads beside that. */
  send: FileSizes;
  /** Each is loaded when its language is first asked for. */
  languages: FileSizes;
  /** Each is loaded when its page is first asked for, or a message first needs it. */
  pages: FileSizes;
  /** Each is loaded when something of it is first called. */
  packages: FileSizes;
}

/** Writes the folder and returns the sizes of its code. */
export async function buildApp(
  folder = join(root, 'dist'),
  { options = {}, triggers }: AppBuild = {},
): Promise<BuiltSizes> {
  const inRoot = (sources: Record<string, string>) =>
    Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, join(root, source)]));
  const bundleAll = async (
    entryPoints: Record<string, string>,
    more: Plugin[] = [],
  ): Promise<Record<string, Buffer>> => {
    const bundles = Object.entries(entryPoints).map(async ([name, entryPoint]) => {
      const replaced = name === 'index.cjs' ? triggers : undefined;
      return [name, await bundle({ ...options, ...(replaced ?? { entryPoints: [entryPoint] }) }, more)] as const;
    });
    return Object.fromEntries(await Promise.all(bundles));
  };
  const [start, send, languages, pages, packages] = await Promise.all([
    bundleAll(inRoot(startFiles)),
    bundleAll(inRoot(sendFiles), [errorsOfHandlers]),
    bundleAll(inRoot(languageFiles)),
    bundleAll(inRoot(pageFiles), [errorsOfHandlers]),
    bundleAll(packageFiles),
  ]);
  const manifest = { name: 'guestmail', version: await readVersion(), private: true, main: 'index.cjs' };
  await replaceFiles(folder, {
    ...languages,
    ...pages,
    ...packages,
    ...send,
    ...start,
    'package.json': Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
    'host.json': await readFile(join(root, 'host.json')),
  });
  return {
    start: sizesOf(start),
    send: sizesOf(send),
    languages: sizesOf(languages),
    pages: sizesOf(pages),
    packages: sizesOf(packages),
  };
}

function sizesOf(files: Record<string, Buffer>): FileSizes {
  return Object.fromEntries(Object.entries(files).map(([name, content]) => [name, content.length]));
}

export function sum(sizes: FileSizes): number {
  return Object.values(sizes).reduce((total, size) => total + size, 0);
}

async function bundle(options: BuildOptions, more: Plugin[]): Promise<Buffer> {
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
    // Languages say much that is not ASCII.
    charset: 'utf8',
    plugins: [...more, filesApart, packagesApart],
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
  const { start, ...others } = await buildApp();
  const kilobytes = (sizes: FileSizes) => `${(sum(sizes) / 1024).toFixed(0)} KB`;
  process.stdout.write(
    `dist/ is built: ${kilobytes(start)}, and ${kilobytes(Object.assign({}, ...Object.values(others)) as FileSizes)} beside it, each file loaded at its first use\n`,
  );
}
