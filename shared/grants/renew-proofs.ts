/**
 * Reads again what the home tenant says of a sender's mailbox, and brings the grant, its sealed tokens and the lookups in line. That
 * there is no mailbox any more becomes the problem of the grant.
 *
 * Grant and tokens change in one transaction, so no name is ever listed without its sealed proof. Lookups follow: a former name
 * leads here no more, a new one is claimed, and a contested one settled where the contest is over; a due row lets the sweep finish
 * what stops before that. It runs once for all concurrent requests in this process.
 */
import { ACCESS_TOKEN_MARGIN_SECONDS } from '../limits.ts';
import { formatSender, type Sender } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import { createClaimNames, holdsName, keepContesters, keepContests, listContested } from './claim-names.ts';
import type {
  DueStore,
  Grant,
  GrantName,
  GrantStore,
  NameStore,
  NoteContest,
  SealedTokens,
  Versioned,
} from './grant.ts';
import { isGone, mailboxProblemOf, withMailboxProblem } from './mailbox-problem.ts';
import { leaveNames } from './lead-name.ts';
import { listUnsettled } from './list-unsettled.ts';
import type { RequireHomeTenant } from '../tenants/home-tenants.ts';
import { requireConnected } from './require-connected.ts';
import { describeProofs, isMember, readProofs, type MailboxReader, type ReadProofs } from './proofs.ts';
import { connectCheck, retryRefreshAt } from './refresh-schedule.ts';
import type { OpenedGrant, RefreshTokens } from './refresh-tokens.ts';
import { repeatOnConflict } from './repeat-on-conflict.ts';
import { createOpenTokens, sealTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

export interface RenewedProofs extends OpenedGrant {
  /** Exchange confirmed or denied the mailbox. */
  isClear: boolean;
}

/**
 * `userPrincipalName`: the host UPN, where the person has just signed in at the host tenant.
 * @throws ConnectorError `consent_required`, `identity_changed`, `home_tenant_not_allowed`, `graph_unavailable`, `conflict`, or what
 *   a renewal of tokens says
 */
export type RenewProofs = (sender: Sender, userPrincipalName?: string) => Promise<RenewedProofs>;

export interface RenewProofsDependencies {
  grants: Pick<GrantStore, 'read' | 'replace' | 'renew'>;
  names: NameStore;
  due: Pick<DueStore, 'add' | 'remove'>;
  vault: Pick<Vault, 'open' | 'seal'>;
  graph: MailboxReader;
  refreshTokens: RefreshTokens;
  requireHomeTenant: RequireHomeTenant;
  noteContest: NoteContest;
  now: () => Date;
}

interface Opened {
  grant: Versioned<Grant>;
  tokens: Versioned<SealedTokens>;
  opened: TokenSet;
}

export function createRenewProofs(dependencies: RenewProofsDependencies): RenewProofs {
  const { grants, names, due, vault, graph, refreshTokens, requireHomeTenant, noteContest, now } = dependencies;
  const openTokens = createOpenTokens(vault);
  const claimNames = createClaimNames(dependencies);
  const inFlight = new Map<string, Promise<RenewedProofs>>();

  async function open(sender: Sender): Promise<Opened> {
    const { grant, tokens } = requireConnected(await grants.read(sender));
    await requireHomeTenant(grant);
    return { grant, tokens, opened: await openTokens(grant, tokens.sealed) };
  }

  /**
   * With an access token that is still good for two requests, and with what its ID token says of the e-mail address, which an earlier
   * release did not keep.
   */
  async function openFresh(sender: Sender): Promise<Opened> {
    const found = await open(sender);
    const { addresses, expiresAt } = found.opened;
    if (addresses && expiresAt - now().getTime() > ACCESS_TOKEN_MARGIN_SECONDS * 1000) return found;
    await refreshTokens(found.grant, found.tokens, found.opened);
    return open(sender);
  }

  async function renew(sender: Sender, userPrincipalName: string | undefined): Promise<RenewedProofs> {
    const { grant: former, tokens, opened } = await openFresh(sender);
    const { proofs, homeUserPrincipalName, probe, code } = await readProofs(graph, opened, opened, now());
    const hostName = userPrincipalName ?? (isMember(former) ? homeUserPrincipalName : keepHostName(former, opened));
    const { userPrincipalName: _former, ...rest } = opened;
    const next: TokenSet = { ...rest, ...proofs, ...(hostName && { userPrincipalName: hostName }) };
    const described = describeProofs(next);
    const listed = { ...former, ...described, names: keepContests(described.names, former.names) };
    const changed = judgeMailbox(listed, { probe, ...(code !== undefined && { code }) }, now());
    const isClear = probe !== 'unclear';
    const isProven = ({ kind }: GrantName) => kind === 'address' || userPrincipalName !== undefined || isMember(former);
    const unsettled = await listUnsettled(names, { former, changed, isClear, isProven });
    const givenUp = former.names.filter((name) => !holdsName(changed, name));
    if (unsettled.length > 0 || givenUp.length > 0)
      await due.add(connectCheck(former.sender, former.generation, now()));
    const sealed = await sealTokens(vault, changed, next);
    const place = { kind: 'refresh', sender, generation: former.generation } as const;
    const isMoved = changed.refreshDueAt !== former.refreshDueAt;
    if (isMoved) await due.add({ ...place, at: changed.refreshDueAt });
    await keepContesters({ grants, names }, givenUp);
    // Before the grant forgets them, because nobody knows them afterwards.
    for (const name of givenUp) await names.remove(name, sender);
    const renewed = { ...changed, etag: await grants.renew(changed, { ...tokens, sealed }) };
    if (isMoved) await due.remove({ ...place, at: former.refreshDueAt });
    await leaveNames({ grants, names }, givenUp, sender);
    const settled =
      unsettled.length > 0 ? await claimNames(sender, (name) => holdsName({ names: unsettled }, name)) : renewed;
    const grant = settled ?? renewed;
    if (listContested(grant).length > 0) noteContest(sender);
    return { grant, opened: next, isClear };
  }

  return (sender, userPrincipalName) => {
    const key = `${formatSender(sender)} ${userPrincipalName ?? ''}`;
    const running =
      inFlight.get(key) ?? repeatOnConflict(() => renew(sender, userPrincipalName)).finally(() => inFlight.delete(key));
    inFlight.set(key, running);
    return running;
  };
}

/** A mailbox that is gone is a problem of the grant, at which the timer soon looks again, until Exchange confirms a mailbox. */
function judgeMailbox(
  grant: Versioned<Grant>,
  { probe, code: upstreamCode }: Pick<ReadProofs, 'probe' | 'code'>,
  now: Date,
): Versioned<Grant> {
  const code = 'mailbox_not_found';
  const isKnown = isGone(grant);
  if (probe === 'missing' && !isKnown) {
    const problem = { code, ...(upstreamCode !== undefined && { upstreamCode }), since: now } as const;
    return { ...withMailboxProblem(grant, problem), refreshDueAt: retryRefreshAt(now, 1, code) };
  }
  const isElsewhere = isKnown || mailboxProblemOf(grant)?.code === 'mailbox_on_premises';
  return probe === 'exists' && isElsewhere ? withMailboxProblem(grant) : grant;
}

/** Nothing proves a guest's host UPN again here, so one that somebody else has proven since is not taken back. */
function keepHostName({ names }: Grant, { userPrincipalName }: TokenSet): string | undefined {
  const value = userPrincipalName?.toLowerCase();
  return value !== undefined && holdsName({ names }, { kind: 'userPrincipalName', value })
    ? userPrincipalName
    : undefined;
}
