import { describe, expect, it } from 'vitest';
import { renderFacts } from '../../../../shared/pages/kit/facts.ts';
import { html, toText } from '../../../../shared/pages/kit/html.ts';
import { visibleText } from '../visible-text.ts';

describe('renderFacts', () => {
  it('lists terms with their details, escapes texts, and leaves out what is absent', () => {
    const page = toText(
      renderFacts([
        { term: 'Mailbox', details: '<ann>' },
        undefined,
        { term: 'For', details: html`<b>Ann</b>` },
        false,
      ]),
    );
    expect(page.match(/<dt>/g)).toHaveLength(2);
    expect(page).toContain('&lt;ann&gt;');
    expect(visibleText(page).trim().replace(/\s+/g, ' ')).toBe('Mailbox <ann> For Ann');
  });
});
