import { describe, expect, it } from 'vitest';
import { tenantDocument } from '../../../shared/configuration-addresses.ts';
import { OFF_BOARDING_SETTLE_SECONDS } from '../../../shared/configuration-limits.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { CONFLICT_RETRIES_MAX } from '../../../shared/limits.ts';
import { personOf, publicUrl } from '../../fakes/memory-connector.ts';
import { homeTenantId } from '../../shared/sign-in/sign-in-sample.ts';
import { codeOf, lineOf } from '../invoke.ts';
import { createDocuments, hostTenantId, otherTenantId, readField, template } from './documents-stage.ts';

const tenantPage = `documents/tenant_${hostTenantId}`;
const offBoarding = `documents/off-boarding_${hostTenantId}`;
const ann = { hostTenantId, hostObjectId: personOf('ann').hostObjectId };

describe('a host tenant', () => {
  it('is shown without a document of its own, where it is served', async () => {
    const { show } = await createDocuments();
    const { status, body } = await show(tenantPage);
    expect([status, body.includes('Pause sending'), body.includes('Sending is active.')]).toEqual([200, true, true]);
    expect(body).toContain(`${publicUrl}/console/${offBoarding}`);
  });

  it('is paused and resumed, whatever else its document says, and in the audit', async () => {
    const { act, show, read, connector, lastAudit } = await createDocuments();
    const paused = await act(tenantPage, { act: 'pause' });
    expect(paused.headers.get('location')).toBe(`${publicUrl}/console/${tenantPage}?done=paused`);
    expect(await connector.tenants.read(hostTenantId)).toMatchObject({ state: 'paused' });
    expect((await show(tenantPage)).body).toContain('Resume sending');
    expect(await lastAudit()).toMatchObject({ action: 'created', kind: 'tenant' });
    const document = JSON.stringify({ name: 'Contoso', isPaused: true });
    await act(tenantPage, { act: 'save', version: '1', document });
    await act(tenantPage, { act: 'resume' });
    expect((await read('tenant', 'tenant'))?.document).toEqual({ name: 'Contoso' });
    expect(await connector.tenants.read(hostTenantId)).toMatchObject({ state: 'active' });
  });

  it('is paused over whatever is there, however often it changes meanwhile, up to a bound', async () => {
    const stage = await createDocuments();
    const { configuration } = stage.connector;
    const { readStored } = configuration;
    let [writes, version] = [CONFLICT_RETRIES_MAX - 1, 0];
    // Somebody else writes between reading and writing.
    configuration.readStored = async (address) => {
      const stored = await readStored(address);
      if (writes-- > 0) await configuration.put(address, { name: `n${++version}` }, stored?.version ?? 'none', 'other');
      return stored;
    };
    const paused = await stage.act(tenantPage, { act: 'pause' });
    expect(paused.headers.get('location')).toContain('done=paused');
    expect((await readStored(tenantDocument(hostTenantId)))?.document).toEqual({ name: `n${version}`, isPaused: true });
    writes = CONFLICT_RETRIES_MAX;
    expect(codeOf(await stage.act(tenantPage, { act: 'resume' }))).toBe('document_changed');
  });

  it('is paused by both of two administrators at once', async () => {
    const { act, connector } = await createDocuments();
    const both = await Promise.all([act(tenantPage, { act: 'pause' }), act(tenantPage, { act: 'pause' })]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(await connector.tenants.read(hostTenantId)).toMatchObject({ state: 'paused' });
  });

  it('is the only thing that is paused', async () => {
    const { put, act } = await createDocuments();
    await put('template', 'invoice', template());
    for (const name of ['pause', 'resume'])
      expect((await act('documents/template_invoice', { act: name })).status).toBe(405);
  });

  it('says that it has left, and is neither paused nor off-boarded again', async () => {
    const { put, show } = await createDocuments();
    await put('tenant', 'tenant', { departures: [{ startedAt: '2026-11-24T12:00:00Z' }] });
    const { body } = await show(tenantPage);
    expect([body.includes('was off-boarded'), body.includes('value="pause"')]).toEqual([true, false]);
    expect((await show(offBoarding)).body).not.toContain('value="off-board-host"');
  });
});

describe('off-boarding', () => {
  async function setUp() {
    const stage = await createDocuments({ isConfirmed: true });
    await stage.signInPerson('ann');
    const isConnected = async () => (await stage.connector.senders.read(ann)).grant !== undefined;
    return { ...stage, isConnected };
  }

  it('ends a home tenant in as many runs as it needs, and says what each has done', async () => {
    const { act, show, clock, isConnected, connector } = await setUp();
    expect(await isConnected()).toBe(true);
    const first = await act(offBoarding, { act: 'off-board-home', homeTenantId: homeTenantId.toUpperCase() });
    expect([first.status, await isConnected()]).toEqual([200, false]);
    expect(first.body).toContain('Connections erased in this run: 1. It is not complete yet.');
    expect((await show(offBoarding)).body).toContain('value="off-board-further"');
    clock.pass(OFF_BOARDING_SETTLE_SECONDS);
    const second = await act(offBoarding, { act: 'off-board-further', homeTenantId });
    expect(second.body).toContain('off-boarding is complete');
    expect(second.body).not.toContain('value="off-board-further"');
    expect(await connector.tenants.read(hostTenantId)).toMatchObject({
      state: 'active',
      departedHomeTenants: [homeTenantId],
    });
  });

  it('ends the host tenant where its id confirms it', async () => {
    const { act, isConnected, connector } = await setUp();
    for (const confirm of ['', otherTenantId, homeTenantId, 'yes']) {
      const refused = await act(offBoarding, { act: 'off-board-host', confirm });
      expect([refused.status, refused.body.includes('<code>/confirm</code>')]).toEqual([400, true]);
    }
    expect(await isConnected()).toBe(true);
    const done = await act(offBoarding, { act: 'off-board-host', confirm: hostTenantId });
    expect([done.status, await isConnected()]).toEqual([200, false]);
    expect(await connector.tenants.read(hostTenantId)).toMatchObject({ state: 'left' });
  });

  it('begins only with credentials that were given just now', async () => {
    const { act, read } = await createDocuments();
    for (const fields of [
      { act: 'off-board-home', homeTenantId },
      { act: 'off-board-host', confirm: hostTenantId },
    ])
      expect((await act(offBoarding, fields)).headers.get('location')).toContain('/console/confirm');
    expect(await read('tenant', 'tenant')).toBeUndefined();
  });

  it('never begins by a document that is saved or put back, which then stays as it was, with what was typed', async () => {
    const stage = await createDocuments();
    await stage.signInPerson('ann');
    const long = '2020-01-01T00:00:00Z';
    const typed = JSON.stringify({ departures: [{ homeTenantId, startedAt: long }] });
    const refused = await stage.act(tenantPage, { act: 'save', version: 'none', document: typed });
    expect([refused.status, lineOf(refused)['outcome']]).toEqual([400, 'invalid_request']);
    expect(refused.body).toContain('<code>/departures/0</code>');
    expect(readField(refused.body, 'document')).toBe(typed);
    const further = await stage.act(offBoarding, { act: 'off-board-further', homeTenantId });
    expect(codeOf(further)).toBe('invalid_request');
    await stage.connector.operations.sweep();
    expect((await stage.connector.senders.read(ann)).grant?.status).toBe('connected');
  });

  it('is not begun again, and not ended, by an earlier version that is put back', async () => {
    const stage = await createDocuments();
    const { configuration } = stage.connector;
    const address = tenantDocument(hostTenantId);
    const begun = { homeTenantId: otherTenantId, startedAt: '2026-11-24T12:00:00Z' };
    const ended = { ...begun, finishedAt: '2026-11-24T13:00:00Z' };
    await configuration.put(address, { name: 'First', departures: [begun] }, 'none', 'operator');
    await configuration.put(address, { name: 'Second', departures: [ended] }, 1, 'operator');
    await stage.act(tenantPage, { act: 'restore', version: '2', restored: '1' });
    expect((await stage.read('tenant', 'tenant'))?.document).toEqual({ name: 'First', departures: [ended] });
    const document = JSON.stringify({ departures: [] });
    await stage.act(tenantPage, { act: 'save', version: '3', document });
    expect((await stage.connector.tenants.read(hostTenantId))?.departedHomeTenants).toEqual([]);
    await stage.act(tenantPage, { act: 'restore', version: '4', restored: '2' });
    expect((await stage.read('tenant', 'tenant'))?.document).toEqual({ name: 'Second', departures: [] });
  });

  it('stays as it is over a document that fails its integrity check', async () => {
    const stage = await createDocuments();
    const address = tenantDocument(hostTenantId);
    const departures = [{ homeTenantId: otherTenantId, startedAt: '2026-11-24T12:00:00Z' }];
    await stage.connector.configuration.put(address, { departures }, 'none', 'operator');
    Object.assign(stage.spoilt, { isOn: true, kind: 'tenant' });
    const save = (document: object) =>
      stage.act(tenantPage, { act: 'save', version: 'any', document: JSON.stringify(document) });
    const more = [...departures, { homeTenantId, startedAt: '2026-11-24T12:00:00Z' }];
    expect((await save({ departures: more })).body).toContain('<code>/departures/1</code>');
    expect((await save({ name: 'Contoso', departures })).status).toBe(303);
    stage.spoilt.isOn = false;
    expect((await stage.read('tenant', 'tenant'))?.document).toEqual({ name: 'Contoso', departures });
  });

  it('is in the audit before each run, also of one that changes no document, with the way there', async () => {
    const { act, show, connector, clock } = await setUp();
    const runs = async () =>
      (await connector.configuration.listAudit()).entries.filter(({ action }) => action === 'off_boarded');
    const run = { action: 'off_boarded', kind: 'tenant', hostTenantId, version: 0 };
    await act(offBoarding, { act: 'off-board-home', homeTenantId });
    await act(offBoarding, { act: 'off-board-home', homeTenantId });
    await act(offBoarding, { act: 'off-board-further', homeTenantId });
    const by = expect.stringMatching(/^[0-9a-f-]{36} [0-9a-f-]{36}$/) as string;
    expect(await runs()).toMatchObject([1, 2, 3].map(() => ({ ...run, by, name: homeTenantId })));
    await act(offBoarding, { act: 'off-board-host', confirm: otherTenantId });
    expect(await runs()).toHaveLength(3);
    clock.pass(1);
    await act(offBoarding, { act: 'off-board-host', confirm: hostTenantId });
    expect((await runs())[0]).toMatchObject({ ...run, name: 'tenant' });
    clock.pass(OFF_BOARDING_SETTLE_SECONDS);
    await connector.operations.sweep();
    expect(await runs()).toHaveLength(4);
    const { body } = await show('audit');
    expect(body).toContain('Tenant off-boarding run');
    expect(body).toContain(`<small>Home tenant <code>${homeTenantId}</code></small>`);
    expect(body).toContain(`href="${publicUrl}/console/${offBoarding}"`);
  });

  it('erases nobody where the audit cannot be written', async () => {
    const { act, connector, isConnected, read } = await setUp();
    connector.configuration.noteAct = async () => {
      throw new ConnectorError('storage_unavailable');
    };
    expect((await act(offBoarding, { act: 'off-board-home', homeTenantId })).status).toBe(503);
    expect([await isConnected(), await read('tenant', 'tenant')]).toEqual([true, undefined]);
  });

  it('goes on with nothing that has not begun, or has ended', async () => {
    const { put, act } = await createDocuments();
    const finishedAt = '2026-11-24T13:00:00Z';
    await put('tenant', 'tenant', { departures: [{ homeTenantId, startedAt: '2026-11-24T12:00:00Z', finishedAt }] });
    for (const id of ['', homeTenantId, otherTenantId])
      expect(codeOf(await act(offBoarding, { act: 'off-board-further', homeTenantId: id }))).toBe('invalid_request');
  });

  it.each([otherTenantId, 'contoso', ''])('is not found for what is no host tenant: %s', async (id) => {
    const { show, act } = await createDocuments({ isConfirmed: true });
    expect((await show(`documents/off-boarding_${id}`)).status).toBe(404);
    expect((await act(`documents/off-boarding_${id}`, { act: 'off-board-home', homeTenantId })).status).toBe(404);
  });

  it('is kept by whoever writes over a document that was spoilt, too', async () => {
    const stage = await createDocuments();
    const departure = { homeTenantId, startedAt: '2026-11-24T12:00:00.000Z' };
    const name = `documents/tenant_${hostTenantId}`;
    await stage.put('tenant', 'tenant', { name: 'Contoso', departures: [departure] });
    Object.assign(stage.spoilt, { isOn: true, kind: 'tenant' });
    stage.clock.pass(60);
    for (const document of [{ name: 'X' }, { name: 'X', departures: [] }]) {
      const answer = await stage.act(name, { act: 'save', version: 'any', document: JSON.stringify(document) });
      expect([answer.status, codeOf(answer) ?? 'shown']).toEqual([400, 'shown']);
    }
    const document = JSON.stringify({ name: 'X', departures: [departure] });
    const saved = await stage.act(name, { act: 'save', version: 'any', document });
    expect(saved.status).toBe(303);
  });
});
