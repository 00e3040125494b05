import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { outcomes } from '../../../shared/outcomes.ts';
import { publicUrl } from '../../fakes/memory-connector.ts';
import { createConsole } from '../console-journey.ts';

const DAY = 86_400;

async function createAlarms() {
  const runs: string[] = [];
  const run = async (name: string, refusal?: ConnectorError) => {
    runs.push(name);
    if (refusal) throw refusal;
    return 'The identity writes rows.';
  };
  const remedy = { who: 'operator', detail: 'The operator <b>assigns</b> a role.' } as const;
  const stage = createConsole(() => ({
    checks: [
      { name: 'tables', run: () => run('tables'), remedy },
      { name: 'vault', run: () => run('vault', new ConnectorError('vault_access_refused')), remedy },
    ],
  }));
  const { activity } = stage.connector;
  async function raise(...codes: Parameters<typeof activity.noteAlarm>[0][]) {
    for (const code of codes) activity.noteAlarm(code);
    await activity.flush({ isForced: true });
  }
  const show = async (query = '') => stage.get(`alarms${query}`, (await stage.signIn()).cookie);
  return { ...stage, runs, raise, show };
}

describe('the page of alarms', () => {
  it('says of each code how often it was logged, what it means and who must act, and explains it', async () => {
    const { raise, show } = await createAlarms();
    await raise('client_credential_refused', 'client_credential_refused', 'queue_age');
    const { status, body } = await show();
    expect(status).toBe(200);
    expect(body).toContain(`href="${publicUrl}/docs/errors#client_credential_refused"`);
    expect(body).toMatch(/client_credential_refused">[^<]*<\/a>\s*<\/th>\s*<td>2<\/td>/);
    expect(body).toContain('A message is long overdue');
    expect(body).not.toContain('docs/errors#queue_age');
    expect(body).toContain('The operator of this connector');
  });

  it('counts by day, and shows seven or thirty of them', async () => {
    const { raise, show, clock } = await createAlarms();
    await raise('queue_age');
    clock.pass(10 * DAY);
    await raise('poison_queue');
    const [week, month, other] = [await show(), await show('?days=30'), await show('?days=%3Cscript%3E')];
    const shown = ({ body }: { body: string }) =>
      ['queue_age', 'poison_queue'].filter((code) => body.includes(`id="alarm-${code}"`));
    expect([shown(week), shown(month), shown(other)]).toEqual([
      ['poison_queue'],
      ['queue_age', 'poison_queue'],
      ['poison_queue'],
    ]);
    expect(month.body.match(/By day: /g)).toHaveLength(2);
  });

  it('shows codes beyond the bound, and of a later release, as others', async () => {
    const { show, connector } = await createAlarms();
    const { readAlarms } = connector.activity;
    connector.activity.readAlarms = async (...given) => {
      const day = { day: '2026-11-24', count: 3 };
      return {
        ...(await readAlarms(...given)),
        alarms: [{ code: 'other', count: 3, lastAt: connector.now(), days: [day] }],
      };
    };
    expect((await show()).body).toContain('Other alarms');
  });

  it('says that there were none, and runs no check unasked', async () => {
    const { show, runs } = await createAlarms();
    expect((await show()).body).toContain('There were no alarms.');
    expect(runs).toEqual([]);
  });

  it('runs the checks when asked to, and says who must act where one fails', async () => {
    const { show, runs } = await createAlarms();
    const { body, status } = await show('?check=1');
    expect([status, runs.toSorted()]).toEqual([200, ['tables', 'vault']]);
    expect(body).toMatch(/<code>tables<\/code>[\s\S]*OK[\s\S]*<code>vault<\/code>[\s\S]*Failed/);
    expect(body).toContain('&lt;b&gt;assigns&lt;/b&gt;');
    expect(outcomes.vault_access_refused.who).toBe('operator');
  });
});
