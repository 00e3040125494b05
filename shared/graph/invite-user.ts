/**
 * Invites somebody into the host tenant: `POST /invitations`, with the permission `User.Invite.All`. Never repeated: Graph may send an email.
 */
import type { GraphCall } from './call-graph.ts';
import { readMember } from './find-user.ts';

/** What Graph asks for. */
export interface Invitation {
  invitedUserEmailAddress: string;
  invitedUserDisplayName?: string;
  sendInvitationMessage: boolean;
  customizedMessageBody?: string;
  inviteRedirectUrl: string;
}

export function buildInvitation({ customizedMessageBody, ...invitation }: Invitation): GraphCall {
  const invitedUserMessageInfo = customizedMessageBody && { customizedMessageBody };
  return {
    path: '/invitations',
    body: JSON.stringify({ ...invitation, ...(invitedUserMessageInfo && { invitedUserMessageInfo }) }),
  };
}

export interface Invited {
  invitedUserId?: string;
  status?: string;
  inviteRedeemUrl?: string;
}

/** What can be read of an answer with status 201. */
export function parseInvited(body: Buffer): Invited {
  const { id } = (readMember(body, 'invitedUser') ?? {}) as { id?: unknown };
  const [status, inviteRedeemUrl] = [readMember(body, 'status'), readMember(body, 'inviteRedeemUrl')];
  return {
    ...(typeof id === 'string' && { invitedUserId: id }),
    ...(typeof status === 'string' && { status }),
    ...(typeof inviteRedeemUrl === 'string' && { inviteRedeemUrl }),
  };
}
