/**
 * `npm run connector`: writes the files of a custom connector for Power Platform, from the description that an installation serves.
 *
 * They go into a folder that `paconn` takes as it is. No secret is written, and nothing is sent to Power Platform.
 */
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApiProperties } from './build-api-properties.ts';
import { readDescription } from './read-description.ts';

const root = join(import.meta.dirname, '../..');
const options = { 'public-url': { type: 'string' }, 'client-id': { type: 'string' }, out: { type: 'string' } } as const;

try {
  const { values } = parseArgs({ options });
  const description = await readDescription(values['public-url'] ?? process.env['PUBLIC_URL']);
  const folder = resolve(values.out ?? join(root, '.local/power-platform'));
  const write = (name: string, content: object) =>
    writeFile(join(folder, name), `${JSON.stringify(content, null, 2)}\n`);
  await mkdir(folder, { recursive: true });
  await write('apiDefinition.swagger.json', description);
  await write('apiProperties.json', buildApiProperties(description, values['client-id']));
  await copyFile(join(import.meta.dirname, 'icon.png'), join(folder, 'icon.png'));
  process.stdout.write(
    `The connector is in ${folder}.\nTo create it: paconn create --api-def apiDefinition.swagger.json --api-prop apiProperties.json --icon icon.png\n`,
  );
} catch (error) {
  process.stderr.write(`connector: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
