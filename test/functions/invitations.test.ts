import { describe, expect, it } from 'vitest';
import { HttpFault } from '../../shared/http/http-request.ts';
import { answerOf } from '../fakes/memory-guests.ts';
import { hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { createApi } from './api.ts';
import { publicUrl } from '../fakes/memory-connector.ts';

const json = { 'content-type': 'application/json' };
const guest = (key: string, changes = {}) => ({ invitedUserEmailAddress: `${key}@fabrikam.com`, ...changes });
const graphError = (code: string, message: string) => ({ error: { code, message } });

function setUp() {
  const api = createApi();
  const invite = (body: unknown) =>
    api.call('invitations', 'POST', { headers: json, body: JSON.stringify(body) }, 'operator');
  const inviteCsv = (body: string | Uint8Array, query = {}, type = 'text/csv; charset=utf-8') =>
    api.call('invitations', 'POST', { headers: { 'content-type': type }, body, query }, 'operator');
  const outcomes = (answer: { json: Record<string, unknown> }) =>
    (answer.json['value'] as { outcome: string }[]).map(({ outcome }) => outcome);
  const posted = () => api.guests.asked.filter(({ path }) => path === '/invitations').map(({ body }) => body);
  return { api, guests: api.guests, invite, inviteCsv, outcomes, posted };
}

describe('invitationsMethods', () => {
  it('invites whoever is not there, to the consent page, and says so in the audit', async () => {
    const { api, invite, outcomes, posted } = setUp();
    const message = { sendInvitationMessage: true, customizedMessageBody: 'Hello' };
    const answer = await invite({
      guests: [guest('ann'), guest('leo', message), guest('zoe'), { invitedUserEmailAddress: 'mia@contoso.com' }],
    });
    expect([answer.status, outcomes(answer)]).toEqual([200, ['already_guest', 'invited', 'invited', 'already_member']]);
    expect(posted()).toEqual([
      {
        invitedUserEmailAddress: 'leo@fabrikam.com',
        sendInvitationMessage: true,
        invitedUserMessageInfo: { customizedMessageBody: 'Hello' },
        inviteRedirectUrl: `${publicUrl}/authorize`,
      },
      {
        invitedUserEmailAddress: 'zoe@fabrikam.com',
        sendInvitationMessage: false,
        inviteRedirectUrl: `${publicUrl}/authorize`,
      },
    ]);
    expect(answer.json['value'].map(({ inviteRedeemUrl }: { inviteRedeemUrl?: string }) => inviteRedeemUrl)).toEqual([
      undefined,
      undefined,
      expect.stringContaining('redeem'),
      undefined,
    ]);
    const { json: audit } = await api.call('audit', 'GET', {}, 'operator');
    expect(audit['value']).toMatchObject([{ action: 'invited', count: 4, kind: 'tenant', hostTenantId }]);
  });

  it('invites nobody twice, and nobody in a preview, which leaves no entry of the audit', async () => {
    const { api, invite, inviteCsv, outcomes, posted } = setUp();
    const guests = [guest('leo')];
    const csv = '[inviteeEmail]\nleo@fabrikam.com';
    expect(outcomes(await invite({ guests, preview: true }))).toEqual(['would_invite']);
    expect(outcomes(await inviteCsv(csv, { preview: 'true' }))).toEqual(['would_invite']);
    expect([posted(), (await api.call('audit', 'GET', {}, 'operator')).json['value']]).toEqual([[], []]);
    expect(outcomes(await invite({ guests }))).toEqual(['invited']);
    expect(outcomes(await inviteCsv(csv))).toEqual(['already_guest']);
    expect(posted()).toHaveLength(1);
  });

  it.each([
    ['permission to look for users', '/users'],
    ['permission to invite', '/invitations'],
  ])('is refused without %s, and says who can change that', async (_what, path) => {
    const { guests, invite } = setUp();
    const answer = () => answerOf(403, graphError('Authorization_RequestDenied', 'Insufficient privileges.'));
    guests.answers.push({ path, answer });
    const refused = await invite({ guests: [guest('leo')] });
    expect([refused.status, refused.json['code'], refused.json['who']]).toEqual([403, 'forbidden', 'host_admin']);
    expect(refused.json['detail']).toMatch(/User\.Invite\.All and User\.Read\.All there \(allow-directory\.sh\)/);
  });

  it('is refused where the host tenant gives the app no token, and asks nobody and notes nothing', async () => {
    const { api, guests, invite } = setUp();
    guests.state.isKeptOut = true;
    const refused = await invite({ guests: [guest('leo')] });
    expect([refused.status, refused.json['code'], guests.asked]).toEqual([503, 'host_tenant_refused', []]);
    expect((await api.call('audit', 'GET', {}, 'operator')).json['value']).toEqual([]);
  });

  it('stops where Graph asks for a pause, and says how long and who is left', async () => {
    const { guests, invite, outcomes } = setUp();
    guests.answers.push({ path: '/invitations', answer: () => answerOf(429, {}, { 'retry-after': '7' }) });
    const many = Array.from({ length: 9 }, (_, index) => guest(`g${index}`));
    const answer = await invite({ guests: many });
    expect([answer.status, answer.json['retryAfterSeconds']]).toEqual([200, 7]);
    const left = many.filter((_guest, index) => outcomes(answer)[index] === 'not_tried');
    expect(left.length).toBeGreaterThan(4);
    expect(outcomes(await invite({ guests: left })).every((outcome) => outcome === 'invited')).toBe(true);
  });

  it('tells a refusal in the words of Graph, cleaned, from an answer that never came', async () => {
    const { guests, invite, outcomes } = setUp();
    const refuse = () => answerOf(400, graphError('BadRequest', `The domain\n\u202eis not allowed.${'x'.repeat(999)}`));
    const lose = () => {
      throw new HttpFault('ECONNRESET', { wasSent: true });
    };
    for (const answer of [refuse, lose, () => answerOf(500, {})]) guests.answers.push({ path: '/invitations', answer });
    const answer = await invite({ guests: [guest('a'), guest('b'), guest('c'), guest('d')] });
    expect(outcomes(answer)).toEqual(['refused', 'unknown', 'unknown', 'invited']);
    const { detail } = answer.json['value'][0] as { detail: string };
    expect(detail).toMatch(/^Microsoft Graph refused it \(BadRequest\): The domain is not allowed\.x{100,}$/);
    expect(detail.length).toBeLessThan(350);
  });

  it.each([
    ['application/json', '{}', {}, '/guests'],
    ['application/json', '[]', { preview: 'true' }, 'query:preview'],
    ['text/csv', '[inviteeEmail]\nx', { preview: 'yes' }, 'query:preview'],
    ['text/csv', Buffer.from('[inviteeEmail]\nm\u00fcller@fabrikam.com', 'latin1'), {}, ''],
    ['text/csv', '[inviteeEmail]\nx', {}, 'line 2 [inviteeEmail]'],
  ])('refuses %s with its faults, and asks nobody: %s', async (type, body, query, pointer) => {
    const { guests, inviteCsv } = setUp();
    const refused = await inviteCsv(body, query, type);
    expect([refused.status, refused.json['errors']?.[0]?.pointer, guests.asked]).toEqual([400, pointer, []]);
  });

  it('takes no other media type', async () => {
    const { inviteCsv } = setUp();
    expect((await inviteCsv('x', {}, 'text/plain')).status).toBe(415);
  });
});
