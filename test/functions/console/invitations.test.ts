import { describe, expect, it } from 'vitest';
import {
  CONSOLE_INVITATIONS_MAX,
  CONSOLE_INVITATIONS_MAX_BYTES,
  CONSOLE_INVITATIONS_OF_STEP,
  CONSOLE_PREVIEWED_OF_STEP,
} from '../../../shared/console-limits.ts';
import { tenantDocument } from '../../../shared/configuration-addresses.ts';
import { ConnectorError } from '../../../shared/errors.ts';
import { answerOf } from '../../fakes/memory-guests.ts';
import { loadTexts } from '../../../shared/pages/text/languages.ts';
import { visibleText } from '../../shared/pages/visible-text.ts';
import { createConsole } from '../console-journey.ts';
import { codeOf, type Invocation } from '../invoke.ts';
import { formHeaders } from '../person.ts';

const head = 'version:v1.0\r\nEmail address to invite [inviteeEmail],Send invitation [sendEmail]\r\n';
const addressesOf = (count: number) => Array.from({ length: count }, (_, index) => `guest${index}@fabrikam.com`);

async function setUp(...swap: Parameters<typeof createConsole>) {
  const stage = createConsole(...swap);
  const administrator = await stage.signIn();
  const post = (fields: object) => stage.post('invitations', administrator, fields);
  const invited = () => stage.guests.asked.flatMap(({ path, body }) => (path === '/invitations' ? [body] : []));
  const audit = async () =>
    (await stage.connector.configuration.listAudit()).entries.filter(({ action }) => action === 'invited');
  return {
    ...stage,
    administrator,
    post,
    invited,
    audit,
    show: (path = 'invitations') => stage.get(path, administrator.cookie),
  };
}

/** Of the form of an act: its hidden fields, as a browser posts them. */
function fieldsOf({ body }: Invocation, act: string): Record<string, string> {
  const form = body.split('<form').find((one) => one.includes(`name="act" value="${act}"`)) ?? '';
  const unescape = (text: string) =>
    text
      .replaceAll('&quot;', '"')
      .replaceAll('&#39;', "'")
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
  const fields = [...form.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name, value]) => [name, unescape(value ?? '')]));
}

/** Posts every next step until there is none, and returns each page. */
async function runAll(
  { post }: Awaited<ReturnType<typeof setUp>>,
  from: Invocation,
  act: string,
): Promise<Invocation[]> {
  const pages = [from];
  for (let page = from; page.body.includes('data-continue') && pages.length < 30;) {
    page = await post(fieldsOf(page, act));
    pages.push(page);
  }
  return pages;
}

describe('the list of guests to invite', () => {
  it('is asked for as a file or as text', async () => {
    const { show } = await setUp();
    const { status, body } = await show();
    expect([status, body.includes('enctype="multipart/form-data"'), body.includes('name="file"')]).toEqual([
      200,
      true,
      true,
    ]);
    expect((await show('invitations/x')).status).toBe(404);
  });

  it('is read from a file, and everybody is asked for and nobody invited', async () => {
    const { ask, administrator, invited, audit } = await setUp();
    const form = new FormData();
    form.set('session', administrator.session);
    form.set('act', 'check');
    form.set(
      'file',
      new Blob([`${head}dan@fabrikam.com,true\r\nann@fabrikam.com,\r\nmia@contoso.com,\r\n`]),
      'guests.csv',
    );
    const posted = new Response(form);
    const headers = {
      ...formHeaders,
      cookie: administrator.cookie,
      'content-type': posted.headers.get('content-type') ?? '',
    };
    const { status, body } = await ask('POST', 'invitations', {
      headers,
      body: new Uint8Array(await posted.arrayBuffer()),
    });
    expect(status).toBe(200);
    for (const words of ['Would be invited', 'Already a guest', 'Already a member', 'Invite them (1)', '3 of 3'])
      expect(body).toContain(words);
    expect([invited(), await audit()]).toEqual([[], []]);
  });

  it('is read from addresses, one on each line, with an invitation by email where that is chosen', async () => {
    const stage = await setUp();
    const preview = await stage.post({ act: 'check', text: ' dan@fabrikam.com\r\n\r\neve@fabrikam.com', send: '1' });
    const done = await stage.post(fieldsOf(preview, 'invite'));
    expect(done.body).toContain('Every guest in the list was dealt with');
    expect(stage.invited()).toMatchObject([
      { invitedUserEmailAddress: 'dan@fabrikam.com', sendInvitationMessage: true },
      { invitedUserEmailAddress: 'eve@fabrikam.com', sendInvitationMessage: true },
    ]);
  });

  it.each([
    ['a fault of a file, with its line', `${head}dan,true\r\n`, 'line 3 [inviteeEmail]'],
    ['an address twice', 'dan@fabrikam.com\nDan@Fabrikam.com', 'is that of row 1, too'],
    ['an address that is none', 'dan@fabrikam.com\n<script>', '<code>line 2</code>'],
    ['no column', 'a;b\ndan@fabrikam.com;x', 'has no line with the column [inviteeEmail]'],
    ['nobody', '', 'names no guest'],
    ['too many', addressesOf(CONSOLE_INVITATIONS_MAX + 1).join('\n'), `at most ${CONSOLE_INVITATIONS_MAX}`],
    ['too much', 'a'.repeat(CONSOLE_INVITATIONS_MAX_BYTES + 1), `has more than ${CONSOLE_INVITATIONS_MAX_BYTES} bytes`],
  ])('is refused with %s, and can be corrected', async (_case, text, said) => {
    const { post, guests } = await setUp();
    const { status, body } = await post({ act: 'check', text });
    expect([status, body.includes(said), body.includes('<script>')]).toEqual([400, true, false]);
    expect(guests.asked).toEqual([]);
  });

  it('is only for the host tenant of the installation', async () => {
    const stage = await setUp();
    const other = 'c0a7050c-0000-4000-8000-000000000009';
    await stage.connector.configuration.put(tenantDocument(other), { name: 'Northwind' }, undefined, 'test');
    const shown = await stage.show(`invitations?tenant=${other}`);
    expect(shown.body).toContain('only into the host tenant of this installation');
    const answer = await stage.post({ act: 'check', tenant: other, text: 'dan@fabrikam.com' });
    expect([answer.status, codeOf(answer), stage.guests.asked]).toEqual([400, 'invalid_request', []]);
  });
});

describe('the invitations', () => {
  it('go on in steps, with how far they are, and invite each once', async () => {
    const stage = await setUp();
    const count = CONSOLE_PREVIEWED_OF_STEP + 5;
    const first = await stage.post({ act: 'check', text: addressesOf(count).join('\n') });
    expect(first.body).toContain(`${CONSOLE_PREVIEWED_OF_STEP} of ${count}`);
    expect(first.body).not.toContain('Microsoft asks for a pause');
    const previews = await runAll(stage, first, 'preview');
    const preview = previews.at(-1) ?? first;
    expect([previews.length, preview.body.includes(`Invite them (${count})`)]).toEqual([2, true]);
    const steps = await runAll(stage, await stage.post(fieldsOf(preview, 'invite')), 'invite');
    expect(steps[0]?.body).toContain(`<progress id="progress" value="${CONSOLE_INVITATIONS_OF_STEP}" max="${count}">`);
    expect(steps).toHaveLength(Math.ceil(count / CONSOLE_INVITATIONS_OF_STEP));
    expect(stage.invited()).toHaveLength(count);
    const counts = (await stage.audit()).map((entry) => entry.count);
    expect(counts.toSorted((one = 0, other = 0) => one - other)).toEqual([15, 20, 20]);
  });

  it('keep what was found where the same step is posted again, and wait until the directory shows whom it invited', async () => {
    const stage = await setUp();
    const count = CONSOLE_INVITATIONS_OF_STEP + 2;
    const preview = await stage.post({ act: 'check', text: addressesOf(count).join('\n') });
    const first = await stage.post(fieldsOf(preview, 'invite'));
    const step = fieldsOf(first, 'invite');
    await stage.post(step);
    const again = await stage.post(step);
    expect([again.status, stage.invited().length]).toEqual([200, count]);
    expect(again.body).toContain('This form was posted before');
    expect(again.body).toContain(`${CONSOLE_INVITATIONS_OF_STEP} of ${count}`);
    expect(again.body).toContain('data-continue="60"');
    const end = await stage.post(fieldsOf(again, 'invite'));
    expect(end.body).toContain(`${count} of ${count}`);
  });

  it('find who was invited already when the same list is posted again', async () => {
    const stage = await setUp();
    const text = addressesOf(3).join('\n');
    const invite = async () => {
      const preview = await stage.post({ act: 'check', text });
      return preview.body.includes('Invite them') ? stage.post(fieldsOf(preview, 'invite')) : preview;
    };
    await invite();
    expect((await invite()).body).toContain('all of them are in the host tenant already');
    expect(stage.invited()).toHaveLength(3);
  });

  it('wait as long as Graph asks, lose nothing, and go on', async () => {
    const stage = await setUp();
    const preview = await stage.post({ act: 'check', text: addressesOf(6).join('\n') });
    const pause = () => answerOf(429, {}, { 'retry-after': '33' });
    stage.guests.answers.push({ path: '/invitations', answer: pause });
    const step = await stage.post(fieldsOf(preview, 'invite'));
    expect([step.status, step.body.includes('data-continue="33"')]).toEqual([200, true]);
    expect(step.body).toContain('Microsoft asks for a pause of 33 seconds.');
    const last = (await runAll(stage, step, 'invite')).at(-1);
    expect(last?.body).toContain('6 of 6');
    expect(new Set(stage.invited().map((one) => one?.['invitedUserEmailAddress'])).size).toBe(6);
  });

  it('say what was refused and what is not known, and try those again', async () => {
    const stage = await setUp();
    const preview = await stage.post({ act: 'check', text: addressesOf(3).join('\n') });
    const refusal = { error: { code: 'BadRequest', message: '<b>Not now</b>' } };
    stage.guests.answers.push({ path: '/invitations', answer: () => answerOf(400, refusal) });
    stage.guests.answers.push({ path: '/invitations', answer: () => answerOf(500, {}) });
    const done = await stage.post(fieldsOf(preview, 'invite'));
    for (const words of ['Refused', 'Not known', '&lt;b&gt;Not now&lt;/b&gt;', 'Try again (2)'])
      expect(done.body).toContain(words);
    // What finds out about those comes right behind the hint.
    expect(done.body.split('whether Microsoft has invited some of them')[1]?.split('</form>')[0]).toContain(
      'value="again"',
    );
    const again = await stage.post(fieldsOf(done, 'again'));
    expect([again.body.includes('Try again'), again.body.includes('3 of 3')]).toEqual([false, true]);
  });

  it.each([
    ['Graph', 403, 'forbidden', 'User.Invite.All'],
    ['Entra', 503, 'host_tenant_refused', 'The host tenant refuses the app'],
  ])('say who can change it where %s refuses them, and go on from there', async (who, status, code, said) => {
    const stage = await setUp();
    const preview = await stage.post({ act: 'check', text: addressesOf(2).join('\n') });
    stage.guests.state.isKeptOut = who === 'Entra';
    for (const _ of [1, 2]) stage.guests.answers.push({ path: '/invitations', answer: () => answerOf(403, {}) });
    const refused = await stage.post(fieldsOf(preview, 'invite'));
    expect([refused.status, refused.body.includes(code), refused.body.includes(said)]).toEqual([status, true, true]);
    // Nothing changes by itself.
    expect(refused.body).not.toContain('data-continue');
    stage.guests.state.isKeptOut = false;
    stage.guests.answers.length = 0;
    expect((await stage.post(fieldsOf(refused, 'invite'))).body).toContain('2 of 2');
  });

  it('keep what was found when storage fails in between', async () => {
    const stage = await setUp();
    const preview = await stage.post({ act: 'check', text: addressesOf(25).join('\n') });
    const step = await stage.post(fieldsOf(preview, 'invite'));
    const { configuration } = stage.connector;
    const note = configuration.noteInvitations;
    configuration.noteInvitations = async () => Promise.reject(new ConnectorError('storage_unavailable'));
    expect(
      (await stage.post(fieldsOf(step, 'result'))).body.match(/login\.microsoftonline\.com\/redeem/g),
    ).toHaveLength(20);
    expect(step.body).toContain('Save the result so far as CSV');
    const failed = await stage.post(fieldsOf(step, 'invite'));
    expect(failed.body).toContain('Save the result so far as CSV');
    const { headings, sentences } = await loadTexts('en');
    expect(visibleText(failed.body)).toContain(
      `${headings.storage_unavailable} storage_unavailable ${sentences.storage_unavailable}`,
    );
    configuration.noteInvitations = note;
    expect([failed.status, failed.body.includes('20 of 25'), failed.body.includes('storage_unavailable')]).toEqual([
      503,
      true,
      true,
    ]);
    expect((await stage.post(fieldsOf(failed, 'invite'))).body).toContain('25 of 25');
  });

  it('end in a file with the link of each who got no email, which the page itself does not show', async () => {
    const stage = await setUp();
    const preview = await stage.post({ act: 'check', text: 'dan@fabrikam.com' });
    const done = await stage.post(fieldsOf(preview, 'invite'));
    const file = await stage.post(fieldsOf(done, 'result'));
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="invitations-[\d-]+\.csv"$/);
    expect(file.body).toContain(
      '1,dan@fabrikam.com,invited,id-of-dan@fabrikam.com,PendingAcceptance,https://login.microsoftonline.com/redeem?user=dan@fabrikam.com,',
    );
    expect(done.body.replace(/value="[^"]*"/g, '')).not.toContain('redeem?user');
  });
});

describe('a preview', () => {
  it.each([
    ['no email', {}, 'No'],
    ['an email', { send: '1' }, 'Yes'],
  ])('says that each guest would get %s from Microsoft, and has no result to save', async (_case, fields, said) => {
    const { post } = await setUp();
    const { body } = await post({ act: 'check', text: 'dan@fabrikam.com', ...fields });
    expect(body).toContain('<th scope="col">Email from Microsoft</th>');
    expect(body).toContain(`<td>${said}</td>`);
    expect(body).not.toContain('value="result"');
  });
});

describe('what the forms carry', () => {
  const list = JSON.stringify([{ row: 1, invitedUserEmailAddress: 'dan@fabrikam.com', sendInvitationMessage: false }]);
  const results = '[]';

  it.each([
    ['no list', { list: '', results }],
    ['what is no JSON', { list: '{', results }],
    ['what is no list', { list: '{}', results }],
    ['a guest that is none', { list: '[null]', results }],
    ['a guest without a line', { list: '[{"invitedUserEmailAddress":"dan@fabrikam.com"}]', results }],
    ['an address that is none', { list: '[{"row":1,"invitedUserEmailAddress":"dan"}]', results }],
    [
      'another property',
      { list: '[{"row":1,"invitedUserEmailAddress":"dan@fabrikam.com","inviteRedirectUrl":"x"}]', results },
    ],
    ['results that are no list', { list, results: 'null' }],
    ['too many', { list: JSON.stringify(Array.from({ length: CONSOLE_INVITATIONS_MAX + 1 }, () => 1)), results }],
  ])('is refused with %s', async (_case, fields) => {
    const { post, guests } = await setUp();
    for (const act of ['preview', 'invite', 'again', 'result']) {
      const answer = await post({ act, ...fields });
      expect([act, answer.status, codeOf(answer)]).toEqual([act, 400, 'invalid_request']);
    }
    expect(guests.asked).toEqual([]);
  });

  it('counts only results of the list, of the kind, and no longer than ours', async () => {
    const { post, invited } = await setUp();
    const said = (more: object) =>
      JSON.stringify([{ row: 1, invitedUserEmailAddress: 'x', outcome: 'invited', ...more }]);
    for (const forged of [said({ row: 2 }), said({ outcome: 'constructor' }), said({ outcome: 'would_invite' }), '[1]'])
      await post({ act: 'preview', list, results: forged });
    expect(invited()).toEqual([]);
    const file = await post({
      act: 'result',
      list,
      results: said({ detail: '=1+1', status: 'x'.repeat(65), inviteRedeemUrl: 'x'.repeat(1001) }),
    });
    expect(file.body.split('\r\n')[1]).toBe("1,dan@fabrikam.com,invited,,,,'=1+1");
    expect((await post({ act: 'invite', list, results: said({ row: 2 }) })).body).toContain('1 of 1');
    expect(invited()).toHaveLength(1);
  });

  it('is only for who has a session with the role', async () => {
    const { post, ask, guests } = await setUp();
    expect((await post({ act: 'invite', session: '00000000', list, results })).status).toBe(400);
    const body = new URLSearchParams({ act: 'invite', list, results }).toString();
    expect((await ask('POST', 'invitations', { headers: formHeaders, body })).status).toBe(303);
    expect(guests.asked).toEqual([]);
  });
});
