/** Records for the contract suites; each call makes a new one, with an id of its own. */
import { randomBytes, randomUUID } from 'node:crypto';
import { createAttachmentId } from '../../shared/attachments/attachment-id.ts';
import type { Attachment } from '../../shared/attachments/attachment.ts';
import type { Grant, GrantStore, SealedTokens } from '../../shared/grants/grant.ts';
import type { Message } from '../../shared/outbox/message.ts';
import type { Sender } from '../../shared/sender.ts';
import { ConnectorError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/outcomes.ts';

export const at = (minutes: number): Date => new Date(Date.UTC(2026, 10, 2, 9, minutes));

export function createSender(): Sender {
  return { hostTenantId: 'c0a7050c-0000-4000-8000-000000000001', hostObjectId: randomUUID() };
}

/** A sender of another host tenant. */
export function createOtherTenantSender(): Sender {
  return { ...createSender(), hostTenantId: 'a0274317-0000-4000-8000-000000000003' };
}

export function createGrant(changes: Partial<Grant> = {}): Grant {
  return {
    sender: createSender(),
    status: 'connected',
    homeTenantId: 'fab21ca3-0000-4000-8000-000000000002',
    homeObjectId: '00000a0e-0000-4000-8000-000000000001',
    clientId: 'c022ec70-0000-4000-8000-00000000c001',
    generation: 1,
    mailbox: 'ann@fabrikam.com',
    names: [{ kind: 'address', value: 'ann@fabrikam.com' }],
    scopes: ['User.Read', 'Mail.Send'],
    connectedAt: at(0),
    refreshDueAt: at(30),
    refreshFailures: 0,
    ...changes,
  };
}

export function createTokens(generation = 1): SealedTokens {
  return { generation, sealed: new Uint8Array(randomBytes(204)).subarray(2, 202), refreshedAt: at(1) };
}

export function createAttachment(changes: Partial<Attachment> = {}): Attachment {
  return {
    id: createAttachmentId(),
    hostTenantId: 'c0a7050c-0000-4000-8000-000000000001',
    callerId: '0000ca11-0000-4000-8000-000000000001',
    size: 3,
    createdAt: at(0),
    status: 'incomplete',
    described: new Uint8Array(randomBytes(100)).subarray(2, 90),
    mac: `0.${randomBytes(32).toString('base64url')}`,
    ...changes,
  };
}

/** Of the host tenant of its sender; one without has `sender: undefined`. */
export function createMessage(
  changes: Omit<Partial<Message>, 'sender'> & { sender?: Sender | undefined } = {},
): Message {
  const { sender = 'sender' in changes ? undefined : createSender(), ...others } = changes;
  return {
    id: randomBytes(16).toString('hex'),
    status: 'sending',
    hostTenantId: (sender ?? createSender()).hostTenantId,
    ...(sender && { sender }),
    callerId: '0000ca11-0000-4000-8000-000000000001',
    contentDigest: `0.${randomBytes(32).toString('base64url')}`,
    createdAt: at(0),
    updatedAt: at(0),
    expiresAt: at(60),
    recipientCount: 2,
    attemptId: randomUUID(),
    attempts: [],
    dueAt: at(10),
    ...others,
  };
}

/** How many of the parallel attempts succeed; every other one must end with this code. */
export async function countSuccesses(attempts: Promise<unknown>[], code: ErrorCode): Promise<number> {
  const results = await Promise.allSettled(attempts);
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof ConnectorError) || result.reason.code !== code) throw result.reason;
  }
  return results.filter(({ status }) => status === 'fulfilled').length;
}

export function times<Result>(count: number, make: (index: number) => Result): Result[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** Bytes without the class in which a store gives them. */
export function bytesOf(value: Uint8Array | undefined): number[] {
  return [...(value ?? [])];
}

/** Connects as the account that has just signed in. */
export async function connectIn(
  store: Pick<GrantStore, 'connect' | 'putLatestAccount' | 'readLatestAccount'>,
  grant: Parameters<GrantStore['connect']>[0],
  tokens: SealedTokens,
): Promise<void> {
  await store.connect(grant, tokens, await signIn(store, grant.sender));
}

/** A sign-in of an account, unless there is one already; resolves to what a connection depends on. */
export async function signIn(
  store: Pick<GrantStore, 'putLatestAccount' | 'readLatestAccount'>,
  sender: Sender,
): Promise<{ etag: string }> {
  if (!(await store.readLatestAccount(sender)))
    await store.putLatestAccount(sender, { account: 'the account', expiresAt: new Date('2026-12-01T09:00:00Z') });
  return (await store.readLatestAccount(sender)) ?? { etag: 'none' };
}
