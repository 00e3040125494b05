import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../../shared/outcomes.ts';
import { renderErrorsPage } from '../../../../shared/pages/docs/errors-page.ts';
import { en } from '../../../../shared/pages/text/en.ts';
import { buildProblem } from '../../../../shared/problem-document.ts';
import { ConnectorError } from '../../../../shared/errors.ts';
import { sampleSettings as settings } from '../../../browser/gallery.ts';

const page = renderErrorsPage(settings, en);
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

  it('says to repeat unchanged exactly what is answered with Retry-After', () => {
    const repetitionOf = (code: ErrorCode) =>
      /A repetition<\/dt>\s*<dd[^>]*>([^<]*)</.exec(page.slice(page.indexOf(`id="${code}"`)))?.[1];
    for (const code of Object.keys(outcomes) as ErrorCode[]) {
      const { status, who } = outcomes[code];
      const isRepeated = (status === 429 || status === 503) && who !== 'operator';
      expect([code, repetitionOf(code) === 'May succeed later, unchanged']).toEqual([code, isRepeated]);
    }
    expect(repetitionOf('mailbox_throttled')).toBe('May succeed later: the same idempotency key starts a new message');
    expect(repetitionOf('delivery_unknown')).toBe('Gets the same answer, and nothing is sent again');
    expect(repetitionOf('sealed_record_refused')).toBe('Fails again until it is put right');
    expect(text).toContain('A 503 without it waits for the operator');
  });
});
