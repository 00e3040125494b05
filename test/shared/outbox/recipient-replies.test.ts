import { describe, expect, it } from 'vitest';
import type { RecipientReplies } from '../../../shared/outbox/message.ts';
import {
  addReplies,
  describeReplies,
  hasPending,
  hasTaken,
  listPending,
  renewReplies,
} from '../../../shared/outbox/recipient-replies.ts';

const to = (...names: string[]) => names.map((name) => ({ emailAddress: { address: `${name}@contoso.com` } }));
const body = JSON.stringify({
  message: { toRecipients: to('Mia', 'nils'), ccRecipients: to('ida'), bccRecipients: to('MIA') },
});
const refused = (name: string, smtpCode?: number) => ({
  address: `${name}@contoso.com`,
  ...(smtpCode !== undefined && { smtpCode }),
});
const sent = (...recipients: ReturnType<typeof refused>[]) => ({ kind: 'sent' as const, recipients });
const later = (...recipients: ReturnType<typeof refused>[]) => ({
  kind: 'refused' as const,
  code: 'mail_server_unavailable' as const,
  recipients,
});
const unknown = { kind: 'unknown' as const, reason: 'connection lost' };

describe('addReplies', () => {
  it.each<[string, RecipientReplies | undefined, Parameters<typeof addReplies>[2], RecipientReplies | undefined]>([
    ['nothing where everybody has it', undefined, { kind: 'sent' }, undefined],
    ['nothing where nobody in particular was refused', undefined, { ...later(), recipients: [] }, undefined],
    ['nothing of what nobody knows', undefined, unknown, undefined],
    ['who has it and who has not, in each list', undefined, sent(refused('mia', 450)), [[450, 250], [250], [450]]],
    ['a refusal without a code as final', undefined, sent(refused('ida')), [[250, 250], [550], [250]]],
    ['those who were refused, and nothing of the others', undefined, later(refused('nils', 550)), [[0, 550], [0], [0]]],
    ['what the next attempt brings', [[450, 250], [550], [450]], sent(), [[250, 250], [550], [250]]],
    ['nothing once everybody has it', [[450, 250], [250], [450]], sent(), undefined],
    ['what was known, after an attempt that failed', [[450, 250], [250], [450]], later(), [[450, 250], [250], [450]]],
    [
      'what was known, after one of which nobody knows',
      [[450, 250], [250], [450]],
      unknown,
      [[450, 250], [250], [450]],
    ],
    [
      'that who has it has it, whatever is said later',
      [[250, 450], [250], [250]],
      later(refused('mia', 550)),
      [[250, 450], [250], [250]],
    ],
  ])('says %s', (_name, earlier, outcome, expected) => {
    expect(addReplies(body, earlier, outcome)).toEqual(expected);
  });
});

describe('listPending', () => {
  it('names those alone who may be tried again or have not been', () => {
    expect(listPending(body, [[250, 450], [550], [0]])).toEqual(['nils@contoso.com', 'mia@contoso.com']);
    expect(listPending(body, [[250, 550], [599], [250]])).toEqual([]);
    expect(listPending(body, undefined)).toBeUndefined();
  });
});

describe('hasPending', () => {
  it('is so for 0 and 4xx', () => {
    expect([[[0]], [[450]], [[250, 550]], undefined].map(hasPending)).toEqual([true, true, false, false]);
  });
});

describe('hasTaken', () => {
  it('is so where one has it', () => {
    expect([[[0], [250]], [[450, 550]], undefined].map(hasTaken)).toEqual([true, false, false]);
  });
});

describe('renewReplies', () => {
  it('asks everybody anew but those who have it', () => {
    expect(renewReplies([[250, 450], [550], []])).toEqual([[250, 0], [0], []]);
    expect(renewReplies([[0, 450], [550], []])).toBeUndefined();
    expect(renewReplies(undefined)).toBeUndefined();
  });
});

describe('describeReplies', () => {
  it.each([
    ['queued', 'deferred'],
    ['sending', 'deferred'],
    ['sent', 'refused'],
    ['expired', 'refused'],
    ['unknown', 'unknown'],
  ] as const)('says of those who were put off, of a message that is %s, that they are %s', (status, state) => {
    expect(describeReplies([[250, 0], [], [550, 421]], status)).toEqual([
      { pointer: '/message/toRecipients/0', status: 'taken', smtpCode: 250 },
      { pointer: '/message/toRecipients/1', status: state },
      { pointer: '/message/bccRecipients/0', status: 'refused', smtpCode: 550 },
      { pointer: '/message/bccRecipients/1', status: state, smtpCode: 421 },
    ]);
  });
});
