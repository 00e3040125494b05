import { describe, expect, it } from 'vitest';
import type { SendOutcome } from '../../../shared/graph/send-mail.ts';
import { createFindRepeated } from '../../../shared/outbox/find-repeated.ts';
import { parse } from '../submission/submission-sample.ts';
import { validBody } from '../submission/submission-sample.ts';
import { caller, createOutboxFixture, otherCaller } from './outbox-fixture.ts';

const { submission } = parse(validBody);
const refused: SendOutcome = { kind: 'refused', code: 'invalid_recipients' };
const unknown: SendOutcome = { kind: 'unknown', reason: 'status 504' };

function createStage() {
  const fixture = createOutboxFixture();
  return { ...fixture, find: createFindRepeated(fixture) };
}

describe('findRepeated', () => {
  it.each<[string, SendOutcome | undefined]>([
    ['was sent', undefined],
    ['may have been sent', unknown],
  ])('finds the newest message that says the same and %s', async (_what, outcome) => {
    const { submitStrictly: submit, find, graph, clock } = createStage();
    if (outcome) graph.outcomes.push(unknown, outcome);
    await submit();
    clock.pass(1);
    const { message } = await submit();
    clock.pass(1);
    await submit({ reference: 'another' });
    expect((await find(caller, submission))?.id).toBe(message.id);
  });

  it('finds none of another application, of an earlier time, with other content, or that was not sent', async () => {
    const { submitStrictly: submit, find, graph, clock } = createStage();
    await submit({}, undefined, otherCaller);
    await submit({ reference: 'another' });
    graph.outcomes.push(refused);
    await submit();
    expect(await find(caller, submission)).toBeUndefined();
    await submit();
    clock.pass(599);
    expect(await find(caller, submission)).toBeDefined();
    clock.pass(2);
    expect(await find(caller, submission)).toBeUndefined();
  });

  it('finds none of a name that leads to nobody', async () => {
    const { submitStrictly: submit, senderTokens, find } = createStage();
    await submit();
    senderTokens.bind = async () => ({ isConnected: false });
    expect(await find(caller, submission)).toBeUndefined();
  });

  it('writes nothing', async () => {
    const { submitStrictly: submit, find, stored } = createStage();
    await submit();
    const before = await stored();
    await find(caller, submission);
    expect(await stored()).toEqual(before);
  });
});
