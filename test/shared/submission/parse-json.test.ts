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
  });

  it.each<[number[], string]>([
    [[0x22, 0xff, 0x22], 'line 1, column 2'],
    [[0xc0, 0x80], 'line 1, column 1'],
    [[0xed, 0xa0, 0x80], 'line 1, column 1'],
    [[0xff, 0xfe, 0x7b, 0], 'line 1, column 1'],
    // A U+FFFD that was posted, two lines, a character of two units, then Latin-1.
    [[0xef, 0xbf, 0xbd, 0x0d, 0x0a, 0xf0, 0x9f, 0x98, 0x80, 0xe4, 0x20], 'line 2, column 3'],
    [[0xef, 0xbb, 0xbf, 0x7b, 0xe4, 0x20], 'line 1, column 3'],
    [[0x7b, 0xc3], 'line 1, column 2'],
  ])('says where bytes are not UTF-8: %j', (raw, place) => {
    expect(refusal(Uint8Array.from(raw)).faults).toEqual([{ pointer: '', detail: `is not valid UTF-8 at ${place}` }]);
  });

  it('says where a text is not JSON, and never what is there', () => {
    const { faults } = refusal('{\n  "sender": "ann@fabrikam.com",\r\n  secret: 1 }');
    expect(faults).toEqual([
      { pointer: '', detail: 'is not JSON at line 3, column 3: a name in double quotes is expected' },
    ]);
  });

  it('ignores one byte order mark', () => {
    expect(countRecipients(submissionOf(`\ufeff${JSON.stringify(validBody)}`))).toBe(1);
  });

  it('refuses deep or many values before it parses them', () => {
    expect(refusal('['.repeat(100_000)).faults[0]?.detail).toContain('deeper');
    expect(refusal(`[${'0,'.repeat(100_000)}0]`).faults[0]?.detail).toContain('more than');
  });
});
