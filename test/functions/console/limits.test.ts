import { describe, expect, it } from 'vitest';
import { CONSOLE_ROWS } from '../../../shared/console-limits.ts';
import { personOf, publicUrl } from '../../fakes/memory-connector.ts';
import { EMPTY_LOAD } from '../../../shared/outbox/mailbox-load.ts';
import { documents as doors } from '../../shared/doors/door-samples.ts';
import { connectPerson, createDocuments, hostTenantId, otherTenantId, template } from './documents-stage.ts';

const idOf = (index: number) => `00000b05-0000-4000-8000-${String(index).padStart(12, '0')}`;

async function createLimits() {
  const stage = await createDocuments();
  const { stores, connector } = stage;
  const pause = (hostObjectId: string, tenantId = hostTenantId) =>
    stores.mailboxLoads.write(
      { hostTenantId: tenantId, hostObjectId },
      { ...EMPTY_LOAD, pausedUntil: connector.now().getTime() + 60_000 },
    );
  return { ...stage, pause };
}

describe('the page of limits', () => {
  it('says what the settings and the document of the host tenant allow', async () => {
    const { put, show } = await createLimits();
    await put('tenant', 'tenant', { limits: { messagesPerMinute: 1_234 } });
    const { status, body } = await show('limits');
    expect(status).toBe(200);
    for (const words of ['1,234 a minute', 'No limit', '30 a minute', '35 MB', '30 days', 'No mailbox is held up.'])
      expect(body).toContain(words);
  });

  it('says how many events each door lets in', async () => {
    const { put, show } = await createLimits();
    await put('template', 'invoice-posted', template());
    await put('door', 'orders', { ...doors['business-central-event'], eventsPerHour: 4_321 });
    const { body } = await show('limits');
    expect([body.includes('documents/door_orders'), body.includes('4,321')]).toEqual([true, true]);
  });

  it('names each mailbox that is held up, until when and why, and those of no other host tenant', async () => {
    const { connector, pause, show, put } = await createLimits();
    await connectPerson(connector, 'ann');
    const { hostObjectId, address } = personOf('ann');
    await put('tenant', 'tenant', {}, otherTenantId);
    await pause(hostObjectId);
    await pause(idOf(7), otherTenantId);
    const { body } = await show('limits');
    expect(body).toMatch(
      new RegExp(`<a href="${publicUrl}/console/senders/${hostObjectId}"\\s*><bdi>${address}</bdi></a`),
    );
    expect(body).toContain('Exchange asked to wait');
    expect(body).not.toContain(idOf(7));
  });

  it('names no mailbox whose sender has disconnected or never connected, because no limit keeps them from sending', async () => {
    const { connector, pause, show } = await createLimits();
    await connectPerson(connector, 'ann');
    const { hostObjectId } = personOf('ann');
    await pause(hostObjectId);
    await pause(idOf(7));
    expect((await show('limits')).body).toContain(`/console/senders/${hostObjectId}`);
    await connector.senders.disconnect(hostTenantId, hostObjectId);
    const { body } = await show('limits');
    expect([body.includes('/console/senders/'), body.includes('No mailbox is held up.')]).toEqual([false, true]);
  });

  it.each([
    ['paused', { isPaused: true }, 'Sending is paused: nothing is sent'],
    ['left', { departures: [{ startedAt: '2026-01-01T00:00:00Z' }] }, 'This host tenant was off-boarded'],
  ])('says first that the host tenant is %s', async (_state, document, words) => {
    const { put, show } = await createLimits();
    expect((await show('limits')).body).not.toContain(words);
    await put('tenant', 'tenant', document);
    const { body } = await show('limits');
    expect(body.indexOf(words)).toBeGreaterThan(body.indexOf('</h1>'));
    expect(body.indexOf(words)).toBeLessThan(body.indexOf('class="lead"'));
  });

  it('leads to the next page of mailboxes', async () => {
    const { connector, pause, show } = await createLimits();
    // As if a document named them.
    connector.mailboxes.find = async (_tenant, id) => ({ id }) as Awaited<ReturnType<typeof connector.mailboxes.find>>;
    for (let index = 0; index <= CONSOLE_ROWS; index++) await pause(idOf(index));
    const first = (await show('limits')).body;
    const [, next = ''] = /href="[^"]*\/console\/([^"]*)" rel="next"/.exec(first) ?? [];
    const second = (await show(next.replaceAll('&amp;', '&'))).body;
    const listed = (body: string) => body.match(/\/console\/senders\//g)?.length;
    expect([listed(first), listed(second)]).toEqual([CONSOLE_ROWS, 1]);
  });

  it('refuses a cursor that is not ours', async () => {
    const { show } = await createLimits();
    expect((await show('limits?cursor=%3Cscript%3E')).status).toBe(400);
  });
});
