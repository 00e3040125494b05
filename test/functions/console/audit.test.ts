import { describe, expect, it } from 'vitest';
import { AUDIT_CSV_ROWS_MAX, CONSOLE_ROWS } from '../../../shared/console-limits.ts';
import { personOf, publicUrl } from '../../fakes/memory-connector.ts';
import { createDocuments, hostTenantId, otherTenantId, template } from './documents-stage.ts';

const by = `${personOf('ann').hostObjectId} 0000ca11-0000-4000-8000-000000000009`;
const messageId = '0'.repeat(32);
const DAY = 86_400;

/** Lines of a file, without the first, which names the columns. */
function readLines(body: string): string[] {
  return body.replace('\ufeff', '').trimEnd().split('\r\n').slice(1);
}

describe('the audit', () => {
  it('shows who did what to what, with the way there, the newest first', async () => {
    const { connector, clock, put, show } = await createDocuments();
    const { configuration } = connector;
    await put('template', 'invoice', template());
    clock.pass(1);
    await configuration.noteAct({ action: 'cancelled', kind: 'message', hostTenantId, name: messageId }, by);
    clock.pass(1);
    await configuration.noteAct(
      { action: 'exported', kind: 'sender', hostTenantId, name: personOf('ann').hostObjectId, count: 7 },
      by,
    );
    const { status, body } = await show('audit');
    expect(status).toBe(200);
    const actions = ['Exported as CSV', 'Message cancelled', 'Created', 'Signed in to the console'];
    expect(actions.map((words) => body.indexOf(words))).toEqual(
      actions.map((words) => body.indexOf(words)).toSorted((a, b) => a - b),
    );
    expect(actions.every((words) => body.includes(words))).toBe(true);
    for (const path of [
      'documents/template_invoice',
      `messages/${messageId}`,
      `senders/${personOf('ann').hostObjectId}`,
    ])
      expect(body).toContain(`href="${publicUrl}/console/${path}"`);
    expect(body).toContain('Count: 7');
    expect(body).toContain('Version 1');
  });

  it('names the host tenant of each entry, and leads to it, where there are several', async () => {
    const { put, show } = await createDocuments();
    await put('tenant', 'tenant', { name: 'Adatum <b>' }, otherTenantId);
    await put('template', 'order', template(), otherTenantId);
    const { body } = await show('audit');
    expect(body).toContain('<bdi>Adatum &lt;b&gt;</bdi>');
    expect(body).toContain(`documents/template_order?tenant=${otherTenantId}`);
  });

  it('is narrowed down to days, both included, and ignores what is no day', async () => {
    const { put, get, signIn, clock, connector } = await createDocuments();
    const day = (passed: number) =>
      new Date(connector.now().getTime() + passed * DAY * 1000).toISOString().slice(0, 10);
    const [first, second] = [day(0), day(1)];
    await put('template', 'first', template());
    clock.pass(DAY);
    await put('template', 'second', template());
    const { cookie } = await signIn();
    const listed = async (query: string) => {
      const { body } = await get(`audit?${query}`, cookie);
      return ['first', 'second'].filter((name) => body.includes(`template_${name}`));
    };
    expect(await listed(`from=${second}`)).toEqual(['second']);
    expect(await listed(`to=${first}`)).toEqual(['first']);
    expect(await listed(`from=${first}&to=${second}`)).toEqual(['first', 'second']);
    for (const query of ['from=yesterday', 'from=2026-13-45', 'to=%3Cscript%3E', 'from=2026-1-1'])
      expect(await listed(query)).toEqual(['first', 'second']);
  });

  it('leads to the next page, with the same days', async () => {
    const { connector, show } = await createDocuments();
    for (let count = 0; count < CONSOLE_ROWS; count++)
      await connector.configuration.noteAct(
        { action: 'cancelled', kind: 'message', hostTenantId, name: messageId },
        by,
      );
    const from = connector.now().toISOString().slice(0, 10);
    const first = (await show(`audit?from=${from}`)).body;
    const [, next = ''] = /href="[^"]*\/console\/([^"]*)" rel="next"/.exec(first) ?? [];
    expect(next).toContain(`from=${from}`);
    const second = (await show(next.replaceAll('&amp;', '&'))).body;
    const count = (body: string) => body.match(/<th scope="row">/g)?.length;
    expect([count(first), count(second)]).toEqual([CONSOLE_ROWS, 1]);
    expect(second).not.toContain('rel="next"');
  });

  it('refuses a cursor that is not ours', async () => {
    const { show } = await createDocuments();
    expect((await show('audit?cursor=%3Cscript%3E')).status).toBe(400);
  });
});

describe('the audit as a file', () => {
  it('has every entry, and is in the audit itself', async () => {
    const { put, show, lastAudit, connector, clock } = await createDocuments();
    await put('template', 'invoice', template());
    clock.pass(1);
    await connector.configuration.noteAct({ action: 'cancelled', kind: 'message', hostTenantId, name: messageId }, by);
    clock.pass(1);
    const answer = await show('audit?format=csv');
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-\d{4}-\d{2}-\d{2}\.csv"$/);
    const [cancelled, created, signedIn, ...others] = readLines(answer.body);
    expect(cancelled).toMatch(new RegExp(`,cancelled,message,${hostTenantId},${messageId},,,${by.replace(' ', ',')}$`));
    expect(created).toMatch(new RegExp(`,created,template,${hostTenantId},invoice,1,,,operator$`));
    expect([signedIn?.includes(',signed_in,console,'), others]).toEqual([true, []]);
    expect(await lastAudit()).toMatchObject({ action: 'exported', kind: 'console', name: 'audit', count: 3 });
  });

  it('is in the audit as of the host tenant of the settings, because it is of all', async () => {
    const { put, show, lastAudit, clock } = await createDocuments();
    await put('tenant', 'tenant', {}, otherTenantId);
    clock.pass(1);
    await show(`audit?format=csv&tenant=${otherTenantId}`);
    expect(await lastAudit()).toMatchObject({ action: 'exported', name: 'audit', hostTenantId, count: 2 });
  });

  it('says where it was cut, and goes on from there', async () => {
    const { connector, administrator, get } = await createDocuments();
    const { configuration } = connector;
    const act = { action: 'cancelled', kind: 'message', hostTenantId, name: messageId } as const;
    const { listAudit } = configuration;
    const entry = { ...act, at: connector.now(), by, version: 0 };
    // As many as fit, in pages that are as large as asked for.
    configuration.listAudit = async (cursor, options = {}) => {
      if (cursor === 'rest') return { entries: [entry] };
      if (options.top === undefined) return listAudit(cursor, options);
      const size = Math.min(options.top, 1_000);
      const done = Number(cursor ?? 0) + size;
      return {
        entries: Array.from({ length: size }, () => entry),
        cursor: done >= AUDIT_CSV_ROWS_MAX ? 'rest' : String(done),
      };
    };
    const first = await get('audit?format=csv&from=2026-01-01', administrator.cookie);
    const lines = readLines(first.body);
    expect(lines).toHaveLength(AUDIT_CSV_ROWS_MAX + 1);
    expect(first.headers.get('content-disposition')).toContain('-part.csv');
    const [, next = ''] = /console\/(audit\?[^"\s]*)/.exec(lines.at(-1) ?? '') ?? [];
    expect(next).toBe('audit?from=2026-01-01&format=csv&cursor=rest');
    const second = await get(next, administrator.cookie);
    expect(readLines(second.body)).toHaveLength(1);
    expect(second.headers.get('content-disposition')).toContain('-part.csv');
  });
});
