import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFunctionNames } from '../../../infra/build/read-function-names.ts';
import { setStage, type Stage } from './stage.ts';

/** Milliseconds that the deployment endpoint is waited for. */
const publishing = 10_000;
const all = await readFunctionNames();
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const syncs = () => stage.commands().filter((line) => line.includes('/host/default/sync')).length;

describe('npm run deploy', () => {
  it('has Azure read the triggers until it lists every function, whatever case it writes names in', async () => {
    const requests = all.filter((name) => name !== 'sweep' && name !== 'refresh');
    stage.fake.change((state) => {
      state.syncs = [[], requests, all.map((name) => name.toUpperCase())];
      state.refusals = [
        { of: '/host/default/sync', times: 1, message: '(BadRequest) Encountered an error from host runtime.' },
      ];
    });
    const outcome = await stage.deploy();

    expect(outcome).toMatchObject({ exitCode: 0, sleptMilliseconds: publishing + 30_000 });
    expect(syncs()).toBe(4);
    expect(outcome.output).toMatch(/waiting for Azure to list every function: .*error from host runtime/);
    expect(outcome.output).toContain('waiting for Azure to list every function: refresh, sweep missing\n');
  });

  it('says what is missing after five minutes, and does not call it ready', async () => {
    stage.fake.change((state) => (state.syncs = [all.filter((name) => name !== 'sweep')]));
    const outcome = await stage.deploy();

    expect(outcome).toMatchObject({ exitCode: 1, sleptMilliseconds: publishing + 300_000 });
    expect(outcome.output).toMatch(
      /has not started all of its functions: sweep missing\nStart again;.*az functionapp restart/,
    );
    expect(stage.preflightSettings).toEqual([]);
  });
});
