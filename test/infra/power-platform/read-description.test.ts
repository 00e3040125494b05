import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDescription } from '../../../infra/power-platform/read-description.ts';
import { description } from './sample-description.ts';

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer(({ url }, response) => {
    if (url === '/api/swagger.json') response.end(JSON.stringify(description));
    else response.writeHead(url === '/page/swagger.json' ? 200 : 404).end('<p>Not here</p>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

describe('readDescription', () => {
  it('reads what the installation serves', async () => {
    expect(await readDescription(`${origin}/api/`)).toEqual(description);
  });

  it('says what is wrong with an address', async () => {
    await expect(readDescription(undefined)).rejects.toThrow('--public-url');
    await expect(readDescription('http://guestmail.contoso.com/api')).rejects.toThrow('is not an https address');
    await expect(readDescription(`${origin}/page`)).rejects.toThrow('There is no description at');
    await expect(readDescription(origin)).rejects.toThrow('ends with the route prefix');
    await expect(readDescription('http://127.0.0.1:1/api')).rejects.toThrow('Nothing answers');
  });
});

describe('the program', () => {
  const run = (...words: string[]) =>
    promisify(execFile)(
      process.execPath,
      [join(import.meta.dirname, '../../../infra/power-platform/main.ts'), ...words],
      {
        env: {},
      },
    );

  it('writes the files of a connector, or one line that says why not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'guestmail-'));
    await run('--public-url', `${origin}/api`, '--out', folder);
    expect((await readdir(folder)).toSorted()).toEqual([
      'apiDefinition.swagger.json',
      'apiProperties.json',
      'icon.png',
    ]);
    const written = await readFile(join(folder, 'apiDefinition.swagger.json'), 'utf8');
    expect(JSON.parse(written)).toEqual(description);
    await rm(folder, { recursive: true });
    await expect(run()).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^connector: Say which .+\n$/),
    });
  });
});
