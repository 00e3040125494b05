import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..', '..');
const pages = join(root, 'shared', 'pages');
const browser = join(root, 'test', 'browser');

describe('every page', () => {
  it('is in the gallery, over which the tests of languages, widths and barriers go', () => {
    const gallery = ['gallery.ts', ...globSync('sample-*.ts', { cwd: browser })]
      .map((name) => readFileSync(join(browser, name), 'utf8'))
      .join();
    const modules = globSync('!(text|kit|console)/*-page.ts', { cwd: pages }).map((path) => basename(path));
    expect(modules.length).toBeGreaterThan(8);
    expect(modules.filter((name) => !gallery.includes(`/${name}'`))).toEqual([]);
  });
});
