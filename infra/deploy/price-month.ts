/**
 * Computes what an installation with these settings costs a month, in US dollars at list prices.
 *
 * The work of the app is what `npm run bench` counts, as in infra/README.md, Cost; beside it stands what these settings add. A Dedicated
 * plan and traffic out of Azure have no price here. Pure but for the snapshot of the alert rules.
 */
import { computeMonth, countAlertRules, sumMonth } from '../cost/compute-month.ts';
import { COUNTED } from '../../shared/activity/counted-work.ts';
import * as prices from '../cost/prices.ts';
import { choosePlan } from './check-plan.ts';

const HOURS_OF_MONTH = 720;
const SENDS: readonly number[] = [0, 10_000, 1_000_000];

export interface MonthlyPrice {
  sends: number;
  dollars: number;
}

/** Of each number of messages; and what is not in it, in words. `resources`: number by type. */
export function priceMonth(
  settings: ReadonlyMap<string, string>,
  resources: ReadonlyMap<string, number>,
): { months: MonthlyPrice[]; added: [what: string, dollars: number][]; without: string[] } {
  const isFlex = choosePlan(settings) === 'Flex';
  const isWatched = settings.get('GUESTMAIL_WATCH_TABLE_WRITES')?.trim().toLowerCase() !== 'false';
  const added = listAdded(settings, resources, isFlex);
  const extra = added.reduce((sum, [, dollars]) => sum + dollars, 0);
  const months = SENDS.map((sends) => {
    const month = computeMonth(sends, COUNTED, countAlertRules() - (isWatched ? 0 : 1));
    const flex = month['Flex Consumption, active time'] + month['Flex Consumption, executions'];
    return { sends, dollars: sumMonth(month) - (isFlex ? 0 : flex) + extra };
  });
  const size = settings.get('GUESTMAIL_DEDICATED_SKU') || 'B1';
  const without = [...(isFlex ? [] : [`the Dedicated plan (${size})`]), 'traffic out of Azure'];
  return { months, added, without };
}

function listAdded(
  settings: ReadonlyMap<string, string>,
  resources: ReadonlyMap<string, number>,
  isFlex: boolean,
): [string, number][] {
  const count = (type: string) => resources.get(`Microsoft.Network/${type}`) ?? 0;
  const memoryMB = settings.get('GUESTMAIL_INSTANCE_MEMORY_MB') || 'Auto';
  const automatic = settings.get('MAIL_PERMISSION') === 'Mail.ReadWrite' ? 2048 : 512;
  const gigabytes = (memoryMB === 'Auto' ? automatic : Number(memoryMB)) / 1024;
  const ready = ['GUESTMAIL_ALWAYS_READY_INSTANCES', 'GUESTMAIL_DELIVERY_ALWAYS_READY_INSTANCES']
    .map((name) => (isFlex ? Number(settings.get(name) || 0) : 0))
    .reduce((sum, instances) => sum + instances, 0);
  const lines: [string, number, number][] = [
    ['always-ready instances', ready, gigabytes * prices.FLEX_READY_GIGABYTE_SECOND * HOURS_OF_MONTH * 3600],
    ['private endpoints', count('privateEndpoints'), prices.PRIVATE_ENDPOINT_HOUR * HOURS_OF_MONTH],
    ['private DNS zones', count('privateDnsZones'), prices.PRIVATE_DNS_ZONE_MONTH],
    ['NAT gateway', count('natGateways'), prices.NAT_GATEWAY_HOUR * HOURS_OF_MONTH],
    ['public address', count('publicIPAddresses'), prices.PUBLIC_ADDRESS_HOUR * HOURS_OF_MONTH],
  ];
  return lines
    .filter(([, number]) => number > 0)
    .map(([what, number, dollars]) => [number > 1 ? `${number} ${what}` : what, number * dollars]);
}
