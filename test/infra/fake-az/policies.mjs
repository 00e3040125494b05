/**
 * What policies forbid: of the tenant, credentials of applications; of the organisation, resources without tags.
 */

/** As Graph says it; undefined where the policy of the tenant allows a secret for so many years. */
export function findBrokenRestriction(policy, years) {
  if (!policy?.isEnabled) return undefined;
  const isOn =
    (type) =>
    ({ restrictionType, state }) =>
      restrictionType === type && state !== 'disabled';
  const restrictions = policy.applicationRestrictions.passwordCredentials;
  if (restrictions.some(isOn('passwordAddition')))
    return "Credential type not allowed as per assigned policy 'default'.";
  if (years && restrictions.some(isOn('passwordLifetime')))
    return 'Credential lifetime exceeds the max value allowed as per assigned policy.';
  return undefined;
}

/** A policy of the organisation that wants tags. */
export function findMissingTag(state, tags) {
  return state.requiredTags?.find((name) => !tags?.[name]);
}

export function disallow(name, tag) {
  return `(RequestDisallowedByPolicy) Resource '${name}' was disallowed by policy. Policy identifiers: '[{"policyAssignment":{"name":"Require a tag (${tag})"}}]'.\nCode: RequestDisallowedByPolicy`;
}
