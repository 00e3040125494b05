/**
 * Grants of other senders that list a name which a sender claims: who they are, and what becomes of the name there.
 *
 * Whoever contests the name with one of them is one, too. It writes to their grants alone, never to that of the claimant or to a lookup.
 */
import { CONTESTS_PER_NAME_MAX, NAME_CANDIDATES_MAX } from '../limits.ts';
import { formatSender, type Sender, type SenderName } from '../sender.ts';
import type { Grant, GrantName, GrantStore, NameOwner, Versioned } from './grant.ts';

export interface Rivals {
  /** Of the candidates, to whom are added those whom the grants found name. */
  list(claimant: Grant, value: string, candidates: Map<string, Sender>): Promise<Versioned<Grant>[]>;
  /**
   * Takes the name from the rival where the same tenant gave both, else marks it there; whether it is contested.
   * @throws ConnectorError `conflict`
   */
  settleWith(rival: Versioned<Grant>, claimant: Grant, name: SenderName): Promise<boolean>;
}

export function createRivals(grants: Pick<GrantStore, 'read' | 'replace'>): Rivals {
  async function list({ sender }: Grant, value: string, candidates: Map<string, Sender>): Promise<Versioned<Grant>[]> {
    const rivals: Versioned<Grant>[] = [];
    // The loop also meets what is added to the map meanwhile.
    for (const [key, candidate] of candidates) {
      if (key === formatSender(sender)) continue;
      const { grant } = await grants.read(candidate);
      const listed = grant?.names.filter((one) => one.value === value) ?? [];
      if (!grant || listed.length === 0) continue;
      rivals.push(grant);
      for (const other of listed.flatMap(({ contestedBy = [] }) => contestedBy))
        if (candidates.size < NAME_CANDIDATES_MAX) candidates.set(formatSender(other), other);
    }
    return rivals;
  }

  async function settleWith(rival: Versioned<Grant>, mine: Grant, name: SenderName): Promise<boolean> {
    const giver = giverOf(mine, name);
    const mark = (one: GrantName): GrantName => {
      const { contestedBy = [] } = one;
      if (one.value !== name.value || contestedBy.some((sender) => isSame({ sender }, mine))) return one;
      return { ...one, contestedBy: [...contestedBy, mine.sender].slice(-CONTESTS_PER_NAME_MAX) };
    };
    const kept = rival.names.filter((one) => one.value !== name.value || giverOf(rival, one) !== giver).map(mark);
    if (JSON.stringify(kept) !== JSON.stringify(rival.names)) await grants.replace({ ...rival, names: kept });
    return kept.some(({ value }) => value === name.value);
  }

  return { list, settleWith };
}

/** The tenant whose word a name is. */
export function giverOf({ sender, homeTenantId }: Grant, { kind }: SenderName): string {
  return kind === 'userPrincipalName' ? sender.hostTenantId : homeTenantId;
}

/** Whether both are of the same sender. */
export function isSame(one: { sender: Sender }, other: { sender: Sender }): boolean {
  return formatSender(one.sender) === formatSender(other.sender);
}

/** As what the grant lists the name. */
export function ownerOf({ sender, names }: Grant, text: string): NameOwner {
  return { kind: names.find(({ value }) => value === text)?.kind ?? 'address', sender };
}
