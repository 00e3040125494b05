/**
 * The Microsoft Graph permissions a person is asked for, as Microsoft's screen words them, and what each is used for.
 *
 * All are delegated: the app acts only for people who connected themselves. Source of the wording: Microsoft Graph
 * permissions reference, user consent display names.
 */
import type { PageSettings } from '../kit/page-settings.ts';

export interface Permission {
  scope: string;
  /** The line on Microsoft's screen. */
  shownAs: string;
  /** Starts in lower case and ends without a full stop, so that it can follow a colon. */
  usedFor: string;
}

const always: readonly Permission[] = [
  { scope: 'openid', shownAs: 'Sign you in', usedFor: 'proves who signed in' },
  { scope: 'profile', shownAs: 'View your basic profile', usedFor: 'tells the sign-in name of who signed in' },
  {
    scope: 'offline_access',
    shownAs: 'Maintain access to data you have given it access to',
    usedFor: 'sending also while the person is signed out',
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
    'saves each email as a draft before it is sent, checks afterwards that it stands in Sent Items, and removes drafts of its own that were left over',
};

/** In the order in which they are requested. */
export function listPermissions(mailPermission: PageSettings['mailPermission']): readonly Permission[] {
  return mailPermission === 'Mail.ReadWrite' ? [...always, readWrite] : always;
}
