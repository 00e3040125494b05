import { describe, expect, it } from 'vitest';
import { readdir, readFile, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildApp, sum } from '../../../infra/build/build-app.ts';
import { packagesApartByName } from '../../../infra/build/packages-apart.ts';

const root = join(import.meta.dirname, '..', '..', '..');

async function readCode(folder: string): Promise<string[]> {
  const files = await readdir(join(root, 'node_modules', folder), { recursive: true });
  const code = files.filter((file) => /\.m?js$/.test(file));
  return Promise.all(code.map((file) => readFile(join(root, 'node_modules', folder, file), 'utf8')));
}

describe('packagesApart', () => {
  it('names every function that the SDKs import of the XML package', async () => {
    const folders = [
      '@azure/data-tables/dist/esm',
      '@azure/core-client/dist/esm',
      '@azure/core-rest-pipeline/dist/esm',
    ];
    const code = (await Promise.all(folders.map(readCode))).flat();
    const imported = code.flatMap((text) =>
      [...text.matchAll(/import\s*\{([^}]*)\}\s*from "@azure\/core-xml"/g)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim()),
      ),
    );
    expect(new Set(imported)).toEqual(new Set(packagesApartByName['@azure/core-xml']?.functions));
  });

  it('names every function that MSAL calls of the package for JSON web tokens', async () => {
    const code = await readCode('@azure/msal-node/dist');
    const importing = code.filter((text) => text.includes("from 'jsonwebtoken'"));
    const called = importing.flatMap((text) => [...text.matchAll(/\bjwt\.(\w+)/g)].map(([, name]) => name));
    // `this.jwt` is a text of MSAL's own.
    expect(new Set(called)).toEqual(new Set(packagesApartByName['jsonwebtoken']?.functions));
  });

  it('stands in for all that is imported of the packages for browsers and proxies', async () => {
    const folders = ['@azure/identity/dist/esm', '@typespec/ts-http-runtime/dist/esm'];
    const code = (await Promise.all(folders.map(readCode))).flat();
    const imported = code.flatMap((text) => [
      ...text.matchAll(/import (\w+|\{[^}]*\}) from "(open|https?-proxy-agent)"/g),
      ...text.matchAll(/(\bawait) import\("(open)"\);\s+await open\.default\(/g),
    ]);
    expect(new Set(imported.map(([, names, name]) => `${names} of ${name}`))).toEqual(
      new Set(['await of open', '{ HttpProxyAgent } of http-proxy-agent', '{ HttpsProxyAgent } of https-proxy-agent']),
    );
  });

  it('loads such a package from its file, and works there', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'packages-'));
    try {
      const { start, send, packages } = await buildApp(folder);
      const load = createRequire(join(folder, 'index.cjs'));
      const { parseXML } = load('./core-xml.cjs') as { parseXML(text: string): Promise<unknown> };
      const { sign } = load('./jsonwebtoken.cjs') as { sign(payload: object, secret: string): string };
      expect(await parseXML('<a><b>1</b></a>')).toEqual({ b: '1' });
      expect(sign({ a: 1 }, 'secret').split('.')).toHaveLength(3);
      const { HttpsProxyAgent } = load('./https-proxy-agent.cjs') as { HttpsProxyAgent: new (url: string) => object };
      expect(new HttpsProxyAgent('http://127.0.0.1:1')).toBeInstanceOf(HttpsProxyAgent);
      expect(typeof (load('./open.cjs') as { default: unknown }).default).toBe('function');
      const atOnce = new Set(Object.keys(load.cache));
      expect(sum(packages)).toBeGreaterThan(50_000);
      const sdks = await readFile(join(folder, 'azure-sdks.cjs'), 'utf8');
      for (const file of Object.keys(packages)) expect(sdks.split(`"./${file}"`).length).toBeGreaterThan(1);
      expect(sum(start) + sum(send)).toBeLessThan(1_200_000);
      // Neither the SDKs nor what reads messages; the parts of markup are made once.
      load('./handlers.cjs');
      const loaded = Object.keys(load.cache).filter((file) => file.startsWith(folder) && !atOnce.has(file));
      expect(loaded.map((file) => basename(file)).toSorted()).toEqual(['handlers.cjs', 'html.cjs']);
      // A second copy of an error class would be none of those that the start compares with.
      for (const file of ['diagnosis.cjs', 'check.cjs'])
        expect([file, /extends Error/.test(await readFile(join(folder, file), 'utf8'))]).toEqual([file, false]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
