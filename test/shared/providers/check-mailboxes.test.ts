import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { createCheckMailboxes } from '../../../shared/providers/check-mailboxes.ts';
import { createMemoryProviders } from '../../fakes/memory-providers.ts';

const now = () => new Date();
const document = {
  provider: 'graph-application',
  homeTenantId: 'fab00000-0000-4000-8000-000000000002',
  mailboxes: [{ address: 'invoices@fabrikam.com' }],
  deniedMailbox: 'ceo@fabrikam.com',
};
const kept = (name: string, changes: object = {}) => ({ name, document: { ...document, ...changes } });

describe('createCheckMailboxes', () => {
  it('loads nothing without a document, and leaves what fails elsewhere to other checks', async () => {
    const load = () => Promise.reject(new Error('It is loaded.'));
    expect(await createCheckMailboxes(async () => ({ documents: [], refused: [] }), load)()).toMatch(
      /^No document names/,
    );
    for (const code of ['storage_unavailable', 'vault_access_refused'] as const)
      expect(await createCheckMailboxes(() => Promise.reject(new ConnectorError(code)), load)()).toMatch(
        /another check/,
      );
    await expect(createCheckMailboxes(async () => ({ documents: [], refused: [{}] }), load)()).rejects.toMatchObject({
      code: 'sealed_record_refused',
    });
  });

  it('names the documents that failed, with who must act, and tries no shared mailbox', async () => {
    const { script, load } = createMemoryProviders(now);
    const check = (...documents: object[]) => createCheckMailboxes(async () => ({ documents, refused: [] }), load)();
    script.answers = [
      { status: 403, code: 'ErrorAccessDenied' },
      { status: 400, code: 'ErrorInvalidRecipients' },
    ];
    expect(await check(kept('one'), kept('two', { provider: 'graph-shared' }))).toMatch(/^1 of 2 documents/);
    script.answers = Array.from({ length: 2 }, () => ({ status: 403, code: 'ErrorAccessDenied' }));
    await expect(check(kept('one'))).rejects.toMatchObject({
      who: 'home_admin',
      detail: expect.stringMatching(/^Document one: Exchange refuses the app/) as string,
    });
  });
});
