/**
 * Makes a sender the owner of a name that they have just proved.
 *
 * The previous owner's grant loses the name first, so that a remembered lookup fails at once; then the lookup is moved. It
 * does not judge who proved the name last.
 */
import { formatSender, type Sender, type SenderName } from '../sender.ts';
import type { GrantStore, NameStore } from './grant.ts';

/** @throws ConnectorError `conflict` when the grant of the former owner changed meanwhile. */
export type ClaimName = (name: SenderName, sender: Sender) => Promise<void>;

export interface ClaimNameDependencies {
  grants: Pick<GrantStore, 'read' | 'replace'>;
  names: Pick<NameStore, 'read' | 'put'>;
}

export function createClaimName({ grants, names }: ClaimNameDependencies): ClaimName {
  return async (name, sender) => {
    for (const owner of await names.read(sender.hostTenantId, name.value)) {
      if (formatSender(owner.sender) === formatSender(sender)) continue;
      const { grant } = await grants.read(owner.sender);
      if (!grant || !holdsName(grant, name)) continue;
      const kept = grant.names.filter(({ kind, value }) => kind !== name.kind || value !== name.value);
      await grants.replace({ ...grant, names: kept });
    }
    await names.put(name, sender);
  };
}

/** Whether a grant lists the name; a lookup that leads to any other counts for nothing. */
export function holdsName({ names }: { names: SenderName[] }, name: SenderName): boolean {
  return names.some(({ kind, value }) => kind === name.kind && value === name.value);
}
