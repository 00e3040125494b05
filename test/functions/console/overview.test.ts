import { describe, expect, it } from 'vitest';
import { createMessagesStage } from './messages-stage.ts';

const DAY_SECONDS = 86_400;

async function setUp(...swap: Parameters<typeof createMessagesStage>) {
  const stage = createMessagesStage(...swap);
  const { activity } = stage.connector;
  const { hostTenantId } = stage.config;
  return {
    ...stage,
    count: (to: string, times = 1) => {
      for (let time = 0; time < times; time++) activity.noteChange({ hostTenantId, from: 'queued', to });
    },
    /** As an administrator who has just signed in sees it, once all is written. */
    async show(query = '', headers: Record<string, string> = {}) {
      await activity.flush({ isForced: true });
      const { cookie } = await stage.signIn();
      const { body, status } = await stage.get(`overview${query}`, cookie, headers);
      expect(status).toBe(200);
      return body.replace(/\s+/g, ' ');
    },
  };
}

describe('the first page of the console', () => {
  it('has zeros, charts and the link for people while nothing has happened', async () => {
    const { show, config } = await setUp();
    const body = await show();
    expect(body.match(/<b>0<\/b>/g)).toHaveLength(4);
    expect(body).toContain(`href="${config.publicUrl}/authorize"`);
    for (const part of ['Active', 'There were no alarms.', 'Counted by the app']) expect(body).toContain(part);
  });

  it('counts today, and shows the same states on the cards and in the chart, in the same words', async () => {
    const { show, count, clock } = await setUp();
    count('sent', 9);
    clock.pass(DAY_SECONDS);
    for (const [state, times] of [
      ['sent', 3],
      ['queued', 2],
      ['held', 4],
      ['failed', 5],
      ['unknown', 1],
    ] as const)
      count(state, times);
    const body = await show();
    const cards = [...body.matchAll(/<li>([^<]+) <b>(\d+)<\/b><\/li>/g)].map(
      ([, label, number]) => `${label} ${number}`,
    );
    expect(cards).toEqual(['Sent 3', 'On hold 4', 'Failed 5', 'Unknown 1']);
    const [legend = ''] = /<ul class="chart legend">.*?<\/ul>/.exec(body) ?? [];
    const lines = [...legend.matchAll(/<\/svg>\s*([^<]+?)\s*<\/li>/g)].map(([, label]) => label);
    expect(lines).toEqual(['Sent', 'On hold', 'Failed', 'Unknown']);
  });

  it.each([
    ['', 30],
    ['?days=7', 7],
    ['?days=90', 90],
    ['?days=365', 30],
    ['?days=<script>', 30],
  ])('has charts of the days that were chosen, and the same numbers in tables: %s', async (query, days) => {
    const { show, count, clock, connector } = await setUp();
    count('sent', 11);
    connector.activity.noteDueAge(90);
    clock.pass(6 * DAY_SECONDS);
    count('failed', 13);
    connector.activity.noteDueAge(30);
    const body = await show(query);
    expect(body.match(/<svg class="chart" [^>]*role="img" aria-labelledby="(\S+) (\S+)"/g)).toHaveLength(2);
    expect(body.match(/<polyline/g)).toHaveLength(4);
    for (const id of ['messages-chart-title', 'messages-chart-description', 'age-chart-title', 'age-chart-description'])
      expect(body).toContain(`id="${id}"`);
    const [messages = '', ages = ''] = [...body.matchAll(/<details> <summary>The same numbers[^]*?<\/details>/g)].map(
      String,
    );
    expect(messages.match(/<th scope="row">/g)).toHaveLength(days);
    expect(messages).toMatch(/11 Jan<\/th>.*?>0<.*?>0<.*?>13<\/span>/);
    expect(messages).toMatch(/5 Jan<\/th>.*?>11<\/span>/);
    expect(ages).toMatch(/5 Jan<\/th> <td><span class="number">90 sec/);
    expect(body).not.toMatch(/ style="|NaN|Infinity|undefined/);
  });

  it('draws a baseline with zeros while nothing was late, and no empty box', async () => {
    const { show, count, clock } = await setUp();
    count('sent');
    clock.pass(6 * DAY_SECONDS);
    const body = await show('?days=7');
    const [, picture = ''] = /aria-labelledby="age-chart-title[^>]*>(.*?)<\/svg>/.exec(body) ?? [];
    expect(picture.match(/class="axis"/g)).toHaveLength(1);
    expect(picture.match(/>0 secs?</g)).toHaveLength(7);
    expect(picture).not.toContain('<rect');
    expect(body).not.toMatch(/NaN|Infinity|undefined/);
  });

  it('leaves the days before anything was counted out of the chart of lateness, and says so', async () => {
    const { show, count, clock, connector } = await setUp();
    clock.pass(3 * DAY_SECONDS);
    count('sent', 2);
    clock.pass(DAY_SECONDS);
    connector.activity.noteDueAge(30);
    const body = await show('?days=7');
    const [messages = '', ages = ''] = [...body.matchAll(/<details> <summary>The same numbers[^]*?<\/details>/g)].map(
      String,
    );
    expect([messages, ages].map((table) => table.match(/<th scope="row">/g)?.length)).toEqual([7, 2]);
    expect(body).toMatch(/Begins on 8 Jan: before that, neither/);
    clock.pass(5 * DAY_SECONDS);
    expect(await show('?days=7')).not.toContain('Begins on');
  });

  it('has today alone in that chart while nothing was counted at all', async () => {
    const { show } = await setUp();
    const body = await show();
    expect(body).toContain('Begins on 5 Jan');
    expect(body.match(/>0 secs?</g)?.length).toBeGreaterThan(0);
  });

  it('sums up the alarms of a week, the latest first', async () => {
    const { show, clock, connector } = await setUp();
    connector.activity.noteAlarm('secret_expiry');
    connector.activity.noteAlarm('key_expiry');
    clock.pass(3 * DAY_SECONDS);
    connector.activity.noteAlarm('key_expiry');
    connector.activity.noteAlarm('vault_unavailable');
    clock.pass(4 * DAY_SECONDS);
    const body = await show();
    expect(body).toMatch(/The key ends soon <code>key_expiry<\/code><\/th> <td><span class="number">1<\/span>/);
    expect(body).toContain('<code>vault_unavailable</code>');
    expect(body).not.toContain('secret_expiry');
    const [heads = ''] = /<th scope="col">Alarm<.*?<\/thead>/.exec(body) ?? [];
    expect(heads.match(/(?<=<th scope="col">)[^<]*/g)).toEqual(['Alarm', 'Count', 'Last time']);
    expect(body).toMatch(/href="[^"]*\/console\/alarms">All alarms<\/a>/);
  });

  it('shows a code that it does not know as it is', async () => {
    const { show, connector } = await setUp();
    connector.activity.noteAlarm('<b>later' as 'key_expiry');
    const body = await show();
    expect(body).toContain('<code>&lt;b&gt;later</code>');
  });

  it.each([
    ['paused', 'Paused: nothing is sent'],
    ['left', 'Left: nothing is sent'],
  ] as const)('says that the host tenant is %s', async (state, words) => {
    const { show } = await setUp(({ tenants }) => ({
      tenants: { ...tenants, readDefault: async () => ({ ...(await tenants.readDefault()), state }) },
    }));
    expect(await show()).toContain(words);
  });

  it('is in the language of its reader, its numbers and dates as well', async () => {
    const { show, count } = await setUp();
    count('sent', 1_234);
    const body = await show('', { 'accept-language': 'de' });
    expect(body).toContain('<b>1.234</b>');
    expect(body).toMatch(/5\. Jan\.?<\/th>/);
  });
});
