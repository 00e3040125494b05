/**
 * Connects a mailbox: the one decision at the end of both sign-ins.
 *
 * Only the account that signed in last as the sender is connected: the transaction that writes the grant names that sign-in, so one
 * that comes before it stops it, and one that comes after it finds the grant. Order of durable writes: a due row that makes the sweep look back, the key row, then tokens and grant in one transaction,
 * then lookups. Until the grant row is switched the old connection works as before; whatever stops half way is found by
 * the due row. It asks nobody for tokens and shows no page.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX } from '../limits.ts';
import type { Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import { fencesUntil } from './allow-fences.ts';
import { createClaimNames, holdsName, keepContesters, keepContests } from './claim-names.ts';
import type { DueStore, Grant, GrantName, GrantStore, NameStore, NoteContest } from './grant.ts';
import { accountSinceOf, isOfAccount, isSuspended } from './home-account.ts';
import { connectCheck, nextRefreshAt, retryRefreshAt } from './refresh-schedule.ts';
import { lastGeneration } from './last-generation.ts';
import { leaveNames } from './lead-name.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';
import { describeProofs } from './proofs.ts';
import { sealTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

export interface ConnectRequest {
  sender: Sender;
  homeTenantId: string;
  homeObjectId: string;
  /** The app registration that got the tokens. */
  clientId: string;
  tokens: TokenSet;
  /**
   * The ETag of the latest account, which is this one; asked before anything is read, and again when something has changed.
   * @throws ConnectorError `request_expired`
   */
  requireLatest: () => Promise<{ etag: string }>;
  /** The generation of the suspended grant that the person's sign-in found, and may therefore end. */
  resumes?: number | undefined;
}

/**
 * Resolves to the grant, whose names may be contested or, where storage failed at the end, not be claimed yet.
 * @throws ConnectorError `other_mailbox_connected`, `identity_changed`, `request_expired`; `conflict` when others keep connecting the same sender.
 */
export type Connect = (request: ConnectRequest) => Promise<Grant>;

export interface ConnectDependencies {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  vault: Pick<Vault, 'createDataKey' | 'destroyDataKeys' | 'seal'>;
  noteContest: NoteContest;
  now: () => Date;
}

interface Connected {
  grant: Grant;
  /** The grant whose place it took. */
  existing: Grant | undefined;
  givenUp: GrantName[];
}

export function createConnect(dependencies: ConnectDependencies): Connect {
  const { grants, names, due, vault, now } = dependencies;
  const claimNames = createClaimNames(dependencies);

  async function createNextKey(sender: Sender, first: number): Promise<number> {
    for (let generation = first; generation < first + CONFLICT_RETRIES_MAX; generation++) {
      const check = connectCheck(sender, generation, now());
      await due.add(check);
      try {
        await vault.createDataKey(sender, generation);
        return generation;
      } catch (error) {
        // A key row of a connection that stopped half way, or of one that is under way: leave it alone.
        if (!hasCode(error, 'conflict')) throw error;
      }
    }
    throw new ConnectorError('conflict');
  }

  async function tryConnect(request: ConnectRequest): Promise<Connected> {
    const { sender, homeTenantId, homeObjectId, clientId, tokens } = request;
    const latest = await request.requireLatest();
    const { grant: existing, erased } = await grants.read(sender);
    requireFree(existing, request);
    const generation = await createNextKey(sender, lastGeneration(existing, erased) + 1);
    const described = describeProofs(tokens);
    const grant: Grant = {
      sender,
      status: 'connected',
      homeTenantId,
      homeObjectId,
      clientId,
      generation,
      ...described,
      names: keepContests(described.names, existing?.names ?? []),
      scopes: tokens.scopes,
      connectedAt: now(),
      accountSince: existing && isOfAccount(existing, request) ? accountSinceOf(existing) : now(),
      // While Exchange is unclear about the mailbox, the timer soon asks again.
      refreshDueAt: tokens.provenAt === undefined ? retryRefreshAt(now(), 1) : nextRefreshAt(now()),
      refreshFailures: 0,
      fencesUntil: fencesUntil(now()),
      ...(existing?.changedAt && { changedAt: existing.changedAt }),
    };
    await due.add({ kind: 'refresh', at: grant.refreshDueAt, sender, generation });
    const sealed = await sealTokens(vault, grant, { ...tokens, clientId });
    const givenUp = (existing?.names ?? []).filter((name) => !holdsName(grant, name));
    await keepContesters({ grants, names }, givenUp);
    // Before the grant forgets them, because nobody knows them afterwards; the sweep brings back what a connection that fails here loses.
    for (const name of givenUp) await names.remove(name, sender);
    await grants.connect(
      { ...grant, ...(existing && { etag: existing.etag }), erased },
      { generation, sealed, refreshedAt: now() },
      latest,
    );
    return { grant, existing, givenUp };
  }

  /** What a connection that was made leaves to do; resolves to the grant as it is then. */
  async function finish({ grant, existing, givenUp }: Connected): Promise<Grant> {
    const { sender, generation } = grant;
    const settled = await claimNames(sender, () => true);
    await leaveNames({ grants, names }, givenUp, sender);
    await vault.destroyDataKeys(sender, generation);
    await grants.removeTokens(sender, generation);
    if (existing)
      await due.remove({ kind: 'refresh', at: existing.refreshDueAt, sender, generation: existing.generation });
    return settled ?? grant;
  }

  return async (request) => {
    const connected = await repeatOnConflict(() => tryConnect(request));
    return finish(connected).catch((error: unknown) => {
      // The person is connected, whatever fails now; a name that was not claimed leads nowhere until the sweep has finished this.
      if (error instanceof ConnectorError) return connected.grant;
      throw error;
    });
  };
}

/** A connection is ended by a disconnect, or by a sign-in that found it suspended; never in passing. */
function requireFree(existing: Grant | undefined, request: ConnectRequest): void {
  if (!existing || existing.status === 'disconnected') return;
  if (isSuspended(existing)) {
    if (existing.generation !== request.resumes) throw new ConnectorError('identity_changed');
  } else if (!isOfAccount(existing, request)) throw new ConnectorError('other_mailbox_connected');
}
