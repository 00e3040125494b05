import { describe, expect, it } from 'vitest';
import { personOf, publicUrl } from '../../fakes/memory-connector.ts';
import { answerOf } from '../../fakes/memory-guests.ts';
import { homeTenantId, hostTenantId } from '../../shared/sign-in/sign-in-sample.ts';
import { createConsole } from '../console-journey.ts';
import { codeOf } from '../invoke.ts';

const idOf = (key: string) => personOf(key).hostObjectId;
const accepted = { accountEnabled: true, externalUserState: 'Accepted' };
const directory = [
  { id: idOf('ben'), displayName: 'Ben', ...accepted },
  { id: idOf('cleo'), displayName: 'Cleo', mail: 'cleo@fabrikam.com', ...accepted },
  {
    id: idOf('dan'),
    displayName: '<b>Dan</b>',
    mail: 'dan@fabrikam.com',
    ...accepted,
    externalUserState: 'PendingAcceptance',
  },
  { id: idOf('eve'), displayName: 'Eve', ...accepted, accountEnabled: false },
];
const denied = { error: { code: 'Authorization_RequestDenied', message: 'Insufficient privileges.' } };

/** Ben has connected a mailbox; `answers` are those of the directory, in order. */
async function setUp(answers: readonly [status: number, body: unknown][] = [[200, { value: directory }]]) {
  const stage = createConsole();
  await stage.connect('ben');
  for (const [status, body] of answers)
    stage.guests.answers.push({ path: '/users', answer: () => answerOf(status, body) });
  const { cookie } = await stage.signIn();
  return { ...stage, show: (path = 'guests') => stage.get(path, cookie) };
}

describe('the board of guests', () => {
  it('has a row for each person: how they are connected, who must act, and what to pass on', async () => {
    const { show } = await setUp();
    const { status, body } = await show();
    expect(status).toBe(200);
    for (const words of [
      'Invited',
      'Not connected yet',
      'Connected',
      'Suspended',
      'An administrator of the host tenant',
    ])
      expect(body).toContain(words);
    expect(body).toContain(`Contoso has invited you as a guest.`);
    expect(body).toContain(`so that Dynamics 365 can send as you:\n${publicUrl}/authorize</pre>`);
    expect(body).toContain('in an email from Microsoft, or behind the link that you were given.');
    // Their home tenant is not known.
    expect(body.match(/only if Microsoft says “Need admin approval”/g)).toHaveLength(2);
    expect(body).toContain('/organizations/v2.0/adminconsent?client_id=');
    expect(body).toContain('This page cannot know that somebody stopped at “Need admin approval”');
    // Only who has connected has a page.
    expect(body).toContain(`console/senders/${idOf('ben')}`);
    expect(body).not.toContain(`console/senders/${idOf('cleo')}`);
  });

  it('escapes what the directory says', async () => {
    const { show } = await setUp();
    const { body } = await show();
    expect([body.includes('<b>Dan'), body.includes('<bdi>&lt;b&gt;Dan&lt;/b&gt;</bdi>')]).toEqual([false, true]);
  });

  it('says which policy of which home tenant blocks whom, with the text for its administrators', async () => {
    const stage = await setUp();
    const { grant } = await stage.connector.senders.read({ hostTenantId, hostObjectId: idOf('ben') });
    if (!grant) throw new Error('Ben is not connected.');
    const problem = { code: 'blocked_by_home_policy' as const, upstreamCode: 'AADSTS53003' };
    await stage.stores.grants.replace({ ...grant, problem });
    const { body } = await stage.show('guests?state=blocked');
    for (const words of [
      'Conditional Access',
      'AADSTS53003',
      homeTenantId,
      'Please exempt an app from a sign-in policy',
    ])
      expect(body).toContain(words);
    expect(body).not.toContain('Cleo');
  });

  it.each([
    ['a state', 'state=invited', ['&gt;Dan'], ['Cleo', 'Eve', '>Ben<']],
    ['a home tenant', `home=${homeTenantId.toUpperCase()}`, ['>Ben<'], ['Cleo', '&gt;Dan']],
    ['what is no state', 'state=constructor', ['Cleo', '&gt;Dan'], []],
    ['what is no home tenant', 'home=fabrikam', ['Cleo', '&gt;Dan'], []],
  ])('is narrowed down by %s', async (_case, query, there, gone) => {
    const { show } = await setUp();
    const { body } = await show(`guests?${query}`);
    for (const words of there) expect(body).toContain(words);
    for (const words of gone) expect(body).not.toContain(words);
  });

  it('says that nobody is like that, and keeps the filter', async () => {
    const { show } = await setUp();
    const { body } = await show('guests?state=expiring');
    expect(body).toContain('No guest is like that.');
    expect(body).toContain('<option value="expiring" selected>');
  });

  it('goes on with a cursor, with the filter and without counting again', async () => {
    const stage = await setUp([]);
    const link = `${stage.config.graphUrl}/users?$skiptoken=a`;
    for (const body of [{ value: [directory[2]], '@odata.nextLink': link }, { value: [directory[2]] }])
      stage.guests.answers.push({ path: '/users', answer: () => answerOf(200, body) });
    const first = await stage.show('guests?state=invited');
    const next =
      /href="[^"]*\/console\/(guests\?[^"]+)" rel="next"/.exec(first.body)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('state=invited&cursor=');
    const second = await stage.show(next);
    expect([second.status, second.body.includes('First page'), second.body.includes('By home tenant')]).toEqual([
      200,
      true,
      false,
    ]);
    expect((await stage.show('guests?cursor=x')).status).toBe(400);
  });

  it.each([
    ['Graph', false],
    ['Entra', true],
  ])(
    'lists who has connected where %s refuses the directory, and says who can change that',
    async (_who, isKeptOut) => {
      const stage = await setUp([[403, denied]]);
      stage.guests.state.isKeptOut = isKeptOut;
      const { status, body } = await stage.show();
      expect(status).toBe(200);
      for (const words of ['User.Read.All', 'allow-directory.sh', 'ben@fabrikam.com']) expect(body).toContain(words);
    },
  );

  it('counts by home tenant, and leads to the people of one', async () => {
    const { show } = await setUp();
    const { body } = await show();
    expect(body).toContain('Connections by home tenant');
    expect(body).toContain('Only people who have connected at some time are counted here.');
    expect(body).toContain(`${publicUrl}/console/guests?home=${homeTenantId}`);
  });

  it('is saved as CSV as it is filtered, which the audit records', async () => {
    const { show, connector } = await setUp();
    const { body, headers } = await show('guests?state=invited&format=csv');
    expect(headers.get('content-disposition')).toMatch(/filename="guests-[\d-]+\.csv"/);
    const lines = body.split('\r\n');
    expect([lines.length, lines[1]?.startsWith(idOf('dan')), lines[1]?.includes('dan@fabrikam.com')]).toEqual([
      3,
      true,
      true,
    ]);
    expect(lines[0]).toBe(
      '\ufeffObject id in the host tenant,Person,Mailbox,Home tenant,State,Since,Reconnect by,Code,Microsoft’s code,What it needs,Who must act',
    );
    expect(lines[1]).toContain('"Accept the invitation, then connect a mailbox",The person');
    const { entries } = await connector.configuration.listAudit();
    const exported = { action: 'exported', kind: 'console', name: 'guests', count: 1 };
    expect(entries).toContainEqual(expect.objectContaining(exported));
  });

  it('says in the file that it is not all', async () => {
    const stage = await setUp([]);
    const { graphUrl } = stage.config;
    const link = `${graphUrl}/users?$skiptoken=a`;
    stage.guests.answers.push({
      path: '/users',
      answer: () => {
        // As if this page had taken a minute.
        stage.clock.pass(61);
        return answerOf(200, { value: directory, '@odata.nextLink': link });
      },
    });
    const { body, headers } = await stage.show('guests?format=csv');
    expect(headers.get('content-disposition')).toContain('-incomplete.csv');
    expect(body).toContain('Only the first 4 rows are in this file.');
  });

  it('has no page below it', async () => {
    const { show } = await setUp();
    expect(codeOf(await show('guests/x'))).toBe('not_found');
  });

  it('is that of the host tenant that was chosen', async () => {
    const stage = await setUp();
    expect((await stage.show(`guests?tenant=${homeTenantId}`)).status).toBe(303);
  });
});
