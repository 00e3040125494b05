/**
 * Lists which of the two storage accounts and the vault can be reached publicly. Each of them says so for itself: an earlier release
 * left the account of the Functions host open in a private network, and anyone may open one in the portal. Reads only.
 */

/** What a private network closes, named as in the parameters `resourceNames` and `stayOpen`. */
export const closables = ['hostStorage', 'dataStorage', 'keyVault'] as const;
export type Closable = (typeof closables)[number];

const versions: Readonly<Record<Closable, string>> = {
  hostStorage: '2023-05-01',
  dataStorage: '2023-05-01',
  keyVault: '2023-07-01',
};

type Get = (id: string, version: string) => Promise<{ properties: Record<string, unknown> }>;

/**
 * Azure takes a value that is absent for `Enabled`. Any other, such as `SecuredByPerimeter`, is somebody's own way of closing, and is
 * never opened for a while. Throws AzureRefusal.
 */
export async function listOpen(
  get: Get,
  present: Readonly<Record<Closable, { id: string } | undefined>>,
): Promise<Closable[]> {
  const open: Closable[] = [];
  for (const name of closables) {
    const found = present[name];
    if (!found) continue;
    const { publicNetworkAccess } = (await get(found.id, versions[name])).properties;
    const access = publicNetworkAccess ?? 'Enabled';
    if (typeof access === 'string' && /^enabled$/i.test(access)) open.push(name);
  }
  return open;
}
