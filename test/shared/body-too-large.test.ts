import { describe, expect, it } from 'vitest';
import { bodyTooLarge } from '../../shared/body-too-large.ts';

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

  it('speaks of no files where none can be meant', () => {
    expect(detailOf(9_000, 8_192)).toBe('has 9,000 bytes; a request may have 8,192 bytes');
  });
});
