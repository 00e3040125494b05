/**
 * What a deployment and its preview find out first: who deploys, with which settings, to where, and whether a deleted vault has to be
 * taken back. It asks at a terminal, and changes nothing in Azure or Entra.
 */
import { checkAccount, type Account } from './check-account.ts';
import { checkSettings } from './check-settings.ts';
import { checkTenant } from './check-tenant.ts';
import { chooseSettings, type Target } from './choose-settings.ts';
import type { Context } from './context.ts';
import { lookUpDeletedVault } from './recover-vault.ts';

/** Throws Stop or AzureRefusal when nothing can be deployed so. */
export async function readPlan(context: Context): Promise<{ account: Account; target: Target }> {
  const account = await checkAccount(context);
  const target = await chooseSettings(context, account);
  await checkSettings(context);
  checkTenant(context, account);
  await lookUpDeletedVault(context, target);
  return { account, target };
}
