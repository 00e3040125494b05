import { describe, expect, it } from 'vitest';
import { createContests } from '../../functions/contests.ts';
import { createMessageChanges } from '../../functions/message-changes.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { invoke, lineOf, respondTo } from './invoke.ts';

const [ann, ben] = ['ann', 'ben'].map((hostObjectId) => ({ hostTenantId, hostObjectId })) as [Sender, Sender];
type Sender = { hostTenantId: string; hostObjectId: string };

describe('createContests', () => {
  it('keeps what invocations at the same time note apart, each sender once', async () => {
    const contests = createContests();
    const run = async (sender: Sender) => {
      contests.note(sender);
      await new Promise((resolve) => setImmediate(resolve));
      contests.note(sender);
      return sender.hostObjectId;
    };
    expect(await Promise.all([ann, ben].map((sender) => contests.collect(() => run(sender))))).toEqual([
      { result: 'ann', contested: ['ann'], changes: createMessageChanges() },
      { result: 'ben', contested: ['ben'], changes: createMessageChanges() },
    ]);
  });

  it('notes a bounded number', async () => {
    const contests = createContests();
    const noteMany = async () => {
      for (let number = 0; number < 100; number++) contests.note({ hostTenantId, hostObjectId: `${number}` });
    };
    await noteMany();
    expect((await contests.collect(noteMany)).contested).toHaveLength(20);
    expect((await contests.collect(async () => undefined)).contested).toEqual([]);
  });

  it('has the next invocation tell what is found after the one that asked was answered, or outside of any', async () => {
    const contests = createContests();
    let found = () => {};
    const goesOn = new Promise<void>((resolve) => (found = resolve));
    let later: Promise<void> | undefined;
    const first = await contests.collect(async () => {
      later = goesOn.then(() => contests.note(ann));
    });
    expect(first.contested).toEqual([]);
    found();
    await later;
    contests.note(ben);
    expect((await contests.collect(async () => undefined)).contested).toEqual(['ann', 'ben']);
    expect((await contests.collect(async () => undefined)).contested).toEqual([]);
  });
});

describe('the line of a request that comes across a contested name', () => {
  const contests = createContests();
  const run = (error?: ConnectorError) =>
    invoke(
      respondTo(
        {
          GET: async () => {
            contests.note(ann);
            contests.note(ben);
            if (error) throw error;
            return { response: { status: 200 } };
          },
        },
        undefined,
        contests,
      ),
      'GET',
    );

  it.each([
    ['succeeds', undefined, 'name_contested'],
    ['is refused', new ConnectorError('sender_ambiguous'), 'sender_ambiguous'],
    ['fails', new ConnectorError('storage_unavailable'), 'storage_unavailable'],
  ])('raises the alarm and names the senders when the request %s', async (_what, error, outcome) => {
    expect(lineOf(await run(error))).toMatchObject({ alarm: 'name_contested', contested: 'ann ben', outcome });
  });
});
