import { describe, expect, it } from 'vitest';
import { invite, type InviteCommand } from '../../../infra/admin/invite.ts';
import type { GuestOutcome } from '../../../shared/guests/guest.ts';

type Posted = { guests: { invitedUserEmailAddress: string }[]; preview: boolean };

const list = (count: number) =>
  JSON.stringify(Array.from({ length: count }, (_, index) => ({ invitedUserEmailAddress: `g${index}@fabrikam.com` })));

/** A connector that has one outcome for everybody, after the answers that come first: the number of guests that it takes. */
function setUp(text: string, { outcome = 'invited', takes = [] }: { outcome?: GuestOutcome; takes?: number[] } = {}) {
  const posted: Posted[] = [];
  const printed: string[] = [];
  const written: Record<string, string> = {};
  const waited: number[] = [];
  const run = (changes: Partial<InviteCommand> = {}) =>
    invite(
      { source: 'guests.json', isPreview: false, ...changes },
      {
        api: {
          async call(_method, _path, { body = '' } = {}) {
            const request = JSON.parse(body) as Posted;
            posted.push(request);
            const taken = takes.shift() ?? Infinity;
            const value = request.guests.map(({ invitedUserEmailAddress }, index) => ({
              row: index + 1,
              invitedUserEmailAddress,
              outcome: index < taken ? outcome : 'not_tried',
              ...(outcome === 'refused' && { detail: 'Microsoft Graph refused it (BadRequest)' }),
            }));
            const isLeft = value.some((one) => one.outcome === 'not_tried');
            return { status: 200, etag: undefined, json: { value, ...(isLeft && { retryAfterSeconds: 5 }) } };
          },
        },
        print: (line) => printed.push(line),
        readSource: async () => text,
        writeResult: async (path, content) => void (written[path] = content),
        wait: async (seconds) => void waited.push(seconds),
      },
    );
  return { run, posted, printed, written, waited };
}

describe('invite', () => {
  it('asks for twenty guests at a time, says how far it is, and writes what became of each', async () => {
    const { run, posted, printed, written } = setUp(list(45));
    await run();
    expect(posted.map(({ guests, preview }) => [guests.length, preview])).toEqual([
      [20, false],
      [20, false],
      [5, false],
    ]);
    expect(printed).toEqual([
      '20 of 45: 20 invited',
      '40 of 45: 40 invited',
      '45 of 45: 45 invited',
      'What became of each is in guests.result.csv.',
    ]);
    expect(written['guests.result.csv']?.split('\r\n').at(-2)).toBe('45,g44@fabrikam.com,invited,,,,');
  });

  it('waits as long as Graph asks for, and asks again for those who are left', async () => {
    const { run, posted, waited, written } = setUp(list(4), { takes: [1, 0] });
    await run();
    expect([waited, posted.map(({ guests }) => guests.length)]).toEqual([
      [5, 5],
      [4, 3, 3],
    ]);
    expect(written['guests.result.csv']?.match(/,invited,/g)).toHaveLength(4);
  });

  it('gives up where Graph takes nobody, and says that it may be run again', async () => {
    const { run, waited, written } = setUp(list(2), { takes: Array.from({ length: 50 }, () => 0) });
    await expect(run()).rejects.toThrow(/Run it again/);
    expect([waited.length, written['guests.result.csv']?.match(/,not_tried,/g)?.length]).toEqual([10, 2]);
  });

  it('names whom Graph refuses, and is not done', async () => {
    const { run, printed } = setUp(list(1), { outcome: 'refused' });
    await expect(run()).rejects.toThrow(/nobody is invited twice/);
    expect(printed).toContain('Row 1: Microsoft Graph refused it (BadRequest)');
  });

  it('refuses a file with a fault before anybody is invited, and reads the CSV of Entra', async () => {
    const csv = (address: string) => `version:v1.0\n[inviteeEmail],[sendEmail]\n${address},TRUE\n`;
    const wrong = setUp(csv('ann'));
    await expect(wrong.run({ source: 'guests.csv' })).rejects.toThrow(
      /^Nobody was invited\. Correct the file:\n {2}line 3 \[inviteeEmail\] is not an address/,
    );
    expect([wrong.posted, wrong.written]).toEqual([[], {}]);
    const right = setUp(csv('ann@fabrikam.com'), { outcome: 'would_invite' });
    await right.run({ source: 'guests.csv', isPreview: true, result: 'r.csv' });
    expect(right.posted).toEqual([
      { guests: [{ invitedUserEmailAddress: 'ann@fabrikam.com', sendInvitationMessage: true }], preview: true },
    ]);
    expect(right.printed.at(-1)).toBe('Nobody was invited. What became of each is in r.csv.');
    expect(right.written['r.csv']).toContain('3,ann@fabrikam.com,would_invite');
  });
});
