import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';
import { renderErrorsPage } from '../../../../shared/pages/docs/errors-page.ts';
import { buildProblem } from '../../../../shared/problem-document.ts';
import { ConnectorError } from '../../../../shared/errors.ts';
import { sampleSettings as settings } from '../../../browser/gallery.ts';

const page = renderErrorsPage(settings);
const text = page
  .replaceAll(/<[^>]*>/g, ' ')
  .replaceAll('&#39;', "'")
  .replaceAll(/\s+/g, ' ');

describe('renderErrorsPage', () => {
  it('has each code once, where the type of its problem document leads, with status, who and what to do', () => {
    for (const code of Object.keys(outcomes) as ErrorCode[]) {
      const { publicUrl } = settings;
      const { type } = buildProblem(new ConnectorError(code), { publicUrl, requestId: 'r1' });
      const [address, fragment] = type.split('#');
      expect([address, fragment]).toEqual(['https://guestmail.contoso.com/api/docs/errors', code]);
      expect(page.split(`id="${code}"`)).toHaveLength(2);
      const { status, detail, helpUrl } = outcomes[code];
      expect(text).toContain(`${code} ${detail} Status ${status} Who must act `);
      if (helpUrl) expect(page).toContain(`href="${helpUrl}"`);
    }
    expect(page.match(/<h2 /g)).toHaveLength(Object.keys(outcomes).length);
  });
});
