/**
 * What an application may do in the directory of its tenant: read users, whole or what has changed, and invite guests.
 *
 * `GET /users`, `GET /users/{id}`, `GET /users/delta` and `POST /invitations`, each with its own permission in the host tenant. A person's token is refused:
 * here nobody has these permissions as a person. Sources: Graph `List users`, `user: delta`, `Create invitation`.
 */
import { randomUUID } from 'node:crypto';
import type { EmulatedAnswer, EmulatedRequest } from '../kit/emulator.ts';
import type { Account, Application } from './authenticate.ts';
import { GraphError } from './graph-error.ts';
import type { GraphState } from './state.ts';

interface DirectoryCall {
  method: string;
  /** Application permissions, of which one is enough. */
  permissions: readonly string[];
  answer(state: GraphState, request: EmulatedRequest): EmulatedAnswer;
}

const readers = ['User.Read.All', 'User.ReadWrite.All', 'Directory.Read.All'];
const calls: Readonly<Record<string, DirectoryCall>> = {
  users: { method: 'GET', permissions: readers, answer: ({ userQueries }, { url }) => userQueries.list(url) },
  'users/delta': {
    method: 'GET',
    permissions: readers,
    answer: ({ userQueries }, { url }) => userQueries.readChanges(url),
  },
  'users/*': {
    method: 'GET',
    permissions: readers,
    answer: ({ userQueries }, { url }) => userQueries.read(url),
  },
  invitations: { method: 'POST', permissions: ['User.Invite.All', 'User.ReadWrite.All'], answer: invite },
};

/** Undefined for a path below the version that is not one of the directory's own. Throws 405, 403, 400, and 410 for a place that is forgotten. */
export function routeDirectory(
  state: GraphState,
  caller: Account | Application,
  request: EmulatedRequest,
  segments: readonly string[],
): EmulatedAnswer | undefined {
  const path = segments.join('/').toLowerCase();
  const call =
    calls[
      path
        .replace(/^users\/[0-9a-f-]{36}$/, 'users/*')
        .replace(/\/(?:microsoft\.graph\.delta(?:\(\))?|delta\(\))$/, '/delta')
    ];
  // Of one user, a person may ask as well; route.ts judges that.
  if (!call || (path.startsWith('users/') && path !== 'users/delta' && !('appId' in caller))) return undefined;
  if (request.method !== call.method)
    throw new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.');
  const roles = 'appId' in caller && caller.tenantId === state.directory.hostTenant.id ? caller.roles : [];
  if (!call.permissions.some((role) => roles.includes(role)))
    throw new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');
  return call.answer(state, request);
}

function invite({ hostUsers, directory }: GraphState, { body }: EmulatedRequest): EmulatedAnswer {
  const posted = readInvitation(body);
  const { invitedUserEmailAddress: address, inviteRedirectUrl, sendInvitationMessage = false } = posted;
  if (!address || !inviteRedirectUrl)
    throw new GraphError(400, 'BadRequest', 'invitedUserEmailAddress and inviteRedirectUrl are required.');
  if (!/^[^@\s]+@[^@\s]+$/.test(address)) throw new GraphError(400, 'BadRequest', 'The email address is not valid.');
  const there = hostUsers.find(address);
  if (there?.['userType'] === 'Member') {
    const text = `The invited user already exists in the directory as object ID: ${there.id}. They can use that account to sign in to shared apps and resources.`;
    throw new GraphError(400, 'BadRequest', text);
  }
  const guest = there ?? hostUsers.invite(address, posted.invitedUserDisplayName);
  const message = posted.invitedUserMessageInfo?.customizedMessageBody;
  if (sendInvitationMessage) hostUsers.noteEmail({ address, ...(message !== undefined && { message }) });
  return {
    status: 201,
    body: {
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#invitations/$entity',
      id: randomUUID(),
      inviteRedeemUrl: `https://login.microsoftonline.com/redeem?rd=${encodeURIComponent(`https://invitations.microsoft.com/redeem/?tenant=${directory.hostTenant.id}&user=${guest.id}&ticket=local&ver=2.0`)}`,
      invitedUserDisplayName: posted.invitedUserDisplayName ?? null,
      invitedUserType: 'Guest',
      invitedUserEmailAddress: address,
      sendInvitationMessage,
      resetRedemption: false,
      inviteRedirectUrl,
      status: guest['externalUserState'] === 'PendingAcceptance' ? 'PendingAcceptance' : 'Completed',
      invitedUserMessageInfo: { messageLanguage: null, customizedMessageBody: message ?? null, ccRecipients: [] },
      invitedUser: { id: guest.id },
    },
  };
}

interface Posted {
  invitedUserEmailAddress?: string;
  inviteRedirectUrl?: string;
  invitedUserDisplayName?: string;
  sendInvitationMessage?: boolean;
  invitedUserMessageInfo?: { customizedMessageBody?: string };
}

function readInvitation(body: Buffer): Posted {
  try {
    return JSON.parse(body.toString()) as Posted;
  } catch {
    throw new GraphError(400, 'BadRequest', 'Unable to read JSON request payload.');
  }
}
