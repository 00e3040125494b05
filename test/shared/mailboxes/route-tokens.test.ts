import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createFindEntry } from '../../../shared/mailboxes/find-entry.ts';
import type { GrantedToken } from '../../../shared/mailboxes/read-entry.ts';
import { createRouteTokens } from '../../../shared/mailboxes/route-tokens.ts';
import type { ErrorCode } from '../../../shared/outcomes.ts';
import type { Binding } from '../../../shared/outbox/sender-tokens.ts';
import type { MailboxDocument } from '../../../shared/providers/mailbox-document.ts';
import { createMemoryProviders } from '../../fakes/memory-providers.ts';

const hostTenantId = 'c0000000-0000-4000-8000-000000000001';
const homeTenantId = 'fab00000-0000-4000-8000-000000000002';
const ann = 'c0000000-0000-4000-8000-0000000000a1';
const ben = 'c0000000-0000-4000-8000-0000000000b1';
const invoices = 'invoices@fabrikam.com';
const sales = 'sales@fabrikam.com';
const application = (mailbox: object = {}): MailboxDocument => ({
  provider: 'graph-application',
  homeTenantId,
  mailboxes: [{ address: invoices, ...mailbox }],
  deniedMailbox: 'ceo@fabrikam.com',
});
const shared = (changes: object = {}): MailboxDocument => ({
  provider: 'graph-shared',
  homeTenantId,
  mailboxes: [{ address: sales }],
  senders: [ann],
  sender: ann,
  ...changes,
});

function createStage(...documents: MailboxDocument[]) {
  const stage = {
    refused: [] as object[],
    /** Of grants, by name. */
    bindings: {} as Record<string, Binding>,
    maySendShared: true,
    personsTenantId: homeTenantId,
    isAllowed: true,
    suspended: undefined as ErrorCode | undefined,
    calls: [] as string[],
  };
  const token = (hostObjectId: string): GrantedToken => ({
    grant: {
      sender: { hostTenantId, hostObjectId },
      homeTenantId: stage.personsTenantId,
      homeObjectId: `home-${hostObjectId}`,
    },
    accessToken: `token-${hostObjectId}`,
    mayMakeDrafts: true,
    maySendShared: stage.maySendShared,
    mailbox: 'own@fabrikam.com',
    names: ['own@fabrikam.com'],
    contested: [],
    isMailboxUnclear: false,
  });
  const kept = documents.map((document, index) => ({
    kind: 'mailbox' as const,
    hostTenantId,
    name: `d-${index}`,
    document,
    version: 1,
    changedAt: new Date(0),
    changedBy: 'x',
  }));
  const providers = createMemoryProviders(() => new Date());
  const note = (name: string) => async () => void stage.calls.push(name);
  const tokens = createRouteTokens<GrantedToken>({
    granted: {
      bind: async (_tenant, reference) => stage.bindings[reference] ?? { isConnected: false },
      read: async (_tenant, reference) => token(reference),
      renew: async (given) => ({ ...given, accessToken: 'renewed' }),
      noteMailbox: note('note'),
      refuse: note('refuse'),
    },
    entries: createFindEntry(async () => ({ documents: kept, refused: stage.refused as never })),
    loadProviders: providers.load,
    async requireHomeTenant() {
      if (!stage.isAllowed) throw new ConnectorError('home_tenant_not_allowed');
    },
    suspension: { read: async () => stage.suspended },
  });
  return { stage, tokens, providers };
}

const connected = (hostObjectId: string): Binding => ({
  sender: { hostTenantId, hostObjectId },
  account: { homeTenantId, homeObjectId: 'x' },
  isConnected: true,
});

describe('a mailbox of the app', () => {
  it('is reached by its address, its id, and the person and UPN that the document names, and by nothing else', async () => {
    const upn = 'ann_fabrikam.com#EXT#@contoso.onmicrosoft.com';
    const { tokens } = createStage(application({ sender: ann, userPrincipalName: upn.toLowerCase() }));
    const bound = await tokens.bind(hostTenantId, invoices);
    expect(bound).toMatchObject({ sender: { hostTenantId, hostObjectId: ann }, isConnected: true });
    for (const reference of [invoices.toUpperCase(), `{${ann}}`, upn, bound.account?.homeObjectId ?? '']) {
      const token = await tokens.read(hostTenantId, reference);
      expect(token).toMatchObject({
        mailbox: invoices,
        names: [invoices],
        mayMakeDrafts: false,
        accessToken: 'app-token-1',
      });
      expect(token.grant).toEqual({ sender: bound.sender, ...bound.account });
    }
    expect(await tokens.read(hostTenantId, ben)).toMatchObject({ accessToken: `token-${ben}` });
    expect(await tokens.read('c0000000-0000-4000-8000-000000000009', ann)).toMatchObject({
      accessToken: `token-${ann}`,
    });
  });

  it('is another account under another tenant, address or provider', async () => {
    const accounts = await Promise.all(
      [application(), { ...application(), homeTenantId: ben }, application({ address: sales })].map(
        async (document) => {
          const { account } = await createStage(document).tokens.bind(
            hostTenantId,
            document.mailboxes[0]?.address ?? '',
          );
          return account?.homeObjectId;
        },
      ),
    );
    expect(new Set(accounts).size).toBe(3);
  });

  it('shares no name with a connected person, unless it is theirs', async () => {
    const { stage, tokens } = createStage(application({ sender: ann }));
    stage.bindings[invoices] = connected(ann);
    expect(await tokens.read(hostTenantId, invoices)).toMatchObject({ accessToken: 'app-token-1' });
    stage.bindings[invoices] = connected(ben);
    for (const ask of [tokens.read, tokens.bind])
      await expect(ask(hostTenantId, invoices)).rejects.toMatchObject({ code: 'sender_ambiguous' });
    expect(await tokens.read(hostTenantId, ann)).toMatchObject({ accessToken: 'app-token-1' });
    // Who has disconnected holds no name.
    stage.bindings[invoices] = { sender: { hostTenantId, hostObjectId: ben }, isConnected: false };
    expect(await tokens.read(hostTenantId, invoices)).toMatchObject({ accessToken: 'app-token-1' });
  });

  it('is nobody’s where two documents name it, or where one was spoilt that may', async () => {
    const { stage, tokens } = createStage(application(), shared({ mailboxes: [{ address: invoices }] }));
    await expect(tokens.read(hostTenantId, invoices)).rejects.toMatchObject({ code: 'sender_ambiguous' });
    stage.refused = [{ hostTenantId }];
    await expect(tokens.read(hostTenantId, ben)).rejects.toMatchObject({ code: 'sealed_record_refused' });
    stage.refused = [{ hostTenantId: 'another' }];
    expect(await tokens.read(hostTenantId, ben)).toMatchObject({ accessToken: `token-${ben}` });
  });

  it('is kept to the settings at every use, also for a new token', async () => {
    const { stage, tokens } = createStage(application());
    const token = await tokens.read(hostTenantId, invoices);
    stage.isAllowed = false;
    for (const ask of [() => tokens.read(hostTenantId, invoices), () => tokens.renew(token)])
      await expect(ask()).rejects.toMatchObject({ code: 'home_tenant_not_allowed' });
  });

  it('sends for nobody whom the host tenant has suspended, also with a new token, and says so where a message is bound', async () => {
    const { stage, tokens } = createStage(application({ sender: ann }));
    const token = await tokens.read(hostTenantId, ann);
    const bound = await tokens.bind(hostTenantId, ann);
    stage.suspended = 'host_account_unavailable';
    for (const ask of [() => tokens.read(hostTenantId, invoices), () => tokens.renew(token)])
      await expect(ask()).rejects.toMatchObject({ code: 'host_account_unavailable' });
    const problem = { isConnected: false, problem: 'host_account_unavailable' };
    expect(await tokens.bind(hostTenantId, ann)).toEqual({ ...bound, ...problem });
  });

  it('gets a new token for a refused one, and changes nobody’s grant', async () => {
    const { stage, tokens, providers } = createStage(application());
    const token = await tokens.read(hostTenantId, invoices);
    expect(await tokens.renew(token, '{}')).toMatchObject({ accessToken: 'app-token-2', mailbox: invoices });
    expect(providers.acquired[1]).toMatchObject({ claims: '{}' });
    await tokens.noteMailbox(token, { code: 'mailbox_not_found' });
    await expect(tokens.refuse(token, 'X')).rejects.toMatchObject({ code: 'mailbox_not_allowed', upstreamCode: 'X' });
    expect(stage.calls).toEqual([]);
  });
});

describe('a shared mailbox', () => {
  it('is sent from with the grant of a listed person of the same home tenant who has given the permission', async () => {
    const { stage, tokens } = createStage(shared());
    for (const asked of [tokens.read(hostTenantId, sales), tokens.read(hostTenantId, ann, sales)])
      expect(await asked).toMatchObject({ mailbox: sales, names: [sales], accessToken: `token-${ann}` });
    expect(await tokens.read(hostTenantId, ben, sales)).toMatchObject({ names: ['own@fabrikam.com'] });
    expect(await tokens.read(hostTenantId, ann)).toMatchObject({ names: ['own@fabrikam.com'], mayMakeDrafts: true });
    stage.maySendShared = false;
    await expect(tokens.read(hostTenantId, ann, sales)).rejects.toMatchObject({ code: 'shared_mail_not_granted' });
    stage.personsTenantId = 'another';
    expect(await tokens.read(hostTenantId, ann, sales)).toMatchObject({ names: ['own@fabrikam.com'] });
    await expect(tokens.read(hostTenantId, sales)).rejects.toMatchObject({ code: 'home_tenant_not_allowed' });
  });

  it('is sent from by nobody in particular where the document does not say who', async () => {
    const { tokens } = createStage(shared({ sender: undefined }));
    await expect(tokens.read(hostTenantId, sales)).rejects.toMatchObject({ faults: [{ pointer: '/sender' }] });
    expect(await tokens.read(hostTenantId, ann, sales)).toMatchObject({ mailbox: sales });
  });

  it('renews and ends the person’s grant, and takes no refusal for one of their own mailbox', async () => {
    const { stage, tokens } = createStage(shared());
    const token = await tokens.read(hostTenantId, sales);
    expect(await tokens.renew(token)).toMatchObject({ accessToken: 'renewed', mailbox: sales });
    await tokens.noteMailbox(token, { code: 'access_denied' });
    expect(stage.calls).toEqual([]);
    await tokens.noteMailbox(token);
    await tokens.refuse(token);
    expect(stage.calls).toEqual(['note', 'refuse']);
  });
});
