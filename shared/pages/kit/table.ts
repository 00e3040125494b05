/**
 * A table: a caption, header cells, and rows whose first cell names the row.
 */
import { html, type SafeHtml } from './html.ts';

export interface Table {
  caption: string | SafeHtml;
  columns: readonly string[];
  /** As many cells as columns. */
  rows: readonly (readonly (string | SafeHtml)[])[];
}

export function renderTable({ caption, columns, rows }: Table): SafeHtml {
  const body = rows.map(([first = '', ...others]) => {
    const cells = others.map((cell) => html`<td>${cell}</td> `);
    return html`<tr>
      <th scope="row">${first}</th>
      ${cells}
    </tr>`;
  });
  return html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${columns.map((column) => html`<th scope="col">${column}</th> `)}
      </tr>
    </thead>
    <tbody>
      ${body}
    </tbody>
  </table>`;
}
