import { describe, expect, it } from 'vitest';
import { renderDisconnectedPage } from '../../../../shared/pages/person/disconnected-page.ts';
import { sampleContext as context } from '../../../browser/gallery.ts';
import { visibleText } from '../visible-text.ts';

describe('renderDisconnectedPage', () => {
  const homeTenantId = 'fab21ca3-0000-4000-8000-000000000002';
  const page = renderDisconnectedPage({
    ...context,
    own: { mailbox: 'ann@fabrikam.com', homeTenantId },
    canConnect: true,
  });

  it('says what was deleted and claims no more', () => {
    expect(visibleText(page)).toContain('can no longer send email from ann@fabrikam.com.');
    expect(visibleText(page)).toContain('Deleted here The tokens for the mailbox, and the key');
    expect(page).not.toMatch(/revoked|signed out/i);
  });

  it('leads to the person’s own consent page at Microsoft', () => {
    expect(page).toContain(`href="https://myapps.microsoft.com/?tenantid=${homeTenantId}"`);
  });

  it('names nothing of the connection of another account', () => {
    const former = visibleText(renderDisconnectedPage({ ...context, canConnect: true }));
    expect(former).toContain('can no longer send email from the mailbox of the former account.');
    expect(former).not.toMatch(/fabrikam|at Microsoft/);
  });

  it('leads to connecting only whoever can', () => {
    const own = { mailbox: 'ann@fabrikam.com', homeTenantId };
    for (const view of [{ own }, {}]) {
      expect(renderDisconnectedPage({ ...context, ...view, canConnect: true })).toContain('/api/authorize">');
      expect(renderDisconnectedPage({ ...context, ...view, canConnect: false })).not.toContain('/api/authorize">');
    }
  });
});
