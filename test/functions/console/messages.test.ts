import { describe, expect, it, vi } from 'vitest';
import { CONSOLE_ROWS, MESSAGES_EXPORT_PAGES_MAX } from '../../../shared/console-limits.ts';
import { REFERENCE_MAX_CHARACTERS } from '../../../shared/limits.ts';
import { otherApp, publicUrl } from '../../fakes/memory-connector.ts';
import { codeOf, lineOf } from '../invoke.ts';
import { ann, createMessagesStage, later, stranger } from './messages-stage.ts';

const empty = 'No message matches these filters.';
const otherTenant = 'a0274317-0000-4000-8000-000000000003';

async function setUp(...swap: Parameters<typeof createMessagesStage>) {
  const stage = createMessagesStage(...swap);
  const administrator = await stage.signIn();
  return {
    ...stage,
    administrator,
    /** Ids on the page, in its order. */
    async list(query = '') {
      const { body, status } = await stage.get(`messages${query}`, administrator.cookie);
      expect(status).toBe(200);
      return [...body.matchAll(/console\/messages\/([0-9a-f]{32})/g)].map(([, id]) => id);
    },
    show: async (query = '') => (await stage.get(`messages${query}`, administrator.cookie)).body,
    filter: async (fields: object) => {
      const answer = await stage.post('messages', administrator, { act: 'filter', ...fields });
      return decodeURIComponent(answer.headers.get('location') ?? '').replace(`${publicUrl}/console/`, '');
    },
  };
}

/** A message of each kind, one second after the other; the clock is then after them. */
async function seed(stage: Awaited<ReturnType<typeof setUp>>) {
  await stage.connect('ann');
  const sent = await stage.send({ reference: 'SI-1' });
  stage.clock.pass(86_400);
  const queued = await stage.send({ reference: 'SI-2' }, { as: otherApp, ...later });
  stage.clock.pass(1);
  const held = await stage.send({ sender: stranger });
  return { sent, queued, held, administrator: await stage.signIn() };
}

describe('the messages of a host tenant', () => {
  it('say what there is while there are none', async () => {
    const { show } = await setUp();
    const body = await show();
    expect(body).toContain('Nothing to show.');
    expect(body).not.toContain('format=csv');
  });

  it('are those of all applications, newest first, with the mailbox of who has connected one', async () => {
    const stage = await setUp();
    const { sent, queued, held, administrator } = await seed(stage);
    const { body } = await stage.get('messages', administrator.cookie);
    const ids = [...body.matchAll(/console\/messages\/([0-9a-f]{32})/g)].map(([, id]) => id);
    expect(ids).toEqual([held.id, queued.id, sent.id]);
    expect(body.match(/<small><bdi>ann@fabrikam\.com<\/bdi>/g)).toHaveLength(2);
    expect(body).toContain('<code>consent_required</code>');
    expect(body).not.toMatch(/Invoice|mia@contoso\.com/);
  });

  it.each([
    [`sender=${ann}`, ['queued', 'sent']],
    [`sender={${ann.toUpperCase()}}`, ['queued', 'sent']],
    ['status=held', ['held']],
    ['reference=SI-1', ['sent']],
    [`application=${otherApp.toUpperCase()}`, ['queued']],
    [`application=${otherApp}&reference=SI-2&sender=${ann}`, ['queued']],
    ['to=2026-01-05', ['sent']],
    ['from=2026-01-06&to=2026-01-06', ['held', 'queued']],
    ['from=2026-01-06&to=2026-01-05', []],
    ['reference=%20', ['held', 'queued', 'sent']],
    [`reference=${'x'.repeat(REFERENCE_MAX_CHARACTERS)}`, []],
    [`reference=${'x'.repeat(REFERENCE_MAX_CHARACTERS + 1)}`, ['held', 'queued', 'sent']],
    ['reference=SI-1%0Ax', ['held', 'queued', 'sent']],
    ['status=nothing&from=yesterday&to=2026-02-31&application=../x', ['held', 'queued', 'sent']],
  ])('are narrowed down by %s', async (query, expected) => {
    const stage = await setUp();
    const { administrator, ...seeded } = await seed(stage);
    expect(stage.clock.now().toISOString().slice(0, 10)).toBe('2026-01-06');
    const { body } = await stage.get(`messages?${query}`, administrator.cookie);
    const ids = [...body.matchAll(/console\/messages\/([0-9a-f]{32})/g)].map(([, id]) => id);
    expect(ids).toEqual(expected.map((name) => seeded[name as keyof typeof seeded].id));
    if (expected.length === 0) expect(body).toContain(empty);
  });

  it('have pages, each of which keeps the filters', async () => {
    const stage = await setUp();
    await stage.connect('ann');
    for (let index = 0; index <= CONSOLE_ROWS; index++) await stage.send();
    const body = await stage.show('?status=sent');
    const [, next = ''] = /console\/messages(\?[^"]+)" rel="next"/.exec(body) ?? [];
    expect(next).toContain('status=sent');
    const first = await stage.list('?status=sent');
    const second = await stage.list(next.replaceAll('&amp;', '&'));
    expect([first.length, second.length, new Set([...first, ...second]).size]).toEqual([50, 1, 51]);
    const answer = await stage.get('messages?cursor=AAAA', stage.administrator.cookie);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'invalid_request']);
  });

  it('are those of the host tenant that was chosen alone', async () => {
    const stage = await setUp(({ tenants, config }) => ({
      tenants: {
        ...tenants,
        read: async (id: string) => ({ ...(await tenants.readDefault()), id: id || config.hostTenantId }),
      },
    }));
    await stage.connect('ann');
    const { id } = await stage.send();
    expect(await stage.list()).toEqual([id]);
    expect(await stage.list(`?tenant=${otherTenant}`)).toEqual([]);
    const answer = await stage.get(`messages/${id}?tenant=${otherTenant}`, stage.administrator.cookie);
    expect([answer.status, codeOf(answer)]).toEqual([404, 'not_found']);
  });

  it('show names and references as text', async () => {
    const stage = await setUp();
    await stage.connect('ann');
    const { id } = await stage.send({ reference: '<b onclick="x">&' });
    for (const page of [await stage.show(), (await stage.get(`messages/${id}`, stage.administrator.cookie)).body]) {
      expect(page).toContain('&lt;b onclick=&quot;x&quot;&gt;&amp;');
      expect(page).not.toContain('<b onclick');
    }
    expect(await stage.show('?reference=%22%3E%3Cscript%3E')).not.toContain('"><script>');
  });
});

describe('the filters of messages', () => {
  it('take a sender by any name, and lead on by the object id, so that no name is in an address', async () => {
    const stage = await setUp();
    await stage.connect('ann');
    const fields = { sender: ' Ann@Fabrikam.com ', status: 'sent', from: '2026-01-01', reference: '' };
    expect(await stage.filter(fields)).toBe(`messages?status=sent&from=2026-01-01&sender=${ann}`);
    expect(await stage.filter({ sender: `{${stranger}}` })).toBe(`messages?sender=${stranger}`);
    expect(await stage.filter({})).toBe('messages');
  });

  it.each(['nobody@fabrikam.com', 'not a name', '<script>'])('say that nobody is known as %s', async (sender) => {
    const stage = await setUp();
    await stage.connect('ann');
    await stage.send();
    const address = await stage.filter({ sender, status: 'sent' });
    expect(address).toBe('messages?status=sent&found=unknown');
    expect(await stage.list('?status=sent&found=unknown')).toEqual([]);
    expect(await stage.show('?found=unknown')).toContain('Nobody was found under this name');
  });

  it('list nothing for a name that somebody wrote into the address', async () => {
    const stage = await setUp();
    await stage.connect('ann');
    await stage.send();
    const body = await stage.show('?sender=ann@fabrikam.com');
    expect(body).toContain('Nobody was found under this name');
    expect(body).toContain(empty);
  });

  it('say that a name is that of several senders', async () => {
    const stage = await setUp();
    // Ann's UPN is Ben's address; each of them has proven it.
    stage.entra.script.change = ({ idTokenClaims, ...result }) => ({
      ...result,
      idTokenClaims: {
        ...idTokenClaims,
        ...(idTokenClaims['preferred_username'] === 'ann@fabrikam.com' && { upn: 'ben@fabrikam.com' }),
      },
    });
    await stage.connect('ann');
    await stage.connect('ben');
    expect(await stage.filter({ sender: 'ben@fabrikam.com' })).toBe('messages?found=ambiguous');
    expect(await stage.list('?found=ambiguous')).toEqual([]);
    expect(await stage.show('?found=ambiguous')).toContain('More than one sender has this name');
  });
});

describe('messages as a file', () => {
  it('have what the list shows, with its filters, and are in the audit', async () => {
    const stage = await setUp();
    const { sent, administrator } = await seed(stage);
    const answer = await stage.get(`messages?format=csv&reference=SI-1`, administrator.cookie);
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="messages-2026-01-06.csv"');
    const [head = '', row = '', ...rest] = answer.body.replace('\ufeff', '').trim().split('\r\n');
    expect([head.split(',').length, rest]).toEqual([11, []]);
    expect(row.split(',')).toEqual(expect.arrayContaining(['sent', ann, 'ann@fabrikam.com', 'SI-1', sent.id]));
    expect((await stage.connector.configuration.listAudit()).entries).toContainEqual(
      expect.objectContaining({ action: 'exported', kind: 'console', name: 'messages', count: 1 }),
    );
    expect(lineOf(answer)).toMatchObject({ count: 1 });
  });

  it('are harmless in a spreadsheet, and empty for a sender whom nobody knows', async () => {
    const stage = await setUp();
    await stage.connect('ann');
    await stage.send({ reference: '=1+1' });
    const { cookie } = stage.administrator;
    expect((await stage.get('messages?format=csv', cookie)).body).toContain(`,'=1+1,`);
    const nobody = await stage.get('messages?format=csv&sender=x@fabrikam.com', cookie);
    expect(nobody.body.trim().split('\r\n')).toHaveLength(1);
  });

  it('say so where they do not have all, and stop looking', async () => {
    const stage = await setUp();
    const list = vi
      .spyOn(stage.connector.messages, 'listOfTenant')
      .mockResolvedValue({ messages: [], cursor: 'there is more' });
    const answer = await stage.get('messages?format=csv', stage.administrator.cookie);
    expect(list).toHaveBeenCalledTimes(MESSAGES_EXPORT_PAGES_MAX);
    expect(answer.headers.get('content-disposition')).toContain('-incomplete.csv');
    expect(answer.body).toContain('Only the first 0 rows.');
  });

  it('have no more rows than a file may have, and take no longer than they may', async () => {
    const stage = await setUp();
    await stage.connect('ann');
    const { id } = await stage.send();
    const message = await stage.message(id);
    if (!message) throw new Error('There is no message.');
    const { connector, clock, administrator } = stage;
    const list = vi.spyOn(connector.messages, 'listOfTenant').mockImplementation(async (_tenant, { top }) => ({
      messages: Array.from({ length: top }, () => message),
      cursor: 'there is more',
    }));
    const full = await stage.get('messages?format=csv', administrator.cookie);
    expect(full.body.trim().split('\r\n')).toHaveLength(5_002);
    list.mockImplementation(async () => {
      clock.pass(25);
      return { messages: [message], cursor: 'there is more' };
    });
    const slow = await stage.get('messages?format=csv', administrator.cookie);
    expect(slow.body.trim().split('\r\n')).toHaveLength(5);
  });
});
