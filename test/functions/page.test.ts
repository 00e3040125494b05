import { describe, expect, it } from 'vitest';
import { showProblem } from '../../functions/page.ts';
import { ConnectorError } from '../../shared/errors.ts';
import { createMemoryConnector } from '../fakes/memory-connector.ts';
import { textOf } from './invoke.ts';

const { config } = createMemoryConnector();
const addresses = { outboundAddresses: '203.0.113.10' };
const show = (code: 'blocked_by_home_policy' | 'consent_required' | 'not_found', changes = {}) =>
  JSON.parse(textOf(showProblem({ ...config, ...changes })(new ConnectorError(code), 'r1').body)) as object;

describe('showProblem', () => {
  it('names app and addresses to whoever must allow the connector, and to nobody else', () => {
    expect(show('blocked_by_home_policy', addresses)).toMatchObject({ appId: config.entraClientId, ...addresses });
    expect(show('blocked_by_home_policy')).not.toHaveProperty('outboundAddresses');
    expect(show('not_found', addresses)).not.toHaveProperty('appId');
  });

  it('says where to connect when a connection is missing, and only then', () => {
    expect(show('consent_required')).toMatchObject({ consentUrl: `${config.publicUrl}/authorize` });
    expect(show('blocked_by_home_policy')).not.toHaveProperty('consentUrl');
  });
});
