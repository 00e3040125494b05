/**
 * The people of a simulation and their connections: who holds which name, as which account they are connected, and what Entra says.
 *
 * It stands for the grants, and keeps their promises: a name leads to whoever proved it last, a token is of one account, and a
 * connection that has ended or is contradicted gives none.
 */
import { ConnectorError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/outcomes.ts';
import type { HomeAccount } from '../../shared/outbox/message.ts';
import type { SenderToken, SenderTokens } from '../../shared/outbox/sender-tokens.ts';
import { parseSenderReference, type Sender } from '../../shared/sender.ts';

export const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const homeTenantId = 'fab21ca3-0000-4000-8000-000000000002';

export interface Person {
  key: string;
  sender: Sender;
  status: 'never connected' | 'connected' | 'needs consent' | 'suspended' | 'disconnected';
  account?: HomeAccount;
  /** It may make drafts. */
  mayMakeDrafts: boolean;
  /** When the connection last changed, in steps. */
  settledAt?: number | undefined;
  /** Changes that are about to be made: until then nothing that is read is relied on later. */
  changes: number;
  /** Entra refuses to renew the token of this person until then. */
  trouble?: { code: ErrorCode; until: number };
}

export interface IssuedToken {
  person: Person;
  account: HomeAccount;
  mayMakeDrafts: boolean;
  /** Later messages may rely on what was read with it. */
  mayStand: boolean;
  /** Graph refuses it. */
  isRevoked: boolean;
  /** The token in place of which it was given. */
  renews?: string;
}

export interface People {
  all: readonly Person[];
  /** Who holds each name; a person who is not connected holds theirs in vain. */
  names: Map<string, Person>;
  /** Names that two organisations have given away. */
  ambiguous: Set<string>;
  tokens: Map<string, IssuedToken>;
  senderTokens: SenderTokens<SenderToken>;
  /** Another token of the account of this one, whatever has become of its person. */
  reissue(token: SenderToken): SenderToken;
  /** @throws ConnectorError `sender_ambiguous` */
  find(reference: string): Person | undefined;
  connect(person: Person, accountNumber: number, mayMakeDrafts?: boolean): SenderToken['grant'];
  namesOf(person: Person): string[];
}

const keys = ['ann', 'ben', 'eve'] as const;

export function createPeople(count: number, time: () => number): People {
  const all = keys.slice(0, count).map(createPerson);
  const names = new Map(all.map((person) => [`${person.key}@fabrikam.com`, person]));
  const ambiguous = new Set<string>();
  const tokens = new Map<string, IssuedToken>();
  const namesOf = (person: Person) => [...names].filter(([, owner]) => owner === person).map(([name]) => name);

  function find(reference: string): Person | undefined {
    const parsed = parseSenderReference(reference);
    if (!parsed) return undefined;
    if ('hostObjectId' in parsed) return all.find(({ sender }) => sender.hostObjectId === parsed.hostObjectId);
    if (ambiguous.has(parsed.name)) throw new ConnectorError('sender_ambiguous');
    const owner = names.get(parsed.name);
    return owner && owner.status !== 'never connected' && owner.status !== 'disconnected' ? owner : undefined;
  }

  function issue(person: Person, account: HomeAccount, renews?: string): SenderToken {
    const { mayMakeDrafts } = person;
    const accessToken = `token ${tokens.size + 1}`;
    tokens.set(accessToken, {
      person,
      account,
      mayMakeDrafts,
      mayStand: person.changes === 0,
      isRevoked: false,
      ...(renews !== undefined && { renews }),
    });
    const [mailbox = 'no name'] = namesOf(person);
    const grant = { sender: person.sender, ...account };
    return {
      grant,
      accessToken,
      mayMakeDrafts,
      mailbox,
      names: namesOf(person),
      contested: [],
      isMailboxUnclear: false,
    };
  }

  function requireConnected(person: Person | undefined): HomeAccount {
    if (!person || person.status === 'never connected')
      throw new ConnectorError('consent_required', { cause: new ConnectorError('not_found') });
    if (person.status === 'suspended') throw new ConnectorError('identity_changed');
    if (person.status !== 'connected' || !person.account) throw new ConnectorError('consent_required');
    if (person.trouble && person.trouble.until > time()) throw new ConnectorError(person.trouble.code);
    return person.account;
  }

  const senderTokens: SenderTokens<SenderToken> = {
    async bind(_hostTenantId, reference) {
      const person = find(reference);
      if (!person || person.status === 'never connected') return { isConnected: false };
      const { sender, account, status } = person;
      if (!account || status === 'disconnected' || status === 'suspended') return { sender, isConnected: false };
      return { sender, account, isConnected: status === 'connected' };
    },
    async read(_hostTenantId, reference) {
      const person = find(reference);
      const account = requireConnected(person);
      if (!person) throw new Error('Nobody is connected.');
      return issue(person, account);
    },
    async renew({ accessToken }) {
      const old = tokens.get(accessToken);
      const account = requireConnected(old?.person);
      if (!old || account.homeObjectId !== old.account.homeObjectId) throw new ConnectorError('conflict');
      return issue(old.person, account, accessToken);
    },
    async refuse({ accessToken }) {
      const old = tokens.get(accessToken);
      if (old?.person.status === 'connected' && old.person.account?.homeObjectId === old.account.homeObjectId) {
        old.person.status = 'needs consent';
        old.person.settledAt = undefined;
      }
    },
    async noteMailbox() {},
  };

  return {
    all,
    names,
    ambiguous,
    tokens,
    senderTokens,
    reissue({ accessToken }) {
      const issued = tokens.get(accessToken);
      if (!issued) throw new Error('The token was never given.');
      return issue(issued.person, issued.account);
    },
    find,
    namesOf,
    connect(person, accountNumber, mayMakeDrafts = true) {
      person.mayMakeDrafts = mayMakeDrafts;
      person.account = accountOf(person, accountNumber);
      person.status = 'connected';
      return { sender: person.sender, ...person.account };
    },
  };
}

function createPerson(key: string, index: number): Person {
  const sender = { hostTenantId, hostObjectId: `00000b0e-0000-4000-8000-00000000000${index + 1}` };
  return { key, sender, status: 'never connected', mayMakeDrafts: false, changes: 0 };
}

function accountOf({ sender }: Person, number: number): HomeAccount {
  return { homeTenantId, homeObjectId: `00000a0e-0000-4000-8000-0000000000${number}${sender.hostObjectId.at(-1)}` };
}
