/**
 * Takes back the deleted vault of an installation, once: purge protection keeps it, and nothing else can have its name.
 *
 * Looks for it before a deployment that would create one. Where this account may not look, Azure's refusal of the new vault says
 * that there is a deleted one. A vault that is there is never recovered again, whatever GUESTMAIL_RECOVER_VAULT says.
 */
import { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import type { Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { isSameRegion } from './is-same-region.ts';
import { isTaggedWith } from './is-tagged-with.ts';
import { readChosenNames } from './read-chosen-names.ts';
import { Stop } from './stop.ts';

const VARIABLE = 'GUESTMAIL_RECOVER_VAULT';

interface DeletedVault {
  name: string;
  properties: { vaultId: string; location: string; tags?: Record<string, string> | null };
}

/** A derived name; which one it is, only Azure can compute. */
const derived = /^guestmail-[a-z0-9]+$/;

/** Sets the parameter of the template where there is a deleted vault with a name, tag and resource group of this installation. Throws Stop. */
export async function lookUpDeletedVault({ az, settings, print }: Context, target: Target): Promise<void> {
  if (target.present?.hasVault) settings.set(VARIABLE, 'false');
  if (target.present?.hasVault || settings.get(VARIABLE) === 'true') return;
  const isTagged = isTaggedWith(target.environmentName);
  const chosen = readChosenNames(settings).keyVault?.toLowerCase();
  const isNamed = (name: string) => (chosen ? name.toLowerCase() === chosen : derived.test(name));
  const group = `/resourceGroups/${target.resourceGroup}/`.toLowerCase();
  const found = await az
    .json<DeletedVault[]>(['keyvault', 'list-deleted', '--resource-type', 'vault'])
    .then((all) =>
      all.find(
        ({ name, properties }) =>
          isNamed(name) && isTagged(properties) && properties.vaultId.toLowerCase().includes(group),
      ),
    )
    .catch((error: unknown) => {
      // Rights on the group do not show what is deleted in the subscription.
      if (error instanceof AzureRefusal) return undefined;
      throw error;
    });
  if (!found) return;
  if (!isSameRegion(found.properties.location, target.location))
    throw new Stop(
      `The vault ${found.name} of an earlier installation was deleted in ${found.properties.location}, where purge protection keeps it and its ` +
        `name; Azure cannot take it back in ${target.location}. Deploy into ${found.properties.location} (AZURE_LOCATION of a new resource ` +
        'group), or choose another AZURE_ENV_NAME. Nothing was changed.',
    );
  print(`The vault ${found.name} of an earlier installation is taken back, with its keys.`);
  settings.set(VARIABLE, 'true');
}

/**
 * Deploys, and once more the other way where Azure refuses a new vault because there is a deleted one, or finds none to take back.
 * Rejects as `deploy`.
 */
export async function recoveringVault<Answer>(
  { settings, print }: Pick<Context, 'settings' | 'print'>,
  deploy: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await deploy();
  } catch (error) {
    const recovers = settings.get(VARIABLE) === 'true';
    const other = recovers ? 'SoftDeletedVaultDoesNotExist' : 'VaultIsDeleted';
    if (!(error instanceof AzureRefusal && error.codes.includes(other))) throw error;
    print(
      recovers
        ? 'Azure has no deleted vault of this installation; a new one is made.'
        : 'The vault of an earlier installation is taken back, with its keys.',
    );
    settings.set(VARIABLE, String(!recovers));
    return deploy();
  }
}
