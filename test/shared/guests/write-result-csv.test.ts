import { describe, expect, it } from 'vitest';
import { writeResultCsv } from '../../../shared/guests/write-result-csv.ts';

describe('writeResultCsv', () => {
  it('writes a line for each guest, and nothing that a spreadsheet takes for a formula', () => {
    const written = writeResultCsv([
      { row: 3, invitedUserEmailAddress: '=cmd@fabrikam.com', outcome: 'refused', detail: '-1, "said"\nGraph' },
      { row: 4, invitedUserEmailAddress: 'ann@fabrikam.com', outcome: 'already_guest', invitedUserId: 'a' },
    ]);
    expect(written.split('\r\n')).toEqual([
      '\ufeffrow,invitedUserEmailAddress,outcome,invitedUserId,status,inviteRedeemUrl,detail',
      `3,'=cmd@fabrikam.com,refused,,,,"'-1, ""said""\nGraph"`,
      '4,ann@fabrikam.com,already_guest,a,,,',
      '',
    ]);
  });

  it.each(['=1', '+1', '-1', '@a'])('begins %j with an apostrophe', (detail) => {
    const [, line = ''] = writeResultCsv([{ row: 1, invitedUserEmailAddress: 'a', outcome: 'refused', detail }]).split(
      /(?<=l)\r\n/,
    );
    expect(line).toContain(`'${detail}`);
  });
});
