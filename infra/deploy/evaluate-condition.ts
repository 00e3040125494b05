/**
 * Says whether the condition of a role assignment (attribute-based access control) lets its holder assign a role to the identity of the
 * app. Reads the shapes that the portal writes: roles that may be assigned or may not, kinds of principals. Pure.
 *
 * Source: Delegate Azure role assignment management using conditions; Azure role assignment condition format and syntax.
 */

/** By the id of a role: allowed, refused, or undefined where the condition says something else as well. */
export type MayAssign = (roleId: string) => boolean | undefined;

const CLAUSE = /@Request\[Microsoft\.Authorization\/roleAssignments:(\w+)\]\s+(?:ForAny\w+:)?(\w+)\s*\{([^}]*)\}/gi;

/** What is asked of a deletion (`@Resource`) does not matter: a deployment deletes no assignment. */
export function evaluateCondition(condition: string): MayAssign {
  const clauses = [...condition.matchAll(CLAUSE)].map(([, attribute = '', operator = '', values = '']) => ({
    attribute: attribute.toLowerCase(),
    operator: operator.toLowerCase(),
    values: values
      .toLowerCase()
      .split(',')
      .map((value) => value.replace(/['"\s]/g, '')),
  }));
  const of = (attribute: string) => clauses.filter((clause) => clause.attribute === attribute);
  const [roles, ...moreRoles] = of('roledefinitionid');
  const [kinds, ...moreKinds] = of('principaltype');
  const known = [roles, kinds].filter(Boolean).length;
  const isReadable = known > 0 && moreRoles.length + moreKinds.length === 0;
  if (!isReadable || (condition.match(/@Request/gi) ?? []).length !== known) return () => undefined;
  const tell = (clause: typeof roles, value: string): boolean | undefined => {
    if (!clause) return true;
    const isListed = clause.values.includes(value);
    if (/^(guid|string)equals(ignorecase)?$/.test(clause.operator)) return isListed;
    return /^(guid|string)notequals(ignorecase)?$/.test(clause.operator) ? !isListed : undefined;
  };
  return (roleId) => {
    const verdicts = [tell(roles, roleId.toLowerCase()), tell(kinds, 'serviceprincipal')];
    if (verdicts.includes(false)) return false;
    return verdicts.includes(undefined) ? undefined : true;
  };
}
