import { describe, expect, it } from 'vitest';
import { evaluateCondition } from '../../../infra/deploy/evaluate-condition.ts';

const [blob, owner] = ['b7e6dc6d-f1e8-4753-8033-0f276bb0955b', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635'];
/** As the portal writes it: for assigning and for deleting. */
const build = (rule: (side: string) => string) =>
  ['write', 'delete']
    .map(
      (action) =>
        `((!(ActionMatches{'Microsoft.Authorization/roleAssignments/${action}'})) OR (${rule(
          `@${action === 'write' ? 'Request' : 'Resource'}[Microsoft.Authorization/roleAssignments:`,
        )}))`,
    )
    .join('\nAND\n');

const only = build((at) => `${at}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${blob}, ${owner.toUpperCase()}}`);
const except = build((at) => `${at}RoleDefinitionId] ForAnyOfAllValues:GuidNotEquals {${owner}}`);
const kinds = (...names: string[]) =>
  build(
    (at) =>
      `${at}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${blob}} AND ${at}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {${names
        .map((name) => `'${name}'`)
        .join(', ')}}`,
  );

describe('evaluateCondition', () => {
  it.each([
    ['listed roles', only, blob, true],
    ['listed roles, in any case', only, owner, true],
    ['listed roles, and another', only, '4633458b-17de-408a-b874-0445c86b69e6', false],
    ['all but some roles', except, blob, true],
    ['all but some roles, and one of them', except, owner, false],
    ['listed kinds', kinds('User', 'ServicePrincipal'), blob, true],
    ['other kinds', kinds('User', 'Group'), blob, false],
  ] as const)('reads %s', (_, condition, roleId, verdict) => {
    expect(evaluateCondition(condition)(roleId)).toBe(verdict);
  });

  it.each([
    ['nothing', ''],
    ['named principals', build((at) => `${at}PrincipalId] ForAnyOfAnyValues:GuidEquals {${owner}}`)],
    [
      'roles and named principals',
      build(
        (at) =>
          `${at}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${blob}} AND ${at}PrincipalId] ForAnyOfAnyValues:GuidEquals {${owner}}`,
      ),
    ],
    [
      'two lists of roles',
      build(
        (at) =>
          `${at}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${blob}} OR ${at}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {${owner}}`,
      ),
    ],
    ['an operator of another time', build((at) => `${at}RoleDefinitionId] ForAnyOfAnyValues:GuidResembles {${blob}}`)],
    [
      'a shape of another time',
      `${only} AND (@Request[Microsoft.Authorization/roleAssignments:Description] StringLike 'x')`,
    ],
  ])('says nothing about %s', (_, condition) => {
    expect(evaluateCondition(condition)(blob)).toBeUndefined();
  });
});
