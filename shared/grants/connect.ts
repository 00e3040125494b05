/**
 * Connects a mailbox: the one decision at the end of both sign-ins.
 *
 * Order of durable writes: a due row that makes the sweep look back, the key row, then tokens and grant in one transaction,
 * then lookups. Until the grant row is switched the old connection works as before; whatever stops half way is found by
 * the due row. It asks nobody for tokens and shows no page.
 */
import { ConnectorError, hasCode } from '../errors.ts';
import { CONFLICT_RETRIES_MAX, CONNECT_CHECK_SECONDS } from '../limits.ts';
import type { Sender, SenderName } from '../sender.ts';
import type { Vault } from '../vault/vault.ts';
import { createClaimName } from './claim-name.ts';
import type { DueEntry, DueStore, Grant, GrantStore, NameStore } from './grant.ts';
import { nextRefreshAt } from './refresh-schedule.ts';
import { sealTokens } from './sealed-tokens.ts';
import type { TokenSet } from './token-set.ts';

export interface ConnectRequest {
  sender: Sender;
  homeTenantId: string;
  homeObjectId: string;
  /** The app registration that got the tokens. */
  clientId: string;
  tokens: TokenSet;
}

/** @throws ConnectorError `other_mailbox_connected`; `conflict` when others keep connecting the same sender. */
export type Connect = (request: ConnectRequest) => Promise<void>;

export interface ConnectDependencies {
  grants: GrantStore;
  names: NameStore;
  due: DueStore;
  vault: Pick<Vault, 'createDataKey' | 'destroyDataKeys' | 'seal'>;
  now: () => Date;
}

export function createConnect({ grants, names, due, vault, now }: ConnectDependencies): Connect {
  const claimName = createClaimName({ grants, names });

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

  async function tryConnect({ sender, homeTenantId, homeObjectId, clientId, tokens }: ConnectRequest): Promise<Grant> {
    const { grant: existing } = await grants.read(sender);
    const isOther = existing?.homeTenantId !== homeTenantId || existing.homeObjectId !== homeObjectId;
    if (existing && existing.status !== 'disconnected' && isOther) throw new ConnectorError('other_mailbox_connected');

    const generation = await createNextKey(sender, (existing?.generation ?? 0) + 1);
    const grant: Grant = {
      sender,
      status: 'connected',
      homeTenantId,
      homeObjectId,
      clientId,
      generation,
      ...(tokens.userPrincipalName && { userPrincipalName: tokens.userPrincipalName }),
      mailbox: tokens.mailbox,
      names: namesOf(tokens),
      scopes: tokens.scopes,
      connectedAt: now(),
      refreshDueAt: nextRefreshAt(now()),
      refreshFailures: 0,
    };
    await due.add({ kind: 'refresh', at: grant.refreshDueAt, sender, generation });
    const sealed = await sealTokens(vault, grant, { ...tokens, clientId });
    await grants.connect(
      { ...grant, ...(existing && { etag: existing.etag }) },
      { generation, sealed, refreshedAt: now() },
    );
    return grant;
  }

  return async (request) => {
    for (let attempt = 1; ; attempt++) {
      try {
        const { sender, generation, names: claimed } = await tryConnect(request);
        for (const name of claimed) await claimName(name, sender);
        await vault.destroyDataKeys(sender, generation);
        await grants.removeTokens(sender, generation);
        return;
      } catch (error) {
        if (!hasCode(error, 'conflict') || attempt >= CONFLICT_RETRIES_MAX) throw error;
      }
    }
  };
}

function namesOf({ mailbox, userPrincipalName }: TokenSet): SenderName[] {
  const names: SenderName[] = [{ kind: 'address', value: mailbox.toLowerCase() }];
  if (userPrincipalName) names.push({ kind: 'userPrincipalName', value: userPrincipalName.toLowerCase() });
  return names;
}

function connectCheck(sender: Sender, generation: number, now: Date): DueEntry {
  return { kind: 'connect', at: new Date(now.getTime() + CONNECT_CHECK_SECONDS * 1000), sender, generation };
}
