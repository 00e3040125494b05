import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import type { Binding } from '../../../shared/outbox/sender-tokens.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import { ann } from '../vault/vault-fixture.ts';
import { createOutboxFixture, token } from './outbox-fixture.ts';

const codeOf = (promise: Promise<unknown>) => promise.then(String, (error: ConnectorError) => error.code);

describe('createExplainRefusal', () => {
  it.each<[string, Partial<Binding> | ConnectorError, ErrorCode]>([
    ['a blocked account', { problem: 'account_unavailable' }, 'account_unavailable'],
    ['a limit on sign-ins', { problem: 'sign_in_frequency' }, 'sign_in_frequency'],
    ['a withdrawn permission', { problem: 'consent_withdrawn' }, 'consent_withdrawn'],
    ['no known reason', {}, 'consent_required'],
    ['what cannot be read now', new ConnectorError('storage_unavailable'), 'consent_required'],
  ])(
    'says to whoever lets nothing wait that a connection has ended for %s, as the sender shows it',
    async (_what, bound, code) => {
      const { submitStrictly: submit, senderTokens, graph, stored } = createOutboxFixture();
      senderTokens.read = () => Promise.reject(new ConnectorError('consent_required', { upstreamCode: 'AADSTS50057' }));
      senderTokens.bind = async () => {
        if (bound instanceof ConnectorError) throw bound;
        return { sender: ann, isConnected: false, ...bound };
      };
      const refusal = await submit({}, 'k').catch((error: ConnectorError) => error);
      expect(refusal).toMatchObject({ code, upstreamCode: 'AADSTS50057', faults: [] });
      senderTokens.read = async () => token;
      senderTokens.renew = () => Promise.reject(new ConnectorError('consent_required'));
      graph.outcomes.push({ kind: 'unauthorized' });
      expect((await submit({}, 'k')).message).toMatchObject({ status: 'failed', error: { code } });
      expect(await stored()).toHaveLength(1);
    },
  );

  it('asks nobody why while nothing is wrong', async () => {
    const { submitStrictly: submit, senderTokens } = createOutboxFixture();
    senderTokens.bind = () => Promise.reject(new Error('It is asked.'));
    expect((await submit()).message.status).toBe('sent');
    for (const code of ['entra_unavailable', 'blocked_by_home_policy', 'identity_changed'] as const) {
      senderTokens.read = () => Promise.reject(new ConnectorError(code));
      expect(await codeOf(submit())).toBe(code);
    }
  });
});
