/**
 * The users of the host tenant as its administrators see them: people of the directory, and guests whom an application has invited here.
 *
 * An invited guest is there at once, and is nobody who could sign in. A guest who is invited again is the same guest. Members are never
 * invited. The directory is read at each call, so changes show at once.
 */
import { randomUUID } from 'node:crypto';
import { guestUserPrincipalName, type Directory, type Person } from '../kit/directory.ts';

/** In Graph's own properties. */
export type User = Record<string, unknown> & { id: string };

/** What Graph was asked to send. */
export interface SentInvitation {
  address: string;
  message?: string;
}

export interface HostUsers {
  /** Everybody who is in the host tenant now, by object id in lower case. */
  list(): Map<string, User>;
  /** By address, in any case. */
  find(mail: string): User | undefined;
  /** A new guest. */
  invite(mail: string, displayName?: string): User;
  noteEmail(invitation: SentInvitation): void;
  emails(): SentInvitation[];
  /** Forgets whoever was invited here, and the emails. */
  clear(): void;
}

export interface HostUsersDependencies {
  directory: Directory;
  now: () => Date;
}

export function createHostUsers({ directory, now }: HostUsersDependencies): HostUsers {
  let invited: User[] = [];
  let emails: SentInvitation[] = [];

  function list(): Map<string, User> {
    const users = [...directory.people.flatMap((person) => describe(person, directory)), ...invited];
    return new Map(users.map((user) => [user.id.toLowerCase(), user]));
  }

  return {
    list,
    find: (mail) => [...list().values()].find((user) => String(user['mail']).toLowerCase() === mail.toLowerCase()),
    invite(mail, displayName = mail) {
      const user = {
        id: randomUUID(),
        displayName,
        userPrincipalName: guestUserPrincipalName(mail),
        mail,
        userType: 'Guest',
        accountEnabled: true,
        externalUserState: 'PendingAcceptance',
        externalUserStateChangeDateTime: now().toISOString(),
        createdDateTime: now().toISOString(),
      };
      invited.push(user);
      return user;
    },
    noteEmail: (invitation) => void emails.push(invitation),
    emails: () => [...emails],
    clear() {
      invited = [];
      emails = [];
    },
  };
}

function describe({ host, home, hostAccount = {}, displayName, mail }: Person, { hostTenant }: Directory): User[] {
  if (!host || hostAccount.removed) return [];
  const isMember = 'tenantId' in home && home.tenantId === hostTenant.id;
  const { state, changedAt } = hostAccount.invitation ?? { state: 'Accepted', changedAt: '2026-01-05T08:00:00Z' };
  const user = {
    id: host.objectId,
    displayName,
    userPrincipalName: host.userPrincipalName,
    mail,
    userType: isMember ? 'Member' : 'Guest',
    accountEnabled: hostAccount.isEnabled ?? true,
    externalUserState: isMember ? null : state,
    externalUserStateChangeDateTime: isMember ? null : changedAt,
    createdDateTime: '2026-01-05T08:00:00Z',
  };
  return [user];
}
