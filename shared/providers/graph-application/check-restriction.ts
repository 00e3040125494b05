/**
 * Proves that Exchange lets the app send from the mailboxes of a document and keeps it out of others, by a request that can send nothing.
 *
 * An empty message is refused for its recipients (400) where the app is let in, and for want of a right (403) where it is not. Anything
 * else proves nothing. Findings are fixed sentences.
 */
import { ConnectorError, hasCode } from '../../errors.ts';
import { forEachConcurrently } from '../../for-each-concurrently.ts';
import { isAnswer } from '../../graph/reply.ts';
import { CHECK_CONCURRENCY_MAX, CHECKED_MAILBOXES_MAX } from '../../provider-limits.ts';
import type { GraphAccess } from '../graph-access.ts';
import type { ProviderFinding } from '../provider.ts';
import type { GraphApplicationDocument } from './graph-application-document.ts';
import { sendPath } from './send-path.ts';

type Access = 'allowed' | 'denied' | 'missing' | 'unclear';

export interface CheckRestrictionDependencies {
  graph: GraphAccess;
  /** Throws as Provider.open. */
  readToken: () => Promise<string>;
}

/** @throws ConnectorError `graph_unavailable`, or what Entra said of an outage */
export async function checkRestriction(
  { mailboxes, deniedMailbox }: GraphApplicationDocument,
  { graph, readToken }: CheckRestrictionDependencies,
): Promise<ProviderFinding> {
  const token = await readToken().catch((error: unknown) => {
    if (!hasCode(error, 'home_tenant_blocked', 'blocked_by_home_policy')) throw error;
    return undefined;
  });
  if (token === undefined) return notApproved;
  const asked = [deniedMailbox, ...mailboxes.slice(0, CHECKED_MAILBOXES_MAX).map(({ address }) => address)];
  const found = new Map<string, Access>();
  await forEachConcurrently(asked, CHECK_CONCURRENCY_MAX, async (address) => {
    found.set(address, await askExchange(graph, token, address));
  });
  const [denied, ...allowed] = asked.map((address) => found.get(address));
  if ([denied, ...allowed].includes('unclear')) throw new ConnectorError('graph_unavailable');
  if (denied === 'allowed') return unrestricted;
  if (denied === 'missing') return nothingDenied;
  if (allowed.includes('denied')) return notAllowed;
  return allowed.includes('missing') ? noMailbox : restricted;
}

/** @throws ConnectorError `mailbox_not_allowed`, `mailbox_not_found`, `graph_unavailable` */
export async function probeAccess(graph: GraphAccess, token: string, address: string): Promise<void> {
  const access = await askExchange(graph, token, address);
  if (access === 'denied') throw new ConnectorError('mailbox_not_allowed');
  if (access === 'missing') throw new ConnectorError('mailbox_not_found');
  if (access === 'unclear') throw new ConnectorError('graph_unavailable');
}

async function askExchange(
  { callGraph, readGraphError }: GraphAccess,
  token: string,
  address: string,
): Promise<Access> {
  const reply = await callGraph(token, { path: sendPath(address), body: '{"message":{}}' });
  if (!isAnswer(reply)) return 'unclear';
  const { isGraphs, code } = readGraphError(reply);
  if (!isGraphs) return 'unclear';
  if (reply.status === 400 && code === 'invalid_recipients') return 'allowed';
  if (reply.status === 403 || reply.status === 401) return 'denied';
  return reply.status === 404 ? 'missing' : 'unclear';
}

const homeAdmin = (detail: string): ProviderFinding => ({ ok: false, who: 'home_admin', detail });
const operator = (detail: string): ProviderFinding => ({ ok: false, who: 'operator', detail });

const restricted: ProviderFinding = {
  ok: true,
  who: 'nobody',
  detail: `Exchange lets the app send from the mailboxes that were tried, the first ${CHECKED_MAILBOXES_MAX} of a document, and refuses deniedMailbox.`,
};
const notApproved = homeAdmin(
  'The home tenant does not know the app, or its policies keep it out: an administrator there opens the approval link that GET /senders shows as approvalUrl, and exempts the app from policies for workload identities.',
);
const notAllowed = homeAdmin(
  'Exchange refuses the app one of its mailboxes: an administrator of the home tenant adds the mailbox to the scope of the role assignment Application Mail.Send; Exchange takes up to two hours to apply that.',
);
const unrestricted = homeAdmin(
  'Exchange lets the app send from deniedMailbox as well: an administrator of the home tenant removes the permission Mail.Send of the app in Entra, which adds to the role assignment in Exchange and opens every mailbox, and narrows the scope of that assignment.',
);
const noMailbox = operator(
  'One of its mailboxes does not exist in the home tenant: the operator corrects the address, or an administrator there creates the mailbox.',
);
const nothingDenied = operator(
  'deniedMailbox does not exist in the home tenant, so it proves nothing: the operator names one that does and is not in the scope of the app.',
);
