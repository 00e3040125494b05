/** The promises of a provider, kept by everything that hands a message to Graph. */
import { describe, expect, it } from 'vitest';
import { createGraph } from '../../shared/graph/graph-client.ts';
import { HttpFault, type HttpRequest } from '../../shared/http/http-request.ts';
import { createLoadProviders } from '../../shared/providers/load-providers.ts';
import type { ProviderOutcome } from '../../shared/providers/provider.ts';
import { createMemoryEmlBlobs } from '../fakes/memory-eml-blobs.ts';
import { homeTenantId, hostTenantId } from '../shared/sign-in/sign-in-sample.ts';
import { describeProvider, sampleMessage, type ProviderStage, type ServiceAct } from './provider.ts';

const now = () => new Date('2026-11-30T08:00:00Z');
const graphUrl = 'https://graph.microsoft.com/v1.0';
const address = 'invoices@fabrikam.com';

const answers: Record<Exclude<ServiceAct, 'is not reached' | 'loses the answer'>, [number, string?]> = {
  'takes it': [202],
  'refuses the credential': [401, 'InvalidAuthenticationToken'],
  'refuses the message': [400, 'SomethingNew'],
  'has no such mailbox': [404, 'ErrorInvalidUser'],
  'asks for a pause': [429, 'TooManyRequests'],
  'fails in the middle': [503, 'serviceNotAvailable'],
};

function createService(act: ServiceAct) {
  const requests: Parameters<HttpRequest>[0][] = [];
  const request: HttpRequest = async (options) => {
    requests.push(options);
    if (act === 'is not reached') throw new HttpFault('ECONNREFUSED', { wasSent: false });
    if (act === 'loses the answer') throw new HttpFault('ECONNRESET', { wasSent: true });
    const [status, code] = answers[act];
    const headers = { 'request-id': 'r1', ...(status === 429 && { 'retry-after': '7' }) };
    return { status, headers, body: Buffer.from(code ? JSON.stringify({ error: { code } }) : ''), isComplete: true };
  };
  const loadProviders = createLoadProviders({
    graphUrl,
    request,
    registrations: { readForHomeTenant: async () => ({ clientId: 'client' }) as never },
    acquireForApplication: async () => ({ accessToken: 'token', expiresAt: new Date('2026-11-30T09:00:00Z') }),
    readSecret: () => Promise.reject(new Error('It needs none.')),
    ownSecrets: { tokenPepperName: [] },
    listDocuments: async () => ({ documents: [], refused: [] }),
    clientName: 'guestmail.contoso.com',
    isLoopbackAllowed: false,
    blobs: createMemoryEmlBlobs(),
    isSandbox: async () => false,
    now,
  });
  return { requests, request, loadProviders };
}

const mailbox = {
  hostTenantId,
  name: 'invoices',
  address,
  document: {
    provider: 'graph-application' as const,
    homeTenantId,
    mailboxes: [{ address }],
    deniedMailbox: 'ceo@fabrikam.com',
  },
};

const stages: Record<string, (act: ServiceAct) => ProviderStage & { requested(): Parameters<HttpRequest>[0][] }> = {
  'graph-delegated'(act) {
    const { requests, request } = createService(act);
    const graph = createGraph({ graphUrl, request, now });
    return {
      send: ({ body, mime, traceparent }): Promise<ProviderOutcome> => graph.sendMail('token', body, traceparent, mime),
      requests: () => requests.length,
      requested: () => requests,
    };
  },
  'graph-application'(act) {
    const { requests, loadProviders } = createService(act);
    return {
      async send(message) {
        const provider = await (await loadProviders()).open(mailbox.document);
        return provider.send(mailbox, await provider.open(mailbox), message);
      },
      requests: () => requests.length,
      requested: () => requests,
    };
  },
  'graph-shared'(act) {
    const { requests, loadProviders } = createService(act);
    return {
      send: async (message) => (await loadProviders()).sendOnBehalf({ address, accessToken: 'token' }, message),
      requests: () => requests.length,
      requested: () => requests,
    };
  },
};

for (const [name, createStage] of Object.entries(stages)) describeProvider(name, createStage);

describe('what a provider asks Graph for', () => {
  it.each([
    ['graph-delegated', '/me/sendMail', undefined],
    ['graph-application', '/users/invoices%40fabrikam.com/sendMail', undefined],
    ['graph-shared', '/me/sendMail', { emailAddress: { address } }],
  ])('is, as %s, %s', async (name, path, from) => {
    const stage = stages[name]?.('takes it');
    await stage?.send(sampleMessage);
    const [{ url, body } = { url: '', body: '' }] = stage?.requested() ?? [];
    const { message } = JSON.parse(String(body)) as { message: { from?: object; subject: string } };
    expect([url, message.from, message.subject]).toEqual([`${graphUrl}${path}`, from, 'Invoice']);
  });

  it('is nothing where a message in MIME would leave from the person in place of the shared mailbox', async () => {
    const stage = stages['graph-shared']?.('takes it');
    for (const from of [undefined, 'ann@fabrikam.com'])
      expect(await stage?.send({ ...sampleMessage, mime: btoa('x'), from })).toMatchObject({ code: 'message_refused' });
    expect(stage?.requests()).toBe(0);
  });
});
