/**
 * Who is in the local directory, and what happens when they open the consent page: read from what the directory says about
 * each of them, so it cannot tell another story.
 */
import { PERSONAL_TENANT_ID, type Directory, type Person } from '../emulators/kit/directory.ts';

export type Outcome =
  'connects' | 'approval' | 'policy' | 'no-mailbox' | 'personal-account' | 'no-home-tenant' | 'no-guest' | 'disabled';

export interface CastMember {
  name: string;
  address: string;
  /** What they show at the first try. */
  outcome: Outcome;
  /** Who they are, and what happens, in words. */
  is: string;
  shows: string;
}

/** What happens in words, for each way in which a journey ends. */
const endings: Readonly<Record<Outcome, string>> = {
  connects: 'Connects, and the ERP can send as them.',
  approval:
    'Is told that an administrator of their organisation has to approve first. Go back without consent, and the page has the link and the text for the IT department.',
  policy:
    'A policy of their organisation refuses the connector, although the sign-in works. The page says what their IT can do.',
  'no-mailbox': 'Signs in, but has no mailbox in Exchange Online. Nothing is stored.',
  'personal-account': 'Has a personal Microsoft account, and no work mailbox. Nothing is stored.',
  'no-home-tenant': 'Has no account in another Microsoft Entra tenant, and no work mailbox. Nothing is stored.',
  'no-guest': 'Is no guest of the host tenant, which refuses the sign-in.',
  disabled: 'The account is disabled in its own organisation, which refuses the sign-in.',
};

/** Everybody, in the order of the directory. */
export function listCast(directory: Directory): CastMember[] {
  return directory.people.map((person) => {
    const outcome = foretell(person, directory);
    const approval = outcome === 'approval' ? ` ${describeApproval(person, directory)}` : '';
    return {
      name: person.displayName,
      address: person.mail,
      outcome,
      is: describePerson(person, directory),
      shows: `${endings[outcome]}${approval}`,
    };
  });
}

/** Who can approve, and what comes then. */
function describeApproval({ home, isBlockedByPolicy }: Person, { people }: Directory): string {
  const administrator = people.find(
    (other) =>
      other.isAdministrator && 'tenantId' in home && 'tenantId' in other.home && other.home.tenantId === home.tenantId,
  );
  const then = isBlockedByPolicy ? endings.policy : endings.connects;
  return `${administrator ? `Open that link as ${administrator.mail} to approve. ` : ''}Once it is approved: ${then}`;
}

function foretell(person: Person, directory: Directory): Outcome {
  const { home } = person;
  if (!person.host) return 'no-guest';
  if (!('tenantId' in home)) return 'no-home-tenant';
  if (home.tenantId === PERSONAL_TENANT_ID) return 'personal-account';
  if (person.isDisabled) return 'disabled';
  const consent = directory.tenants.find(({ id }) => id === home.tenantId)?.consent ?? 'user';
  if (consent !== 'user' && !person.isAdministrator) return 'approval';
  if (person.isBlockedByPolicy) return 'policy';
  return person.hasMailbox && !person.isMailboxOnPremises ? 'connects' : 'no-mailbox';
}

function describePerson({ home, host, isAdministrator, appRoles }: Person, { hostTenant, tenants }: Directory): string {
  if (!('tenantId' in home))
    return home.identityProvider === 'mail' ? 'Guest by e-mail passcode' : 'Guest with a Google account';
  if (home.tenantId === PERSONAL_TENANT_ID) return 'Guest with a personal account';
  const tenant = tenants.find(({ id }) => id === home.tenantId)?.name ?? home.tenantId;
  const role = isAdministrator
    ? `Administrator of ${tenant}`
    : home.tenantId === hostTenant.id
      ? `Member of ${tenant}`
      : '';
  const operator =
    appRoles.length > 0 ? `, with the ${appRoles.length === 1 ? 'role' : 'roles'} ${appRoles.join(' and ')}` : '';
  return `${role || `Guest from ${tenant}`}${host ? '' : ', approves the app for it'}${operator}`;
}
