import { describe, expect, it } from 'vitest';
import type { Environment } from '../../../shared/environment.ts';
import { requireEnvironment } from '../../../shared/tenants/environment-rule.ts';

const production: Environment = { type: 'Production', name: 'Live' };
const environments = [
  { clientId: 'erp', ...production },
  { clientId: 'tests', type: 'Sandbox' as const, name: 'Test' },
];

describe('requireEnvironment', () => {
  it.each<[string, Environment | null, typeof environments | undefined]>([
    ['erp', production, environments],
    ['erp', { ...production, name: 'LIVE' }, environments],
    ['tests', { type: 'Sandbox', name: 'Test' }, environments],
    ['reports', null, environments],
    ['reports', { type: 'Sandbox', name: 'Other' }, environments],
    ['erp', null, []],
    ['erp', null, undefined],
  ])('lets %s send from %j where %j is listed', (clientId, said, listed) => {
    expect(() => requireEnvironment({ ...(listed && { environments: listed }) }, clientId, said)).not.toThrow();
  });

  it.each<[string, Environment | null, string]>([
    ['erp', { type: 'Sandbox', name: 'Live' }, 'Type'],
    ['erp', { type: '', name: 'LIVE' }, 'Type'],
    ['erp', { type: 'Production', name: 'Live2' }, 'Name'],
    ['erp', { type: 'Sandbox', name: 'Test' }, 'Name'],
    ['erp', null, 'Name'],
  ])('does not let %s send from %j, and names %s', (clientId, said, header) => {
    expect(() => requireEnvironment({ environments }, clientId, said)).toThrow(
      expect.objectContaining({
        code: 'environment_not_allowed',
        faults: [expect.objectContaining({ pointer: `header:Guestmail-Environment-${header}` })],
      }),
    );
  });
});
