/**
 * What every provider promises of one hand-over: what is certain afterwards, and that it asks its service once.
 */
import { describe, expect, it } from 'vitest';
import type { ProviderMessage, ProviderOutcome } from '../../shared/providers/provider.ts';

/** What its service does with the one message: `loses the answer`: it has the message, and nobody hears of it. */
export type ServiceAct =
  | 'takes it'
  | 'refuses the credential'
  | 'refuses the message'
  | 'has no such mailbox'
  | 'asks for a pause'
  | 'is not reached'
  | 'loses the answer'
  | 'fails in the middle';

export interface ProviderStage {
  send(message: ProviderMessage): Promise<ProviderOutcome>;
  /** How often the service was asked. */
  requests(): number;
}

export const sampleMessage: ProviderMessage = {
  id: '0123456789abcdef0123456789abcdef',
  body: JSON.stringify({
    message: {
      subject: 'Invoice',
      body: { contentType: 'text', content: 'Hello' },
      toRecipients: [{ emailAddress: { address: 'mia@contoso.com' } }],
    },
  }),
  from: 'invoices@fabrikam.com',
};

/** `createStage`: a provider in front of a service that does this; `others`: what is said where it is not Graph that says it. */
export function describeProvider(
  name: string,
  createStage: (act: ServiceAct) => ProviderStage,
  others: Partial<Record<ServiceAct, object>> = {},
): void {
  describe(`the provider ${name}`, () => {
    it.each([
      ['takes it', { kind: 'sent' }],
      ['refuses the credential', { kind: 'unauthorized' }],
      ['refuses the message', { kind: 'refused', code: 'message_refused' }],
      ['has no such mailbox', { kind: 'refused', code: 'mailbox_not_found' }],
      ['asks for a pause', { kind: 'refused', code: 'mailbox_throttled', retryAfterSeconds: 7 }],
      ['is not reached', { kind: 'refused', code: 'graph_unreachable' }],
      ['loses the answer', { kind: 'unknown' }],
      ['fails in the middle', { kind: 'unknown' }],
    ] as const)('knows what became of a message where its service %s', async (act, outcome) => {
      for (const message of [sampleMessage, { ...sampleMessage, mime: btoa('From: invoices@fabrikam.com\r\n\r\n') }]) {
        const stage = createStage(act);
        expect(await stage.send(message)).toMatchObject(others[act] ?? outcome);
        expect(stage.requests()).toBe(1);
      }
    });
  });
}
