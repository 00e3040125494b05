/**
 * A guest on the board: what the directory and the connection say of them, together. Pure.
 */
import type { SealedTokens } from '../grants/grant.ts';
import type { JudgedGrant } from '../grants/judge-connection.ts';
import { reconsentBy } from '../grants/refresh-schedule.ts';
import type { DirectoryGuest } from '../graph/host-guests.ts';
import { outcomes, type ErrorCode, type Who } from '../outcomes.ts';
import { isExpiring, judgeState, whoActs, type GuestState } from './guest-state.ts';

export interface GuestStatus {
  hostObjectId: string;
  displayName?: string;
  /** Of the connected mailbox; else what the directory says, the UPN where it knows no address. */
  address?: string;
  /** Known once a mailbox was connected. */
  homeTenantId?: string;
  state: GuestState;
  /** Since when, where that is known. */
  since?: Date;
  /** When the connection ends unless it is renewed before; of a connected one. */
  reconsentBy?: Date;
  problem?: { code: ErrorCode; upstreamCode?: string; detail: string };
  /** Who must act; absent: nobody has to. */
  who?: Who;
}

/** What is known of one person; `isRefused`: their record is not as it was written. */
export interface KnownGuest {
  hostObjectId: string;
  user?: DirectoryGuest;
  /** Not in the directory any more. */
  isDeleted?: boolean;
  grant?: JudgedGrant;
  tokens?: Pick<SealedTokens, 'refreshedAt'>;
  isRefused?: boolean;
}

interface Found {
  state: GuestState;
  since?: Date | undefined;
  reconsentBy?: Date;
  problem?: { code: ErrorCode; upstreamCode?: string };
}

export function describeGuest(known: KnownGuest, now: Date): GuestStatus {
  const { hostObjectId, user, grant } = known;
  const { state, since, reconsentBy: ends, problem } = findState(known, now);
  const who = whoActs(state, problem?.code);
  const address = grant?.mailbox ?? user?.mail ?? user?.userPrincipalName ?? grant?.userPrincipalName;
  return {
    hostObjectId,
    ...(user?.displayName !== undefined && { displayName: user.displayName }),
    ...(address !== undefined && { address }),
    ...(grant && { homeTenantId: grant.homeTenantId }),
    state,
    ...(since && { since }),
    ...(ends && { reconsentBy: ends }),
    ...(problem && { problem: { ...problem, detail: outcomes[problem.code].detail } }),
    ...(who && { who }),
  };
}

function findState({ user, isDeleted, grant, tokens, isRefused }: KnownGuest, now: Date): Found {
  if (isRefused) return { state: 'reconnect', problem: { code: 'sealed_record_refused' } };
  if (isDeleted || user?.isEnabled === false) {
    const noted = grant?.hostProblem?.code === 'host_account_unavailable' ? grant.hostProblem.since : undefined;
    return { state: 'suspended', since: noted, problem: { code: 'host_account_unavailable' } };
  }
  const isOver = !grant || grant.status === 'disconnected';
  if (isOver && user?.isPending) return { state: 'invited', since: user.stateSince };
  if (!grant) return { state: 'redeemed', since: user?.stateSince };
  return ofGrant(grant, tokens, now);
}

function ofGrant(grant: JudgedGrant, tokens: KnownGuest['tokens'], now: Date): Found {
  const { status, hostProblem, changedAt, accountSince, connectedAt } = grant;
  const { code: problemCode, upstreamCode, since: problemSince } = grant.problem ?? {};
  const state = judgeState({
    status,
    ...(problemCode && { problemCode }),
    ...(hostProblem && { hostProblemCode: hostProblem.code }),
  });
  if (state === 'disconnected') return { state, since: changedAt };
  if (hostProblem) return { state, since: hostProblem.since, problem: { code: hostProblem.code } };
  const problem = problemCode && { code: problemCode, ...(upstreamCode !== undefined && { upstreamCode }) };
  const ends = status === 'connected' && tokens ? reconsentBy(tokens.refreshedAt) : undefined;
  return {
    state: state === 'connected' && ends && isExpiring(ends, now) ? 'expiring' : state,
    since: state === 'connected' ? (accountSince ?? connectedAt) : (problemSince ?? changedAt),
    ...(ends && { reconsentBy: ends }),
    ...(problem && { problem }),
  };
}
