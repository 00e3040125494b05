import { describe, expect, it } from 'vitest';
import { messageJson } from '../../functions/message-json.ts';
import { readConfig } from '../../shared/config.ts';
import { describeMessage } from '../../shared/outbox/describe-message.ts';
import { messageStatuses } from '../../shared/outbox/message.ts';
import { outcomes, type ErrorCode } from '../../shared/outcomes.ts';
import { neededSettings } from '../shared/config-sample.ts';
import { sampleMessage as message } from './sample-message.ts';

const config = readConfig({ ...neededSettings, OUTBOUND_ADDRESSES: '192.0.2.7' });
const codes = Object.keys(outcomes) as ErrorCode[];
const jsonOf = (status: (typeof messageStatuses)[number], code?: ErrorCode) =>
  messageJson({ ...message, status, ...(code && { error: { code } }) }, config);

describe('messageJson', () => {
  it.each(['queued', 'held'] as const)(
    'tells nobody to send a message again that is %s, whatever stops it',
    (status) => {
      for (const code of codes) {
        const detail = jsonOf(status, code).error?.detail ?? '';
        // Beside that, no sentence of the code tells its reader to send.
        expect([code, detail.replace('do not send it again', '')]).not.toEqual([
          code,
          expect.stringMatching(/send it again|send again|sent? it at/i),
        ]);
        expect([code, detail]).toEqual([code, expect.stringContaining('The message is kept')]);
      }
    },
  );

  it('promises nothing of a message that is never sent by itself', () => {
    for (const code of ['initiator_missing', 'event_incomplete'] as const)
      expect(jsonOf('held', code).error?.detail).toBe(outcomes[code].detail);
  });

  it('says what happened, and who ends the wait', () => {
    expect(jsonOf('held', 'consent_required').error?.detail).toBe(
      'The sender has not connected a mailbox, or the connection has ended. The message is kept, and sent by itself once the sender has connected on consentUrl; do not send it again.',
    );
    expect(jsonOf('queued', 'mailbox_throttled').error?.detail).toBe(
      "Exchange is limiting the sender's mailbox at the moment and did not accept the message. The message is kept, and sent by itself once that has passed; do not send it again.",
    );
    expect(jsonOf('queued', 'client_credential_refused').error?.detail).toMatch(/the operator .* has put that right/);
    expect(jsonOf('held', 'home_tenant_blocked').error?.detail).toMatch(/an administrator of the home organisation/);
    expect(jsonOf('held', 'identity_changed').error?.detail).toContain('cancel it and resend it');
  });

  it('names the consent page where the sender ends the wait, and the app where an administrator does', () => {
    // The message is of another host tenant than the settings.
    const consentUrl = `${config.publicUrl}/authorize?tenant=${message.hostTenantId}`;
    for (const status of ['held', 'failed', 'expired'] as const)
      expect(jsonOf(status, 'consent_required')).toMatchObject({ consentUrl });
    expect(jsonOf('held', 'blocked_by_home_policy')).toMatchObject({
      appId: config.entraClientId,
      outboundAddresses: '192.0.2.7',
    });
    expect(jsonOf('held', 'blocked_by_home_policy')).not.toHaveProperty('consentUrl');
    expect(jsonOf('queued')).not.toHaveProperty('consentUrl');
  });

  it.each(messageStatuses.filter((status) => status !== 'queued' && status !== 'held'))(
    'leaves a message that is %s as the outbox describes it, and adds who helps',
    (status) => {
      for (const code of codes)
        expect(jsonOf(status, code)).toMatchObject(describeMessage({ ...message, status, error: { code } }));
      expect(jsonOf(status)).toEqual(describeMessage({ ...message, status }));
    },
  );
});
