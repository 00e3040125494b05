/**
 * Settles who owns the names that a sender has just proved, as UPN or as address: both lead to whoever is named in a request.
 *
 * The host tenant gives host UPNs, a home tenant gives addresses. Within one of them whoever proves a name last owns it: the former
 * owner's grant loses it first, so that a remembered lookup fails at once; then the lookup is moved. Between two of them a name that
 * another still proves never moves: all grants mark it as contested, those of others first, and it names none of them until the others
 * have given it up or disconnected, however old their proof is. Its lookup leads to all of them, so that each is found whoever leaves
 * first. It does not ask whether the proof of the sender itself holds.
 */
import { ConnectorError } from '../errors.ts';
import { CONFLICT_RETRIES_MAX, CONTESTS_PER_NAME_MAX } from '../limits.ts';
import { formatSender, type Sender, type SenderName } from '../sender.ts';
import { leadName, type LeadNameDependencies } from './lead-name.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';
import { createRivals, isSame, ownerOf } from './rivals.ts';
import type { Grant, GrantName, GrantStore, NameOwner, NameStore, NoteContest, Versioned } from './grant.ts';

/**
 * Settles those names of the sender's grant that are wanted; resolves to the grant as it is afterwards. A name that very many contest
 * is left out of it.
 * @throws ConnectorError `conflict` when grants keep changing
 */
export type ClaimNames = (
  sender: Sender,
  isWanted: (name: GrantName) => boolean,
) => Promise<Versioned<Grant> | undefined>;

export interface ClaimNamesDependencies {
  grants: Pick<GrantStore, 'read' | 'replace'>;
  names: NameStore;
  noteContest: NoteContest;
}

export function createClaimNames({ grants, names, noteContest }: ClaimNamesDependencies): ClaimNames {
  const rivals = createRivals(grants);

  /** Lets the lookup lead to those who are missing, and no longer to those who are gone; for whom there was no room. */
  async function lead(
    name: SenderName,
    missing: readonly NameOwner[],
    gone: readonly NameOwner[],
  ): Promise<NameOwner[]> {
    const former = gone.map(({ sender }) => sender);
    const refused: NameOwner[] = [];
    for (const one of missing)
      if (!(await leadName({ grants, names }, { ...name, kind: one.kind }, one.sender, former))) refused.push(one);
    for (const { kind, sender } of gone) await names.remove({ ...name, kind }, sender);
    return refused;
  }

  /** Undefined where very many contest the name. */
  async function settle(mine: Grant, { kind, value, contestedBy = [] }: GrantName): Promise<GrantName | undefined> {
    const own: NameOwner = { kind, sender: mine.sender };
    const candidates = new Map(contestedBy.map((one) => [formatSender(one), one]));
    const refused: NameOwner[] = [];
    // Whoever claims the name at the same moment also looks once more after writing, so one of the two sees the other.
    for (let look = 1; look <= CONFLICT_RETRIES_MAX; look++) {
      const owners = await names.read(mine.sender.hostTenantId, value);
      for (const { sender } of owners) candidates.set(formatSender(sender), sender);
      const contesters: NameOwner[] = [];
      for (const rival of await rivals.list(mine, value, candidates))
        if (await rivals.settleWith(rival, mine, { kind, value })) contesters.push(ownerOf(rival, value));
      // Oneself last, so that the name never leads to the newcomer alone.
      const provers = [...contesters, own];
      const settled = [...owners, ...refused];
      const missing = provers.filter((one) => !settled.some((other) => other.kind === one.kind && isSame(other, one)));
      const gone = owners.filter((owner) => !provers.some((one) => isSame(one, owner)));
      if (missing.length === 0 && gone.length === 0) {
        const others = contesters.map(({ sender }) => sender).slice(-CONTESTS_PER_NAME_MAX);
        return { kind, value, ...(others.length > 0 && { contestedBy: others }) };
      }
      refused.push(...(await lead({ kind, value }, missing, gone)));
      if (refused.includes(own)) return undefined;
    }
    throw new ConnectorError('conflict');
  }

  async function claim(sender: Sender, isWanted: (name: GrantName) => boolean): Promise<Versioned<Grant> | undefined> {
    const { grant } = await grants.read(sender);
    if (!grant || grant.status === 'disconnected') return grant;
    const settled: GrantName[] = [];
    for (const name of grant.names) {
      const one = isWanted(name) ? await settle(grant, name) : name;
      if (one) settled.push(one);
      if (!one || (isWanted(name) && one.contestedBy)) noteContest(sender);
    }
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

/**
 * Has each name lead to those who contest it, before its sender lets it go: a lookup that an earlier release wrote leads to one sender
 * alone, and without it nobody would find the others.
 */
export async function keepContesters(
  { grants, names }: LeadNameDependencies,
  givenUp: readonly GrantName[],
): Promise<void> {
  for (const { kind, value, contestedBy = [] } of givenUp)
    for (const contester of contestedBy) {
      const { grant } = await grants.read(contester);
      if (grant?.names.some((one) => one.value === value))
        await leadName({ grants, names }, { kind, value }, contester);
    }
}

/** Names that belong to nobody, because another tenant gave them to somebody else as well. */
export function listContested({ names }: { names: readonly GrantName[] }): string[] {
  return names.filter(({ contestedBy }) => contestedBy).map(({ value }) => value);
}

function isSameName(one: SenderName, other: SenderName): boolean {
  return one.kind === other.kind && one.value === other.value;
}
