import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMessageId, deriveMessageId, isMessageId } from '../../../shared/outbox/message-id.ts';

const part = fc.string({ minLength: 1, maxLength: 20 });

describe('deriveMessageId', () => {
  it('is the same for the same scope and differs in every part', () => {
    fc.assert(
      fc.property(
        part,
        part,
        part,
        fc.nat(5),
        fc.constantFrom(0, 1, 2),
        part,
        (tenant, caller, key, count, which, other) => {
          const values = [tenant, caller, key] as const;
          fc.pre(values[which] !== other);
          const scope = { hostTenantId: tenant, callerId: caller, idempotencyKey: key };
          const names = ['hostTenantId', 'callerId', 'idempotencyKey'] as const;
          const id = deriveMessageId(scope, count);
          expect(isMessageId(id)).toBe(true);
          expect(deriveMessageId({ ...scope }, count)).toBe(id);
          expect(deriveMessageId({ ...scope, [names[which]]: other }, count)).not.toBe(id);
          expect(deriveMessageId(scope, count + 1)).not.toBe(id);
        },
      ),
    );
  });

  // These ids are stored: another one would let a known idempotency key send again.
  it('gives a key the ids that it always had', () => {
    const scope = {
      hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
      callerId: '0000ca11-0000-4000-8000-000000000001',
      idempotencyKey: 'SI-103042',
    };
    expect(deriveMessageId(scope, 0)).toBe('ac7e63b804420a7bb193cd8fd37677a3');
    expect(deriveMessageId(scope, 1)).toBe('c108364645f3703fe6e9543607dac294');
  });

  it('does not let parts run into each other', () => {
    const scope = { hostTenantId: 't', callerId: 'ab', idempotencyKey: 'c' };
    expect(deriveMessageId({ ...scope, callerId: 'a', idempotencyKey: 'bc' }, 0)).not.toBe(deriveMessageId(scope, 0));
  });
});

describe('createMessageId', () => {
  it('makes a new valid id each time', () => {
    const ids = new Set(Array.from({ length: 100 }, createMessageId));
    expect(ids.size).toBe(100);
    expect([...ids].every(isMessageId)).toBe(true);
  });
});
