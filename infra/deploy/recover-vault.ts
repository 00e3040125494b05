/**
 * Takes back the deleted vault of an installation, once: purge protection keeps it, and nothing else can have its name.
 *
 * Looks for it before a deployment that would create one. Where this account may not look, Azure's refusal of the new vault says
 * that there is a deleted one. A vault that is there is never recovered again, whatever GUESTMAIL_RECOVER_VAULT says.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { isTaggedWith } from './is-tagged-with.ts';

const VARIABLE = 'GUESTMAIL_RECOVER_VAULT';

interface DeletedVault {
  name: string;
  properties: { vaultId: string; tags?: Record<string, string> | null };
}

/** Sets the parameter of the template where there is a deleted vault of this name and resource group. */
export async function lookUpDeletedVault({ az, settings, print }: Context, target: Target): Promise<void> {
  if (target.present?.hasVault) settings.set(VARIABLE, 'false');
  if (target.present?.hasVault || settings.get(VARIABLE) === 'true') return;
  const isOurs = isTaggedWith(target.environmentName);
  const group = `/resourceGroups/${target.resourceGroup}/`.toLowerCase();
  const found = await az
    .json<DeletedVault[]>(['keyvault', 'list-deleted', '--resource-type', 'vault'])
    .then((all) => all.find(({ properties }) => isOurs(properties) && properties.vaultId.toLowerCase().includes(group)))
    .catch((error: unknown) => {
      // Rights on the group do not show what is deleted in the subscription.
      if (error instanceof AzureRefusal) return undefined;
      throw error;
    });
  if (!found) return;
  print(`The vault ${found.name} of an earlier installation is taken back, with its keys.`);
  settings.set(VARIABLE, 'true');
}

/** Deploys, and once more with the deleted vault where Azure refuses a new one because of it. Rejects as `deploy`. */
export async function recoveringVault<Answer>(
  { settings, print }: Pick<Context, 'settings' | 'print'>,
  deploy: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await deploy();
  } catch (error) {
    const isDeleted = error instanceof AzureRefusal && error.codes.includes('VaultIsDeleted');
    if (!isDeleted || settings.get(VARIABLE) === 'true') throw error;
    print('The vault of an earlier installation is taken back, with its keys.');
    settings.set(VARIABLE, 'true');
    return deploy();
  }
}
