import { describe, expect, it } from 'vitest';
import { html, toText } from '../../../../shared/pages/kit/html.ts';
import { renderTable } from '../../../../shared/pages/kit/table.ts';

describe('renderTable', () => {
  it('has a caption, and header cells for columns and rows', () => {
    const page = toText(
      renderTable({ caption: 'A & B', columns: ['One', 'Two'], rows: [['first', html`<code>2</code>`]] }),
    );
    expect(page.replace(/\s+(?=<)|(?<=>)\s+/g, '')).toBe(
      '<table><caption>A &amp; B</caption><thead><tr><th scope="col">One</th><th scope="col">Two</th></tr></thead>' +
        '<tbody><tr><th scope="row">first</th><td><code>2</code></td></tr></tbody></table>',
    );
  });
});
