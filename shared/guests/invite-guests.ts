/**
 * Invites guests, a few at once: whoever is in the host tenant already is left alone, and the result says of each what became of them.
 *
 * Graph is asked for everything, so nothing is stored, and the same list may come again. What Graph refuses for a time ends the request:
 * whoever is left is not tried, and nobody waits here. An invitation without an answer is not repeated.
 */
import { INVITATION_PAUSE_SECONDS, INVITATIONS_AT_ONCE, INVITATIONS_BEGIN_SECONDS } from '../guest-limits.ts';
import type { GraphCall } from '../graph/call-graph.ts';
import { buildFindUser, parseFoundUser } from '../graph/find-user.ts';
import { buildInvitation, parseInvited } from '../graph/invite-user.ts';
import { isAnswer, type Reply } from '../graph/reply.ts';
import type { HttpAnswer } from '../http/http-request.ts';
import { parseRetryAfter } from '../http/retry-after.ts';
import { explainRefusal } from './explain-refusal.ts';
import type { Guest, GuestResult, GuestsReport } from './guest.ts';

export interface InviteGuestsParts {
  /** As the app itself. */
  ask(call: GraphCall): Promise<Reply>;
  /** The consent page. */
  inviteRedirectUrl: string;
  now: () => Date;
}

type Outcome = Omit<GuestResult, 'row' | 'invitedUserEmailAddress'>;

export async function inviteGuests(
  parts: InviteGuestsParts,
  guests: readonly Guest[],
  isPreview: boolean,
): Promise<GuestsReport> {
  const { ask, inviteRedirectUrl, now } = parts;
  const endsAt = now().getTime() + INVITATIONS_BEGIN_SECONDS * 1000;
  /** Why nobody else is begun with. */
  let pause: { isForbidden: boolean; retryAfterSeconds: number } | undefined;

  function stop({ status, headers }: Pick<HttpAnswer, 'status' | 'headers'>): Outcome {
    const asked = parseRetryAfter(headers['retry-after'], now());
    pause = { isForbidden: status === 403, retryAfterSeconds: asked ?? INVITATION_PAUSE_SECONDS };
    return { outcome: 'not_tried' };
  }

  async function look(address: string): Promise<Outcome | undefined> {
    const reply = await ask(buildFindUser(address));
    if (!isAnswer(reply) || reply.status !== 200 || !reply.isComplete)
      return stop(isAnswer(reply) ? reply : { status: 0, headers: {} });
    const user = parseFoundUser(reply.body);
    if (user === null) return stop({ status: 0, headers: {} });
    return user && { outcome: user.isGuest ? 'already_guest' : 'already_member', invitedUserId: user.id };
  }

  async function invite({ row: _row, ...guest }: Guest): Promise<Outcome> {
    const reply = await ask(buildInvitation({ ...guest, inviteRedirectUrl }));
    if (!isAnswer(reply)) return reply.wasSent ? { outcome: 'unknown' } : stop({ status: 0, headers: {} });
    const { status, body } = reply;
    if (status === 403 || status === 429) return stop(reply);
    if (status >= 400 && status < 500) return { outcome: 'refused', detail: explainRefusal(reply) };
    if (status !== 201) return { outcome: 'unknown' };
    const { inviteRedeemUrl, ...invited } = parseInvited(body);
    // Whoever has it is invited as that guest, so it is passed on only where nobody else does.
    return {
      outcome: 'invited',
      ...invited,
      ...(!guest.sendInvitationMessage && inviteRedeemUrl && { inviteRedeemUrl }),
    };
  }

  async function take(guest: Guest): Promise<Outcome> {
    if (pause || now().getTime() >= endsAt) return { outcome: 'not_tried' };
    const there = await look(guest.invitedUserEmailAddress);
    if (there) return there;
    return isPreview ? { outcome: 'would_invite' } : invite(guest);
  }

  const value: GuestResult[] = [];
  const waiting = [...guests.entries()];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, guest] = next;
      const { row, invitedUserEmailAddress } = guest;
      value[index] = { row, invitedUserEmailAddress, ...(await take(guest)) };
    }
  }
  await Promise.all(Array.from({ length: INVITATIONS_AT_ONCE }, work));
  const isLeft = value.some(({ outcome }) => outcome === 'not_tried');
  return {
    value,
    isForbidden: (pause?.isForbidden ?? false) && !value.some(({ outcome }) => outcome === 'invited'),
    ...(isLeft && { retryAfterSeconds: pause?.retryAfterSeconds ?? 0 }),
  };
}
