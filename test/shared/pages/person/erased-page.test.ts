import { describe, expect, it } from 'vitest';
import { renderErasedPage } from '../../../../shared/pages/person/erased-page.ts';
import { sampleContext } from '../../../browser/gallery.ts';
import { sampleReceipt } from '../../../browser/sample-history.ts';
import { visibleText } from '../visible-text.ts';

const view = { ...sampleContext, ...sampleReceipt, isOwn: true, canConnect: true };

describe('renderErasedPage', () => {
  it('is a receipt: when, what, and what stays until when', () => {
    const text = visibleText(renderErasedPage(view));
    for (const said of [
      'Erased on 29 Nov 2026, 10:15 UTC.',
      'for 5 minutes',
      'Names by which applications found you: 3',
      'Entries in the list of emails sent as you: 1,222',
      'Until 29 December 2026: when, by which application and with which reference',
      'Until 27 February 2027: how often',
      'Until 30 November 2026: the rest of the list',
      'every email in Sent Items',
      'Microsoft keeps the permission',
    ])
      expect(text).toContain(said);
  });

  it('says that nothing was left', () => {
    const text = visibleText(renderErasedPage({ ...view, deleted: [], remaining: [] }));
    expect(text).toContain('Deleted Nothing was left to delete.');
    expect(text).not.toContain('Until ');
  });

  it('shows no number of a former account, and nothing of its permission', () => {
    const text = visibleText(renderErasedPage({ ...view, isOwn: false }));
    expect(text).toContain('What was kept of the connection of a former account.');
    expect(text).not.toMatch(/1,222|found you|Microsoft/);
  });

  it('leads to connecting only whoever can', () => {
    expect(renderErasedPage(view)).toContain('/api/authorize">');
    expect(renderErasedPage({ ...view, canConnect: false })).not.toContain('/api/authorize">');
  });
});
