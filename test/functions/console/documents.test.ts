import { describe, expect, it } from 'vitest';
import { CONSOLE_ROWS } from '../../../shared/console-limits.ts';
import { DOCUMENT_MAX_BYTES } from '../../../shared/configuration-limits.ts';
import { erp, publicUrl } from '../../fakes/memory-connector.ts';
import { codeOf, lineOf } from '../invoke.ts';
import { createDocuments, hostTenantId, otherTenantId, readField, template } from './documents-stage.ts';

const invoice = 'documents/template_invoice';
const readInput = (body: string) => /<input\s+id="new-name"[^]*?\/>/.exec(body)?.[0] ?? '';
const text = (document: object) => JSON.stringify(document);

describe('the list of documents', () => {
  it('shows each kind with version, time and who, and says of which kinds there is none', async () => {
    const { put, show } = await createDocuments();
    await put('template', 'invoice', template());
    await put('tenant', 'tenant', { name: 'Contoso <b>' });
    const { status, body } = await show('documents');
    expect(status).toBe(200);
    expect(body).toContain(`href="${publicUrl}/console/documents/template_invoice"`);
    expect(body).toContain(`href="${publicUrl}/console/documents/tenant_${hostTenantId}"`);
    expect(body).toMatch(/tenant_[0-9a-f-]+"><bdi>[^<]*<\/bdi><\/a><small><bdi>Contoso &lt;b&gt;<\/bdi><\/small>/);
    expect(body).toMatch(/template_invoice"><bdi>invoice<\/bdi><\/a>\s*<\/th>/);
    const [first = ''] = /<thead>.*?<\/thead>/s.exec(body) ?? [];
    expect([...first.matchAll(/<th scope="col">([^<]*)</g)].map(([, column]) => column)).toEqual([
      'Name',
      'Version',
      'Changed',
      'By',
    ]);
    expect(body).toContain('<code>operator</code>');
    expect(body).toContain(
      'There are none of these: App registrations, Webhook sources, Event doors, Callbacks, Mailboxes.',
    );
  });

  it('has only documents of the chosen host tenant, but for host tenants and app registrations', async () => {
    const { put, show } = await createDocuments();
    await put('tenant', 'tenant', { name: 'Adatum' }, otherTenantId);
    await put('template', 'invoice', template());
    await put('template', 'order', template(), otherTenantId);
    const own = (await show('documents')).body;
    const other = (await show(`documents?tenant=${otherTenantId}`)).body;
    expect([own.includes('template_invoice'), own.includes('template_order')]).toEqual([true, false]);
    expect([other.includes('template_invoice'), other.includes('template_order')]).toEqual([false, true]);
    for (const body of [own, other]) expect(body).toContain(`documents/tenant_${otherTenantId}`);
  });

  it('leads to the next page of a kind', async () => {
    const { put, show } = await createDocuments();
    const names = Array.from({ length: CONSOLE_ROWS + 2 }, (_, index) => `t${String(index).padStart(3, '0')}`);
    for (const name of names) await put('template', name, template());
    const first = (await show('documents')).body;
    const [, next = ''] = /href="[^"]*\/console\/([^"]*)" rel="next"/.exec(first) ?? [];
    const second = (await show(next.replaceAll('&amp;', '&'))).body;
    const listed = (body: string) => [...body.matchAll(/documents\/template_(t\d+)"/g)].map(([, name]) => name);
    expect([listed(first), listed(second)].flat()).toEqual(names);
    expect(second).not.toContain('rel="next"');
  });

  it('names what fails its integrity check, says what to do, and raises the alarm', async () => {
    const { put, show, spoilt } = await createDocuments();
    await put('template', 'invoice', template());
    spoilt.isOn = true;
    const answer = await show('documents');
    expect(answer.body).toContain('fail their integrity check');
    expect(answer.body).toContain('documents/template_invoice');
    expect(lineOf(answer)['outcome']).toBe('sealed_record_refused');
  });

  it('begins a document of a kind and a name, and refuses what is neither', async () => {
    const { act, read } = await createDocuments();
    const begun = await act('documents', { act: 'begin', kind: 'template', name: ' Invoice ' });
    expect([begun.status, begun.headers.get('location')]).toEqual([303, `${publicUrl}/console/${invoice}?new=1`]);
    expect(await read('template', 'invoice')).toBeUndefined();
    for (const fields of [
      { kind: 'secret', name: 'invoice' },
      { kind: 'template', name: '../x' },
      { kind: 'template', name: 'in_voice' },
      { kind: 'tenant', name: 'contoso' },
      { kind: 'registration', name: 'app' },
    ]) {
      const answer = await act('documents', { act: 'begin', ...fields });
      expect([answer.status, lineOf(answer)['outcome']]).toEqual([400, 'invalid_request']);
      expect(answer.body).toMatch(/<code>\/(kind|name)<\/code>/);
    }
  });

  it('keeps kind and name where they lead nowhere, beside what is wrong', async () => {
    const { act } = await createDocuments();
    const { body } = await act('documents', { act: 'begin', kind: 'door', name: 'Bad "name"' });
    expect(body).toContain('<h1>Configuration</h1>');
    expect(body).toMatch(/<option value="door" selected/);
    expect(readInput(body)).toContain('value="Bad &quot;name&quot;"');
    expect(readInput(body)).toMatch(/aria-invalid="true"\s+aria-describedby="new-refusal new-hint"/);
    expect(body).toContain('id="new-refusal"');
  });

  it('finds the deleted ones again, the latest first, until they are put back', async () => {
    const { put, act, show, connector, clock } = await createDocuments();
    for (const name of ['invoice', 'order']) {
      await put('template', name, template());
      clock.pass(1);
      await connector.configuration.remove({ kind: 'template', hostTenantId, name }, 1, 'operator');
    }
    await put('template', 'foreign', template(), otherTenantId);
    await connector.configuration.remove({ kind: 'template', hostTenantId: otherTenantId, name: 'foreign' }, 1, 'o');
    const listed = (body: string) => [...body.matchAll(/documents\/template_([a-z]+)"/g)].map(([, name]) => name);
    const plain = (await show('documents')).body;
    expect([listed(plain), plain.includes('/console/documents?deleted=1"')]).toEqual([[], true]);
    expect(listed((await show('documents?deleted=1')).body)).toEqual(['order', 'invoice']);
    expect(listed((await show('documents?deleted=1&kind=door')).body)).toEqual([]);
    await act(invoice, { act: 'restore', version: 'none', restored: '1' });
    const { body } = await show('documents?deleted=1&kind=template');
    const after = body.slice(body.indexOf('Deleted documents'));
    expect(listed(after)).toEqual(['order']);
  });

  it('shows as many of the deleted ones as it says', async () => {
    const { put, show, connector } = await createDocuments();
    for (let index = 0; index <= CONSOLE_ROWS; index++) {
      await put('template', `t${index}`, template());
      await connector.configuration.remove({ kind: 'template', hostTenantId, name: `t${index}` }, 1, 'operator');
    }
    const { body } = await show('documents?deleted=1');
    expect(body).toContain(`The ${CONSOLE_ROWS} deleted last.`);
    expect(body.match(/documents\/template_t/g)).toHaveLength(CONSOLE_ROWS);
  });

  it('says that nothing was deleted', async () => {
    const { show } = await createDocuments();
    expect((await show('documents?deleted=1')).body).toContain('No document was deleted.');
  });
});

describe('a document', () => {
  it('is created, written over and deleted as the API does, and is in the audit as the administrator', async () => {
    const { act, show, read, lastAudit, administrator: _a, ...stage } = await createDocuments({ isConfirmed: true });
    expect(readField((await show(`${invoice}?new=1`)).body, 'version')).toBe('none');
    const saved = await act(invoice, { act: 'save', version: 'none', document: text(template()) });
    expect([saved.status, saved.headers.get('location')]).toEqual([303, `${publicUrl}/console/${invoice}?done=saved`]);
    expect(await read('template', 'invoice')).toMatchObject({ version: 1, document: template() });
    stage.clock.pass(1);
    await act(invoice, { act: 'save', version: '1', document: text(template('Your invoice')) });
    expect(await lastAudit()).toMatchObject({
      action: 'changed',
      kind: 'template',
      name: 'invoice',
      version: 2,
      by: expect.stringMatching(/^[0-9a-f-]{36} [0-9a-f-]{36}$/) as string,
    });
    const { body } = await show(`${invoice}?done=saved`);
    expect(body).toContain('The document was saved.');
    expect(JSON.parse(readField(body, 'document') ?? '')).toEqual(template('Your invoice'));
    const deleted = await act(invoice, { act: 'delete', version: '2' });
    expect([deleted.headers.get('location'), await read('template', 'invoice')]).toEqual([
      `${publicUrl}/console/documents?done=deleted`,
      undefined,
    ]);
  });

  it('is not written over when somebody else was first: what was typed stays, and the version there is named', async () => {
    const { put, act, read, show } = await createDocuments();
    await put('template', 'invoice', template());
    await act(invoice, { act: 'save', version: '1', document: text(template('Theirs')) });
    const typed = text(template('Mine'));
    const refused = await act(invoice, { act: 'save', version: '1', document: typed });
    expect([refused.status, lineOf(refused)['outcome']]).toEqual([412, 'document_changed']);
    expect(readField(refused.body, 'document')).toBe(typed);
    expect(refused.body).toContain('Version 2 is there now');
    expect(refused.body).toContain('Theirs');
    expect(await read('template', 'invoice')).toMatchObject({ version: 2 });
    await act(invoice, { act: 'save', version: readField(refused.body, 'version') ?? '', document: typed });
    expect(await read('template', 'invoice')).toMatchObject({ version: 3, document: template('Mine') });
    expect((await show(invoice)).status).toBe(200);
  });

  it('says that it was deleted meanwhile, and is created again by the next attempt', async () => {
    const { put, act, read, connector } = await createDocuments();
    await put('template', 'invoice', template());
    await connector.configuration.remove({ kind: 'template', hostTenantId, name: 'invoice' }, 1, 'operator');
    const typed = text(template('Mine'));
    const refused = await act(invoice, { act: 'save', version: '1', document: typed });
    expect(refused.body).toContain('deleted in the meantime');
    await act(invoice, { act: 'save', version: readField(refused.body, 'version') ?? '', document: typed });
    expect(await read('template', 'invoice')).toMatchObject({ version: 3 });
  });

  it.each([
    ['what the schema refuses', '{"defaultLanguage":"en","x":"<i>"}', '<code>/x</code>'],
    ['what is no JSON', '{"defaultLanguage":', 'is not JSON'],
    ['a name that is there twice', '{"defaultLanguage":"en","defaultLanguage":"de"}', 'defaultLanguage'],
    ['nothing', '', 'is empty'],
  ])('is shown again with every fault for %s', async (_case, document, fault) => {
    const { act, read } = await createDocuments();
    const answer = await act(invoice, { act: 'save', version: 'none', document });
    expect([answer.status, lineOf(answer)['outcome']]).toEqual([400, 'invalid_request']);
    expect(answer.body).toContain(fault);
    expect(answer.body).toContain('<ul lang="en">');
    expect(readField(answer.body, 'document')).toBe(document);
    expect(readField(answer.body, 'version')).toBe('none');
    expect(await read('template', 'invoice')).toBeUndefined();
  });

  it('is refused where it is too large, or names a version that is none', async () => {
    const { act } = await createDocuments();
    const large = text(template('x'.repeat(DOCUMENT_MAX_BYTES)));
    expect((await act(invoice, { act: 'save', version: 'none', document: large })).status).toBe(413);
    expect(codeOf(await act(invoice, { act: 'save', version: '*', document: text(template()) }))).toBe(
      'invalid_request',
    );
  });

  it('cannot widen what a setting allows', async () => {
    const { act } = await createDocuments();
    const document = text({ departures: [{ startedAt: 'never' }] });
    const answer = await act(`documents/tenant_${hostTenantId}`, { act: 'save', version: 'none', document });
    expect([answer.status, answer.body.includes('<code>/departures/0/startedAt</code>')]).toEqual([400, true]);
  });

  it.each([
    'template_other',
    'template_invoice_2',
    'secret_invoice',
    'tenant_tenant',
    `tenant_${otherTenantId}`,
    '__proto__',
    'template_%3Cscript%3E',
  ])('is not found under %s', async (item) => {
    const { put, show } = await createDocuments();
    await put('template', 'invoice', template());
    const answer = await show(`documents/${item}`);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });

  it('of another host tenant is not reached without choosing that', async () => {
    const { put, show } = await createDocuments();
    await put('tenant', 'tenant', { name: 'Adatum' }, otherTenantId);
    await put('template', 'order', template(), otherTenantId);
    expect((await show('documents/template_order')).status).toBe(404);
    expect((await show(`documents/template_order?tenant=${otherTenantId}`)).status).toBe(200);
  });

  it('escapes what it says', async () => {
    const { put, show } = await createDocuments();
    await put('template', 'invoice', template('</textarea><script>alert(1)</script>'));
    const { body } = await show(invoice);
    expect(body).not.toContain('<script>alert');
    expect(body).toContain('&lt;/textarea&gt;&lt;script&gt;');
  });

  it('is deleted only with credentials that were given just now, over the version that was shown', async () => {
    const plain = await createDocuments();
    await plain.put('template', 'invoice', template());
    const asked = await plain.act(invoice, { act: 'delete', version: '1' });
    expect(asked.headers.get('location')).toContain('/console/confirm');
    expect(await plain.read('template', 'invoice')).toBeDefined();
    const stage = await createDocuments({ isConfirmed: true });
    await stage.put('template', 'invoice', template());
    expect(codeOf(await stage.act(invoice, { act: 'delete', version: '7' }))).toBe('document_changed');
    expect(await stage.read('template', 'invoice')).toBeDefined();
  });

  it('of a callback is forgotten with what was known of it', async () => {
    const forgotten: unknown[] = [];
    const stage = await createDocuments({ isConfirmed: true });
    const { callbacks } = stage.connector;
    const { forget } = callbacks;
    callbacks.forget = async (address) => {
      forgotten.push(address);
      await forget(address);
    };
    const document = {
      url: 'https://erp.contoso.com/events',
      events: ['message.sent'],
      callerId: erp,
      secretNames: ['shop'],
    };
    await stage.put('callback', 'shop', document);
    await stage.act('documents/callback_shop', { act: 'delete', version: '1' });
    expect(forgotten).toMatchObject([{ kind: 'callback', name: 'shop' }]);
  });
});

describe('the versions of a document', () => {
  it('are listed with what each says, and an earlier one is put back as a new one', async () => {
    const { put, act, show, read } = await createDocuments();
    await put('template', 'invoice', template('First'));
    await act(invoice, { act: 'save', version: '1', document: text(template('Second')) });
    const { body } = await show(invoice);
    expect([...body.matchAll(/<span id="version-(\d)"/g)].map(([, version]) => version)).toEqual(['2', '1']);
    expect(body.match(/value="restore"/g)).toHaveLength(1);
    const back = await act(invoice, { act: 'restore', version: '2', restored: '1' });
    expect(back.headers.get('location')).toContain('done=restored');
    expect(await read('template', 'invoice')).toMatchObject({ version: 3, document: template('First') });
  });

  it('are put back over the version that was shown, and no other', async () => {
    const { put, act, read } = await createDocuments();
    await put('template', 'invoice', template('First'));
    await act(invoice, { act: 'save', version: '1', document: text(template('Second')) });
    const refused = await act(invoice, { act: 'restore', version: '1', restored: '1' });
    expect([refused.status, JSON.parse(readField(refused.body, 'document') ?? '')]).toEqual([412, template('First')]);
    expect(await read('template', 'invoice')).toMatchObject({ version: 2 });
    expect((await act(invoice, { act: 'restore', version: '2', restored: '9' })).status).toBe(404);
  });

  it('bring a deleted document back', async () => {
    const { put, act, show, read, connector } = await createDocuments();
    await put('template', 'invoice', template('First'));
    await connector.configuration.remove({ kind: 'template', hostTenantId, name: 'invoice' }, 1, 'operator');
    const { body } = await show(invoice);
    expect(body).toContain('This document was deleted.');
    await act(invoice, { act: 'restore', version: readField(body, 'version') ?? '', restored: '1' });
    expect(await read('template', 'invoice')).toMatchObject({ version: 3, document: template('First') });
  });

  it('are the way out of a document that fails its integrity check', async () => {
    const { put, act, show, read, spoilt } = await createDocuments();
    await put('template', 'invoice', template('First'));
    spoilt.isOn = true;
    const answer = await show(invoice);
    expect([answer.status, lineOf(answer)['outcome']]).toEqual([200, 'sealed_record_refused']);
    expect(answer.body).toContain('fails its integrity check');
    await act(invoice, { act: 'restore', version: readField(answer.body, 'version') ?? '', restored: '1' });
    spoilt.isOn = false;
    expect(await read('template', 'invoice')).toMatchObject({ version: 2, document: template('First') });
  });
});

describe('the preview of a template', () => {
  const values = '{"number":"103042"}';

  it('shows subject, text and the source of its HTML, and neither stores nor sends', async () => {
    const { put, act, graph, connector } = await createDocuments();
    await put('template', 'invoice', template(undefined, { html: '<p><b>%number%</b></p>' }));
    const before = await connector.configuration.listAudit();
    const { status, body } = await act(invoice, { act: 'preview', language: 'en', values });
    expect(status).toBe(200);
    expect(body).toContain('Invoice 103042');
    expect(body).toContain('&lt;p&gt;&lt;b&gt;103042&lt;/b&gt;&lt;/p&gt;');
    expect(body).not.toContain('<b>103042</b>');
    expect(readField(body, 'values')).toBe(values);
    expect(await connector.configuration.listAudit()).toEqual(before);
    expect(graph.sent).toEqual([]);
  });

  it('fills in examples where no values are given', async () => {
    const { put, act } = await createDocuments();
    await put('template', 'invoice', template());
    const { body } = await act(invoice, { act: 'preview', language: '', values: '' });
    expect(Object.keys(JSON.parse(readField(body, 'values') ?? '') as object)).toEqual(['number']);
  });

  it.each([
    ['no JSON', '{'],
    ['no object', '[1]'],
    ['values that are missing', '{}'],
  ])('says what is wrong with %s, and keeps it', async (_case, given) => {
    const { put, act } = await createDocuments();
    await put('template', 'invoice', template());
    const { body } = await act(invoice, { act: 'preview', language: 'en', values: given });
    expect([readField(body, 'values'), body.includes('<ul lang="en">')]).toEqual([given, true]);
  });

  it('is of templates alone, and of one that is there', async () => {
    const { act } = await createDocuments();
    expect((await act(`documents/tenant_${hostTenantId}`, { act: 'preview', values })).status).toBe(405);
    expect((await act(invoice, { act: 'preview', values })).status).toBe(404);
  });
});
