/**
 * The store of grants, made to note when something changes of a sender that callers are shown, for the feed of changes.
 *
 * The row of the feed comes before the change and the row of the change before goes after it, so that no change is missing whatever
 * stops in between, and there is one row for each sender; one too many is told from the others by the grant. A write that changes
 * nothing of what is shown, such as a refresh, costs no call. Reading and latest accounts are as they were.
 */
import { createHash } from 'node:crypto';
import { ConnectorError } from '../errors.ts';
import type { ChangedSenders, Grant, GrantStore, SenderChange } from './grant.ts';

export interface NotedGrantsDependencies {
  grants: GrantStore;
  changed: Pick<ChangedSenders, 'put' | 'remove'>;
  now: () => Date;
}

export function createNotedGrants({ grants, changed, now }: NotedGrantsDependencies): GrantStore {
  async function note<Noted extends Grant, Result>(
    grant: Noted,
    write: (noted: Noted) => Promise<Result>,
  ): Promise<Result> {
    const { sender, changedAt } = grant;
    const shownAs = digestShown(grant);
    if (changedAt && grant.shownAs === shownAs) return write(grant);
    // Later than the last one, whatever the clock of the other instance said.
    const at = new Date(Math.max(now().getTime(), (changedAt?.getTime() ?? 0) + 1));
    await changed.put({ sender, at });
    const result = await write({ ...grant, changedAt: at, shownAs });
    await forget(changedAt && { sender, at: changedAt });
    return result;
  }

  /** The change is made, whatever fails here: a row that is left is told from the others by the grant. */
  async function forget(change: SenderChange | undefined): Promise<void> {
    if (!change) return;
    await changed.remove(change).catch((error: unknown) => {
      if (!(error instanceof ConnectorError)) throw error;
    });
  }

  return {
    ...grants,
    async connect(grant, tokens, latest) {
      await note(grant, (noted) => grants.connect(noted, tokens, latest));
      const { sender, erased } = grant;
      await forget(erased && { sender, at: erased.erasedAt });
    },
    replace: (grant) => note(grant, grants.replace),
    renew: (grant, tokens) => note(grant, (noted) => grants.renew(noted, tokens)),
    async erase(grant, left) {
      const { sender, changedAt } = grant;
      await changed.put({ sender, at: left.erasedAt });
      await grants.erase(grant, left);
      const isSame = changedAt?.getTime() === left.erasedAt.getTime();
      await forget(changedAt && !isSame ? { sender, at: changedAt } : undefined);
    },
    async forget(erased) {
      await grants.forget(erased);
      await forget({ sender: erased.sender, at: erased.erasedAt });
    },
  };
}

/** Of everything that lists of senders show. */
function digestShown(grant: Grant): string {
  const { status, userPrincipalName, mailbox, homeTenantId, clientId, scopes, connectedAt, problem, hostProblem } =
    grant;
  const { code, upstreamCode, ofMailbox } = problem ?? {};
  const shown = [status, userPrincipalName, mailbox, homeTenantId, clientId, scopes, connectedAt.getTime()];
  const problems = [code, upstreamCode, ofMailbox?.code, ofMailbox?.upstreamCode];
  // Left out while there is none, so that rows of before say the same.
  if (hostProblem) problems.push(hostProblem.code);
  return createHash('sha256')
    .update(JSON.stringify([...shown, ...problems]))
    .digest('base64url');
}
