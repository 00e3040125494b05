import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = [
  'README.md',
  'CHANGELOG.md',
  '.github/SECURITY.md',
  'infra/README.md',
  'infra/business-central/README.md',
  'infra/finance-operations/README.md',
  'infra/local/README.md',
  'shared/README.md',
  'test/examples/README.md',
];

/** The anchors of a page's headings, as GitHub makes them. */
function listAnchors(page: string): string[] {
  const headings = readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe('the pages', () => {
  it.each(pages)('%s links only to files and headings that exist', (page) => {
    const links = [...readFileSync(join(root, page), 'utf8').matchAll(/\]\((?!https:)([^)#]*)(?:#([^)]*))?\)/g)];
    const broken = links.filter(([, target = '', anchor]) => {
      const file = target ? join(root, dirname(page), target) : join(root, page);
      return !existsSync(file) || (anchor !== undefined && !listAnchors(file).includes(anchor));
    });

    expect(broken.map(([link]) => link)).toEqual([]);
  });
});
