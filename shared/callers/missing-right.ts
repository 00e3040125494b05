/**
 * Says what a caller lacks for a right: the app role, else the scope, else a place on the list of callers. Pure.
 *
 * It names one thing, the first that is missing, and of several roles the one that is made for the right.
 */
import type { RightRule } from './caller.ts';

export interface Lacking {
  rule: RightRule;
  roles: readonly string[];
  /** Only where a person signed in to the application. */
  scopes?: readonly string[] | undefined;
}

/** One sentence, or two, for the administrator who can help. */
export function describeMissingRight({ rule, roles, scopes }: Lacking): string {
  const [role] = rule.roles;
  if (!rule.roles.some((one) => roles.includes(one))) {
    const who = scopes ? 'person' : 'application';
    return `The ${who} lacks the app role ${role} of this API. An administrator of the host tenant assigns it.`;
  }
  if (scopes && rule.scope !== undefined && !scopes.includes(rule.scope))
    return `The access token lacks the scope ${rule.scope} of this API. The application requests it for the person.`;
  if (rule.isOperators)
    return 'This is for the operator of this connector, whom only the host tenant of its settings (HOST_TENANT_ID) names.';
  return 'The application is not on the list of those that may call (CALLER_CLIENT_IDS, or that of its host tenant), or not for this. The operator of this connector adds its client id.';
}
