/**
 * Settles who owns the names that a sender has just proved, as UPN or as address: both lead to whoever is named in a request.
 *
 * The host tenant gives host UPNs, a home tenant gives addresses. Within one of them whoever proves a name last owns it: the former
 * owner's grant loses it first, so that a remembered lookup fails at once; then the lookup is moved. Between two of them a name that
 * another still proves never moves: both grants mark it as contested, the other one first, and it names neither of them until one has
 * given it up or disconnected, however old its proof is. It does not ask whether the proof of the sender itself holds.
 */
import { CONTESTS_PER_NAME_MAX } from '../limits.ts';
import { formatSender, type Sender, type SenderName } from '../sender.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';
import type { Grant, GrantName, GrantStore, NameStore, Versioned } from './grant.ts';

/**
 * Settles those names of the sender's grant that are wanted; resolves to the grant as it is afterwards.
 * @throws ConnectorError `conflict` when grants keep changing
 */
export type ClaimNames = (
  sender: Sender,
  isWanted: (name: GrantName) => boolean,
) => Promise<Versioned<Grant> | undefined>;

export interface ClaimNamesDependencies {
  grants: Pick<GrantStore, 'read' | 'replace'>;
  names: Pick<NameStore, 'read' | 'put'>;
}

export function createClaimNames({ grants, names }: ClaimNamesDependencies): ClaimNames {
  /** Grants of others that list the name: those to which a lookup leads, and those that contested it before. */
  async function listRivals(
    { sender }: Grant,
    name: GrantName,
    owners: readonly Sender[],
  ): Promise<Versioned<Grant>[]> {
    const candidates = new Map([...owners, ...(name.contestedBy ?? [])].map((one) => [formatSender(one), one]));
    candidates.delete(formatSender(sender));
    const found = await Promise.all([...candidates.values()].map(async (one) => (await grants.read(one)).grant));
    return found.filter((grant) => grant?.names.some(({ value }) => value === name.value)) as Versioned<Grant>[];
  }

  /** Takes the name from the other grant where the same tenant gave both, else marks it there; whether it is contested. */
  async function settleWith(rival: Versioned<Grant>, mine: Grant, name: SenderName): Promise<boolean> {
    const giver = giverOf(mine, name);
    const mark = (one: GrantName): GrantName => {
      if (one.value !== name.value) return one;
      const others = (one.contestedBy ?? []).filter((other) => formatSender(other) !== formatSender(mine.sender));
      return { ...one, contestedBy: [...others, mine.sender].slice(-CONTESTS_PER_NAME_MAX) };
    };
    const kept = rival.names.filter((one) => one.value !== name.value || giverOf(rival, one) !== giver).map(mark);
    if (JSON.stringify(kept) !== JSON.stringify(rival.names)) await grants.replace({ ...rival, names: kept });
    return kept.some(({ value }) => value === name.value);
  }

  async function settle(mine: Grant, name: GrantName): Promise<GrantName> {
    const { sender } = mine;
    const owners = await names.read(sender.hostTenantId, name.value);
    const rivals = await listRivals(
      mine,
      name,
      owners.map((owner) => owner.sender),
    );
    const contestedBy: Sender[] = [];
    for (const rival of rivals) if (await settleWith(rival, mine, name)) contestedBy.push(rival.sender);
    // A contested name keeps its lookup, which leads to one of them, where the mark is found.
    const contesters = new Set(contestedBy.map(formatSender));
    const isFound = owners.some((owner) => owner.kind === name.kind && contesters.has(formatSender(owner.sender)));
    if (!isFound) await names.put(name, sender);
    const { kind, value } = name;
    return { kind, value, ...(contestedBy.length > 0 && { contestedBy }) };
  }

  async function claim(sender: Sender, isWanted: (name: GrantName) => boolean): Promise<Versioned<Grant> | undefined> {
    const { grant } = await grants.read(sender);
    if (!grant || grant.status === 'disconnected') return grant;
    const settled: GrantName[] = [];
    for (const name of grant.names) settled.push(isWanted(name) ? await settle(grant, name) : name);
    if (JSON.stringify(settled) === JSON.stringify(grant.names)) return grant;
    await grants.replace({ ...grant, names: settled });
    return (await grants.read(sender)).grant;
  }

  return (sender, isWanted) => repeatOnConflict(() => claim(sender, isWanted));
}

/** Whether a grant lists the name; a lookup that leads to any other counts for nothing. */
export function holdsName({ names }: { names: readonly SenderName[] }, name: SenderName): boolean {
  return names.some((one) => isSameName(one, name));
}

/** The names with what `former` says of contests, so that a mark is only lifted by settling it. */
export function keepContests(names: readonly SenderName[], former: readonly GrantName[]): GrantName[] {
  return names.map((name) => former.find((one) => isSameName(one, name)) ?? name);
}

/** Names that belong to nobody, because another tenant gave them to somebody else as well. */
export function listContested({ names }: { names: readonly GrantName[] }): string[] {
  return names.filter(({ contestedBy }) => contestedBy).map(({ value }) => value);
}

/** The tenant whose word a name is. */
function giverOf({ sender, homeTenantId }: Grant, { kind }: SenderName): string {
  return kind === 'userPrincipalName' ? sender.hostTenantId : homeTenantId;
}

function isSameName(one: SenderName, other: SenderName): boolean {
  return one.kind === other.kind && one.value === other.value;
}
