/**
 * The Microsoft Graph permissions that a person is asked for, in the words of Microsoft's screen, and what each is used for.
 *
 * All are delegated: the app acts only for people who connected themselves. Source of the wording: Microsoft Graph
 * permissions reference, user consent display names.
 */
import type { PersonSettings } from './person-settings.ts';

export interface Permission {
  scope: string;
  /** The line on Microsoft's screen. */
  shownAs: string;
  /** Starts in lower case and ends without a full stop, so that it can follow a colon. */
  usedFor: string;
}

const always: readonly Permission[] = [
  { scope: 'openid', shownAs: 'Sign you in', usedFor: 'proves who signed in' },
  { scope: 'profile', shownAs: 'View your basic profile', usedFor: 'gives the name of the account that signed in' },
  {
    scope: 'offline_access',
    shownAs: 'Maintain access to data you have given it access to',
    usedFor: 'sends even while the person is signed out',
  },
  {
    scope: 'User.Read',
    shownAs: 'Sign you in and read your profile',
    usedFor: 'reads the address of the mailbox',
  },
  { scope: 'Mail.Send', shownAs: 'Send mail as you', usedFor: 'sends the emails' },
];

const readWrite: Permission = {
  scope: 'Mail.ReadWrite',
  shownAs: 'Read and write access to your mail',
  usedFor:
    'saves each email as a draft before it is sent, checks afterwards that it appears in Sent Items, and removes its own leftover drafts',
};

/** In the order in which they are requested. */
export function listPermissions(mailPermission: PersonSettings['mailPermission']): readonly Permission[] {
  return mailPermission === 'Mail.ReadWrite' ? [...always, readWrite] : always;
}

/** The scope as it is where its line is not known. */
export function nameOnMicrosoftsScreen(scope: string): string {
  return listPermissions('Mail.ReadWrite').find((one) => one.scope === scope)?.shownAs ?? scope;
}
