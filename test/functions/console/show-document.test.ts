import { describe, expect, it } from 'vitest';
import { publicUrl } from '../../fakes/memory-connector.ts';
import { documents as doors } from '../../shared/doors/door-samples.ts';
import { lineOf } from '../invoke.ts';
import { createDocuments, hostTenantId, otherTenantId, template } from './documents-stage.ts';

const door = doors['business-central-event'];
const tenantPage = `documents/tenant_${hostTenantId}`;
const warning = 'These documents name it';

describe('a document that others name', () => {
  it.each([
    ['a template', 'template', 'invoice-posted', template(), { template: 'invoice-posted' }],
    [
      'the mailbox of a fixed sender',
      'mailbox',
      'office',
      { provider: 'eml', mailboxes: [{ address: 'office@contoso.com' }] },
      { sender: { rule: 'fixed', sender: 'Office@contoso.com' } },
    ],
    [
      'the mailbox of a sender who stands in',
      'mailbox',
      'office',
      { provider: 'eml', mailboxes: [{ address: 'x@contoso.com', userPrincipalName: 'office@contoso.com' }] },
      { sender: { rule: 'initiator', fallback: 'office@contoso.com' } },
    ],
  ] as const)('warns of event doors before it is deleted: %s', async (_case, kind, name, document, part) => {
    const { put, show } = await createDocuments();
    if (kind === 'mailbox') await put('tenant', 'tenant', { sandbox: { allowedRecipients: ['@contoso.com'] } });
    await put(kind, name, document);
    await put('door', 'other', { ...door, template: 'another', sender: { rule: 'initiator' } });
    expect((await show(`documents/${kind}_${name}`)).body).not.toContain(warning);
    await put('door', 'orders', { ...door, ...part });
    await put('door', 'foreign', { ...door, ...part }, otherTenantId);
    const { body } = await show(`documents/${kind}_${name}`);
    const warned = body.slice(body.indexOf(warning));
    expect([...warned.matchAll(/documents\/door_([a-z]+)"/g)].map(([, one]) => one)).toEqual(['orders']);
    expect(body).toContain('value="delete"');
  });
});

describe('the document of a host tenant that is kept to something', () => {
  const departures = [
    { homeTenantId: otherTenantId, startedAt: '2026-01-01T00:00:00Z', finishedAt: '2026-01-02T00:00:00Z' },
  ];

  it.each([
    ['paused', { isPaused: true }, 'Sending is paused. Resume it first.'],
    ['a sandbox', { sandbox: { allowedRecipients: [] } }, 'The document has a sandbox.'],
    ['tenants that have left', { departures }, 'Write [] in departures'],
  ])('says what to do before it is deleted, and again where it was to be: %s', async (_case, document, words) => {
    const { put, show, act, read } = await createDocuments({ isConfirmed: true });
    await put('tenant', 'tenant', document);
    const { body } = await show(tenantPage);
    expect([body.includes(words), body.includes('value="delete"')]).toEqual([true, false]);
    const refused = await act(tenantPage, { act: 'delete', version: '1' });
    expect([refused.status, lineOf(refused)['outcome']]).toEqual([400, 'invalid_request']);
    const [, note = ''] = /<div class="note" role="alert">([^]*?)<\/div>/.exec(refused.body) ?? [];
    expect([note.includes('The document was not deleted'), note.includes(words)]).toEqual([true, true]);
    expect(refused.body).not.toContain('Nothing was saved.');
    expect(await read('tenant', 'tenant')).toMatchObject({ version: 1 });
  });

  it.each([
    ['paused', { isPaused: true }, 'Sending is paused: nothing is sent'],
    ['left', { departures: [{ startedAt: '2026-01-01T00:00:00Z' }] }, 'This host tenant was off-boarded'],
  ])('says first, and once, that it is %s', async (_case, document, words) => {
    const { put, show } = await createDocuments();
    await put('tenant', 'tenant', document);
    const { body } = await show(tenantPage);
    const [, first = ''] = /<\/h1>\s*<div class="note">([^]*?)<\/div>/.exec(body) ?? [];
    expect([first.includes(words), body.split(words).length]).toEqual([true, 2]);
  });
});

describe('the document of a host tenant whose directory is watched', () => {
  const hint = 'Without isDirectoryWatched';

  it('warns at the editor, and where a version that does not say so can be put back', async () => {
    const { put, show, act } = await createDocuments();
    await put('tenant', 'tenant', { name: 'Contoso' });
    expect((await show(tenantPage)).body).not.toContain(hint);
    const documents = [
      { name: 'Contoso', isDirectoryWatched: true },
      { name: 'Contoso Ltd', isDirectoryWatched: true },
    ];
    for (const [index, document] of documents.entries())
      await act(tenantPage, { act: 'save', version: String(index + 1), document: JSON.stringify(document) });
    const { body } = await show(tenantPage);
    expect(body).toMatch(/aria-describedby="watch-hint"/);
    const at = (version: number) =>
      body.slice(body.indexOf(`id="version-${version}"`), body.indexOf(`id="restore-${version}"`)).includes(hint);
    expect([at(2), at(1), body.split(hint).length]).toEqual([false, true, 3]);
  });

  it('keeps the hint beside what is refused', async () => {
    const { put, act } = await createDocuments();
    await put('tenant', 'tenant', { isDirectoryWatched: true });
    const { body } = await act(tenantPage, { act: 'save', version: '1', document: '{' });
    expect(body).toMatch(/aria-invalid="true"\s+aria-describedby="refusal watch-hint"/);
  });
});

describe('what the ERP sends to', () => {
  it.each([
    ['door', 'orders', door, 'events'],
    ['source', 'shop', { callerId: door.callerId, secretNames: ['shop'] }, 'send'],
  ] as const)('is on the page of a %s, with a button that copies it', async (kind, name, document, path) => {
    const { put, show } = await createDocuments();
    await put(kind, name, document);
    const { body } = await show(`documents/${kind}_${name}`);
    expect(body).toContain(`<pre id="address" tabindex="0">${publicUrl}/${path}/${hostTenantId}.${name}</pre>`);
    expect(body).toContain('data-copy="address"');
    await put('template', 'invoice', template());
    expect((await show('documents/template_invoice')).body).not.toContain('data-copy');
  });
});
