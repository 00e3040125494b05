/**
 * Chooses, from all resources of a group, those of one installation: what carries its tag, and what Azure made for it without a tag.
 */
import { isTaggedWith, type Tagged } from './is-tagged-with.ts';
import { isType } from './is-type.ts';

export interface Listed extends Tagged {
  id: string;
  name: string;
  type: string;
}

const isAnomalyRule = isType('Microsoft.AlertsManagement/smartDetectorAlertRules');

/**
 * The resources to delete. A private DNS zone may serve several installations: it belongs to the last one that is linked to it. Azure
 * adds a rule against failures to every Application Insights component, untagged; it would go on watching what is gone.
 */
export function listOwn(all: readonly Listed[], environmentName: string): Listed[] {
  const isTagged = isTaggedWith(environmentName);
  const components = all.filter((one) => isType('Microsoft.Insights/components')(one) && isTagged(one));
  const anomalyRules = new Set(components.map(({ name }) => `failure anomalies - ${name}`.toLowerCase()));
  return all.filter((one) => {
    if (isAnomalyRule(one) && anomalyRules.has(one.name.toLowerCase())) return true;
    const links = all.filter(({ id }) => id.toLowerCase().startsWith(`${one.id}/virtualNetworkLinks/`.toLowerCase()));
    return links.length > 0 ? links.every(isTagged) : isTagged(one);
  });
}
