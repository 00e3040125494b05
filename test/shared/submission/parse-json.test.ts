import { describe, expect, it } from 'vitest';
import { countRecipients } from '../../../shared/submission/count-recipients.ts';
import { refusal, submissionOf, validBody } from './submission-sample.ts';

describe('parseJson', () => {
  it('refuses a body that is empty, not UTF-8, not JSON or no object, with one fault for the whole', () => {
    const bad = [
      '',
      ' \n',
      '{',
      '{"a":1,}',
      'null',
      '[]',
      '"text"',
      '7',
      "{'a':1}",
      '\u00a0{}',
      '\ufeff\ufeff{}',
      'NaN',
    ];
    for (const text of bad) expect(refusal(text).faults.map(({ pointer }) => pointer)).toEqual(['']);
    for (const raw of [
      [0x22, 0xff, 0x22],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xff, 0xfe, 0x7b, 0],
    ])
      expect(refusal(Uint8Array.from(raw)).faults).toEqual([{ pointer: '', detail: 'is not valid UTF-8' }]);
  });

  it('ignores one byte order mark', () => {
    expect(countRecipients(submissionOf(`\ufeff${JSON.stringify(validBody)}`))).toBe(1);
  });

  it('refuses deep or many values before it parses them', () => {
    expect(refusal('['.repeat(100_000)).faults[0]?.detail).toContain('deeper');
    expect(refusal(`[${'0,'.repeat(100_000)}0]`).faults[0]?.detail).toContain('more than');
  });
});
