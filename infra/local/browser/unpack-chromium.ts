/**
 * Unpacks the Chromium that comes with the development dependencies, once per installation.
 *
 * The package unpacks into the temporary folder of the process, where two at once collide. So this runs it in a process
 * with its own temporary folder, which gets its final name only when it is complete. A second caller never sees half a
 * browser; at worst both unpack and one of the two folders is deleted.
 */
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const nodeModules = fileURLToPath(new URL('../../../node_modules/', import.meta.url));

/** Makes the package unpack its own copies of the libraries that a bare Linux machine lacks. */
const unpackEnvironment = { AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
const unpackProgram = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

/** The folder that holds `chromium`, its `fonts` and its libraries; unpacks them first when necessary. */
export async function unpackChromium(): Promise<string> {
  const { version } = JSON.parse(await readFile(join(nodeModules, '@sparticuz/chromium/package.json'), 'utf8'));
  const cache = join(nodeModules, '.cache');
  const folder = join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const unfinished = await mkdtemp(`${folder}-`);
  try {
    await run(process.execPath, ['--input-type=module', '--eval', unpackProgram], {
      cwd: nodeModules,
      env: { ...process.env, ...unpackEnvironment, TMPDIR: unfinished },
    });
    await writeFile(join(unfinished, 'fonts.conf'), fontConfiguration(folder));
    await rename(unfinished, folder).catch((cause: unknown) => {
      if (!existsSync(folder)) throw new Error(`Chromium could not be unpacked into ${folder}.`, { cause });
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return folder;
}

/** The packaged font first, so that pictures look alike on every machine; the machine's own ones for other scripts. */
function fontConfiguration(folder: string): string {
  const preferred = { 'sans-serif': 'Open Sans', 'system-ui': 'Open Sans', monospace: 'DejaVu Sans Mono' };
  const aliases = Object.entries(preferred).map(
    ([family, font]) =>
      `<alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  );
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
<dir>${folder}/fonts</dir>
<dir>/usr/share/fonts</dir>
<cachedir>${folder}/fonts-cache</cachedir>
${aliases.join('\n')}
</fontconfig>
`;
}
