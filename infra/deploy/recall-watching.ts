/**
 * Reads from the resources that watch an installation which parameters they were made of. Pure.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- its shape differs by type
type Resource = { properties: Record<string, any> };
type Values = Record<string, string | number | boolean | undefined>;

/** Of the parameter; an earlier release allowed less. */
const UNWRAPS_MIN = 1600;

/** Of the Log Analytics workspace. */
export function readWorkspace({ properties }: Resource): Values {
  const cap: unknown = properties['workspaceCapping']?.dailyQuotaGb;
  // -1: somebody took the cap away in the portal; the template has no such value.
  return {
    dailyLogCapGb: typeof cap === 'number' && cap >= 1 ? Math.floor(cap) : undefined,
    logRetentionDays: properties['retentionInDays'],
  };
}

/** Of the action group. */
export function readActionGroup({ properties }: Resource): Values {
  return { alertEmail: properties['emailReceivers']?.[0]?.emailAddress ?? '' };
}

/** Of the rule that counts unwraps. */
export function readUnwraps({ properties }: Resource): Values {
  const [, threshold] = /\bunwraps > (\d+)/.exec(properties['criteria']?.allOf?.[0]?.query ?? '') ?? [];
  return { unwrapThreshold: threshold && Math.max(Number(threshold), UNWRAPS_MIN) };
}

/** Of the rule for writes to tables. */
export function readTableWrites({ properties }: Resource): Values {
  return { watchTableWrites: properties['enabled'] };
}
