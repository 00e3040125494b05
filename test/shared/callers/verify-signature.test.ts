import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { EVERYBODY } from '../../../shared/allow-list.ts';
import { createSigningSecrets } from '../../../shared/callers/signing-secrets.ts';
import { createVerifySignature, type SignedRequest } from '../../../shared/callers/verify-signature.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { tenant } from '../sign-in/sign-in-sample.ts';
import { createManualClock } from '../../fakes/manual-clock.ts';

const hostTenantId = 'c0a7050c-0000-4000-8000-000000000001';
const otherTenantId = 'c0a7050c-0000-4000-8000-000000000002';
const callerId = '0000ca11-0000-4000-8000-000000000001';
const createSecret = () => `whsec_${randomBytes(32).toString('base64')}`;

function setUp() {
  const clock = createManualClock();
  const texts = new Map([
    ['one', createSecret()],
    ['two', createSecret()],
  ]);
  const reads: string[] = [];
  const asked: string[] = [];
  const allowed = { list: [EVERYBODY] as string[] };
  const verify = createVerifySignature({
    tenants: {
      read: async (id) => (id === hostTenantId ? { ...tenant, id, callerClientIds: allowed.list } : undefined),
    },
    async readSource(tenantId, name) {
      asked.push(`${tenantId}.${name}`);
      return name === 'shop' ? { callerId, secretNames: ['one', 'two'] } : undefined;
    },
    secrets: createSigningSecrets({
      async readSecret(name) {
        reads.push(name);
        const text = texts.get(name);
        if (text === undefined) throw new ConnectorError('vault_access_refused');
        return text;
      },
      now: clock.now,
    }),
    now: clock.now,
  });
  const sign = (secret: string, body = '{}', id = 'msg_1') => ({
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(clock.now().getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign(id, clock.now(), body),
  });
  const ask = (headers: Record<string, string>, changes: Partial<SignedRequest> = {}) =>
    verify({
      segment: `${hostTenantId}.shop`,
      headers: new Headers(headers),
      body: Buffer.from('{}'),
      ...changes,
    });
  return { clock, texts, reads, asked, allowed, sign, ask };
}

/** All of an error that an answer is made of. */
function visible(error: unknown) {
  const { code, detail, challenge, faults, retryAfterSeconds, who } = error as ConnectorError;
  return { code, detail, challenge, faults, retryAfterSeconds, who };
}
const refusal = (asked: Promise<unknown>) => asked.then(() => undefined, visible);

describe('createVerifySignature', () => {
  it('names the application of the source, which may send and no more, and a key that no caller can give', async () => {
    const { texts, sign, ask } = setUp();
    for (const secret of texts.values())
      expect(await ask(sign(secret))).toEqual({
        hostTenantId,
        clientId: callerId,
        rights: ['send'],
        body: Buffer.from('{}'),
        idempotencyKey: 'webhook shop msg_1',
      });
  });

  it('answers a wrong signature, an unknown source and another tenant alike', async () => {
    const { sign, texts, ask, asked } = setUp();
    const right = sign(texts.get('one')!);
    const wrong = sign(createSecret());
    const answers = await Promise.all([
      refusal(ask(wrong)),
      refusal(ask(right, { segment: `${hostTenantId}.unknown` })),
      refusal(ask(right, { segment: `${otherTenantId}.shop` })),
      refusal(ask(right, { segment: 'shop' })),
      refusal(ask(right, { segment: '' })),
      refusal(ask(right, { body: Buffer.from('{ }') })),
    ]);
    expect(answers[0]).toMatchObject({ code: 'unauthorized', challenge: 'Standard-Webhooks' });
    expect(answers[0]?.detail).toMatch(
      /^There is no such source, or none of its secrets has signed this request\. Sign /,
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    // A tenant that is not served here is not looked for.
    expect(asked.filter((source) => !source.startsWith(hostTenantId))).toEqual([]);
  });

  it('takes a request that proves itself in two ways for neither', async () => {
    const { sign, texts, ask } = setUp();
    const authorization = { authorization: 'Bearer x' };
    expect(await refusal(ask({ ...sign(texts.get('one')!), ...authorization }))).toMatchObject({
      code: 'invalid_request',
      faults: [{ pointer: 'header:Authorization', detail: expect.stringMatching(/in one way$/) as string }],
    });
    expect(await refusal(ask(authorization))).toMatchObject({ code: 'invalid_request' });
  });

  it('refuses a body that is not UTF-8 before anything else, and asks nobody', async () => {
    const { reads, asked, ask } = setUp();
    const bodies = [
      [0x22, 0xff, 0x22],
      [0xc0, 0x80],
      [0xed, 0xa0, 0x80],
      [0xf5, 0x80, 0x80, 0x80],
    ];
    for (const bytes of bodies)
      expect(await refusal(ask({}, { body: Uint8Array.from(bytes) }))).toMatchObject({
        code: 'invalid_request',
        faults: [{ pointer: '', detail: 'is not valid UTF-8' }],
      });
    expect([reads, asked]).toEqual([[], []]);
  });

  it('asks nobody about headers that cannot be right, and says which', async () => {
    const { reads, asked, sign, texts, ask } = setUp();
    const headers = { ...sign(texts.get('one')!), 'webhook-id': 'a.b' };
    expect(await refusal(ask(headers))).toMatchObject({
      code: 'unauthorized',
      detail: expect.stringContaining('webhook-id is missing') as string,
    });
    expect([reads, asked]).toEqual([[], []]);
  });

  it('knows a new secret at once, and asks the vault no more than once a minute', async () => {
    const { clock, texts, reads, sign, ask } = setUp();
    await ask(sign(texts.get('one')!));
    texts.set('one', createSecret());
    expect(await refusal(ask(sign(texts.get('one')!)))).toMatchObject({ code: 'unauthorized' });
    clock.pass(60);
    expect(await ask(sign(texts.get('one')!))).toMatchObject({ clientId: callerId });
    for (let count = 0; count < 5; count++) await refusal(ask(sign(createSecret())));
    expect(reads).toEqual(['one', 'two', 'one', 'two']);
  });

  it('goes on with one secret while the other cannot be read, and says so of what that one did not sign', async () => {
    const { texts, sign, ask } = setUp();
    texts.delete('two');
    expect(await ask(sign(texts.get('one')!))).toMatchObject({ clientId: callerId });
    expect(await refusal(ask(sign(createSecret())))).toMatchObject({ code: 'vault_access_refused' });
  });

  it('does not let a document widen CALLER_CLIENT_IDS', async () => {
    const { allowed, texts, sign, ask } = setUp();
    allowed.list = ['0000ca11-0000-4000-8000-000000000009'];
    expect(await refusal(ask(sign(texts.get('one')!)))).toMatchObject({
      code: 'forbidden',
      detail: expect.stringContaining('CALLER_CLIENT_IDS') as string,
    });
    allowed.list = [callerId];
    expect(await ask(sign(texts.get('one')!))).toMatchObject({ clientId: callerId });
  });
});
