/**
 * Counts what a running app loses: an account or vault that is closed before it has a private endpoint, or before the app is in the
 * network; and what a private network opens that was closed.
 */
export function countReach(state, after, environmentName, isPrivate) {
  const before = state.resources.filter(({ tags }) => tags?.['azd-env-name'] === environmentName);
  const site = before.find(({ type }) => type === 'Microsoft.Web/sites');
  const endpoints = before.flatMap(({ properties }) => properties?.privateLinkServiceConnections ?? []);
  for (const { id, properties } of after) {
    const had = before.find((one) => one.id === id)?.properties?.publicNetworkAccess;
    const has = properties.publicNetworkAccess;
    if (!has || !had || had === has) continue;
    const isReached = endpoints.some((one) => one.properties.privateLinkServiceId === id);
    if (has === 'Disabled' && site && !(isReached && site.properties.virtualNetworkSubnetId)) state.outages += 1;
    if (has === 'Enabled' && !/^enabled$/i.test(had) && isPrivate) state.opened += 1;
  }
}
