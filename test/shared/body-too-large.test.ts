import { describe, expect, it } from 'vitest';
import { bodyTooLarge } from '../../shared/body-too-large.ts';
import { BODY_SMALL_BYTES, GRAPH_REQUEST_MAX_BYTES } from '../../shared/limits.ts';

const detailOf = (found: number, maximum: number) => {
  const { code, faults } = bodyTooLarge(found, maximum);
  expect([code, faults[0]?.pointer]).toEqual(['request_too_large', '']);
  return faults[0]?.detail;
};

describe('bodyTooLarge', () => {
  it('says how large a submission is and may be, what Graph takes of it, and how larger files come', () => {
    expect(detailOf(9_000_000, 8_388_608)).toMatch(
      /^has 9,000,000 bytes; a request may have 8,388,608 bytes, .* 4,194,304 bytes .*PUT \/attachments\/\{name\}/,
    );
    expect(detailOf(3_000_000, 2_000_000)).toMatch(/^has 3,000,000 bytes; a request may have 2,000,000 bytes\. Upload/);
  });

  it('says what Graph takes only where a request may have more', () => {
    expect(detailOf(5_000_000, GRAPH_REQUEST_MAX_BYTES)).not.toContain('Microsoft Graph');
    expect(detailOf(5_000_000, GRAPH_REQUEST_MAX_BYTES + 1)).toContain('Microsoft Graph');
  });

  it('speaks of no files where none can be meant', () => {
    expect(detailOf(90_000, BODY_SMALL_BYTES)).not.toContain('PUT');
    expect(detailOf(9_000, 8_192)).toBe('has 9,000 bytes; a request may have 8,192 bytes');
  });
});
