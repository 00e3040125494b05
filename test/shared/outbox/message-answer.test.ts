import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode } from '../../../shared/outcomes.ts';
import { describeMessage } from '../../../shared/outbox/describe-message.ts';
import { messageAnswerSchema } from '../../../shared/outbox/message-answer.ts';
import { at, createMessage } from '../../contract/samples.ts';
import { createGate, createOutboxFixture } from './outbox-fixture.ts';

/** As a caller receives it. */
const answerOf = (...args: Parameters<typeof describeMessage>): unknown =>
  JSON.parse(JSON.stringify(describeMessage(...args)));

describe('messageAnswerSchema', () => {
  it('describes the answer to a message of every state', async () => {
    const { submit, submitStrictly, graph, stored, senderTokens } = createOutboxFixture();
    const { open, opened } = createGate();
    graph.outcomes.push(
      { kind: 'refused', code: 'sending_limit_reached', graphCode: 'ErrorMessageSubmissionBlocked', requestId: 'r1' },
      { kind: 'sent', requestId: 'r2' },
      { kind: 'unknown', reason: 'status 504' },
      () => opened.then(() => ({ kind: 'sent' })),
    );
    await submitStrictly({}, 'k');
    await submit({ reference: 'SI-103042' }, 'k');
    await submit();
    const last = submit();
    await expect.poll(() => graph.outcomes.length).toBe(0);
    await submit({ notBefore: '2026-12-01T06:00:00Z' });
    senderTokens.bind = async () => ({ isConnected: false });
    await submit({}, undefined, undefined, { prefer: 'respond-async' });
    const answers = (await stored()).map((message) => answerOf(message));
    open();
    await last;
    for (const answer of answers) expect(messageAnswerSchema.parse(answer)).toEqual(answer);
    expect(answers.map((answer) => messageAnswerSchema.parse(answer).status).sort()).toEqual([
      'failed',
      'held',
      'queued',
      'sending',
      'sent',
      'unknown',
    ]);
  });

  it('describes every error', () => {
    for (const code of Object.keys(outcomes) as ErrorCode[]) {
      const answer = answerOf(createMessage({ status: 'failed', error: { code, graphCode: 'ErrorX' } }));
      expect(messageAnswerSchema.parse(answer)).toEqual(answer);
    }
  });

  it.each<[string, object]>([
    ['an unknown property', { subject: 'Invoice' }],
    ['an unknown status', { status: 'delivered' }],
    ['a date that is no string', { createdAt: at(0) }],
    ['null for an optional property', { reference: null }],
    ['an attempt with more in it', { attempts: [{ at: at(0).toISOString(), outcome: 'sent', body: '' }] }],
  ])('is strict: refuses %s', (_, change) => {
    const answer = describeMessage(createMessage());
    expect(messageAnswerSchema.safeParse({ ...answer, ...change }).success).toBe(false);
  });
});
