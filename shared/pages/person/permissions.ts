/**
 * The Microsoft Graph permissions that a person is asked for, in the words of Microsoft's screen, and what each is used for.
 *
 * All are delegated: the app acts only for people who connected themselves. Source of the wording: Microsoft Graph
 * permissions reference, user consent display names.
 */
import type { Texts } from '../text/en.ts';
import type { PersonSettings } from './person-settings.ts';

export interface Permission {
  scope: string;
  /** The line on Microsoft's screen. */
  shownAs: string;
  /** Starts in lower case and ends without a full stop, so that it can follow a colon. */
  usedFor: string;
}

type Scope = keyof Texts['permissions'];

const always: readonly Scope[] = ['openid', 'profile', 'offline_access', 'User.Read', 'Mail.Send'];

/** In the order in which they are requested. */
export function listPermissions(
  mailPermission: PersonSettings['mailPermission'],
  { permissions }: Texts,
): readonly Permission[] {
  const scopes: readonly Scope[] = mailPermission === 'Mail.ReadWrite' ? [...always, 'Mail.ReadWrite'] : always;
  return scopes.map((scope) => ({ scope, ...permissions[scope] }));
}

/** The scope as it is where its line is not known. */
export function nameOnMicrosoftsScreen(scope: string, texts: Texts): string {
  return listPermissions('Mail.ReadWrite', texts).find((one) => one.scope === scope)?.shownAs ?? scope;
}
