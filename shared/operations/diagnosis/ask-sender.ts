/**
 * Asks everything that a send of one sender depends on, in the order of a send, and gathers the answers. It judges nothing.
 *
 * A paused mailbox is left alone. A token that Graph refuses is renewed once, as in a send; one that is refused again ends nothing here.
 */
import { isOfAccount, accountSinceOf } from '../../grants/home-account.ts';
import type { FoundSender } from '../../grants/find-sender.ts';
import type { SenderToken } from '../../grants/access-token.ts';
import type { DiagnoseParts } from './diagnose-parts.ts';
import type { Attempt, Facts, Probe } from './facts.ts';
import { isPaused } from './judge-mailbox.ts';
import type { TryWork } from './try-work.ts';

export type AskSender = (found: Pick<FoundSender, 'sender' | 'grant' | 'tokens'>) => Promise<Facts>;

export function createAskSender(parts: DiagnoseParts, tryWork: TryWork): AskSender {
  const { senders, tenants, graph, stores, messages, now } = parts;

  async function probe(token: SenderToken): Promise<{ token: Attempt<SenderToken>; probe?: Attempt<Probe> }> {
    const ask = ({ accessToken }: SenderToken) => tryWork('graph_unavailable', () => graph.probeMailbox(accessToken));
    const first = await ask(token);
    if (!('value' in first) || first.value.refusal !== 'unauthorized') return { token: { value: token }, probe: first };
    const { claims } = first.value;
    const renewed = await tryWork('entra_unavailable', () => senders.tokens.renew(token, claims));
    return 'value' in renewed ? { token: renewed, probe: await ask(renewed.value) } : { token: renewed };
  }

  async function readLatest({ sender, grant, tokens }: Parameters<AskSender>[0]) {
    const again = await tryWork('storage_unavailable', () => senders.read(sender));
    const latest = 'value' in again ? again.value : { ...(grant && { grant }), ...(tokens && { tokens }) };
    if (!latest.grant) return { names: [] };
    const found = { ...latest, grant: latest.grant };
    const inspected = await tryWork('storage_unavailable', () => senders.inspect(found));
    const named = await tryWork('vault_unavailable', () => senders.readOwnNames(found));
    return {
      grant: 'value' in inspected ? inspected.value.grant : latest.grant,
      refreshedAt: latest.tokens?.refreshedAt,
      names: 'value' in named ? named.value : [],
    };
  }

  return async (found) => {
    const { sender, grant } = found;
    const { hostTenantId, hostObjectId } = sender;
    const isConnected = grant?.status === 'connected';
    const [tenant, load, history, first] = await Promise.all([
      tryWork('storage_unavailable', () => tenants.read(hostTenantId)),
      tryWork('storage_unavailable', () => stores.mailboxLoads.read(sender).then((row) => row?.load)),
      tryWork('storage_unavailable', async () => grant && messages.readHistory(sender, accountSinceOf(grant))),
      isConnected ? tryWork('entra_unavailable', () => senders.tokens.read(hostTenantId, hostObjectId)) : undefined,
    ]);
    // Another account that has connected meanwhile is not asked for.
    const token = first && 'value' in first && !isOfAccount(first.value.grant, grant) ? undefined : first;
    const mayAsk = token && 'value' in token && !isPaused({ load }, now());
    const asked = mayAsk ? await probe(token.value) : { token };
    return { sender, tenant, load, history, ...asked, ...(await readLatest(found)) };
  };
}
