import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deploy } from '../../../infra/deploy/deploy.ts';
import { setStage, type Stage } from './stage.ts';

const active = "Unable to edit or replace deployment 'guestmail-guestmail': it is still active.";
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
  await stage.deploy({ settings: { TOKEN_KEY_NAME: 'token-key' } });
});
afterEach(() => stage.close());

/** Deploys, while another deployment is active that ends during the first wait. */
const deployBeside = (message: string, change: (settings: Record<string, string>) => void) => {
  stage.fake.change((state) => (state.refusals = [{ of: 'infra/main.bicepparam', times: 1, message }]));
  return stage.run({ settings: { ERP_NAME: 'Business Central' } }, (context) =>
    deploy({ ...context, sleep: async () => stage.fake.change(({ appSettings }) => change(appSettings)) }, false),
  );
};

describe('a deployment that waits for another one', () => {
  it('takes nothing back that the other one has changed', async () => {
    const { exitCode, output } = await deployBeside(
      active,
      (settings) => (settings['TOKEN_KEY_NAME'] = 'token-key,k2'),
    );
    const { TOKEN_KEY_NAME: kept, ERP_NAME: erp } = stage.fake.state().appSettings;
    const again = await stage.deploy();

    expect([exitCode, kept, erp]).toEqual([1, 'token-key,k2', '']);
    expect(output).toContain('somebody else has changed the app (TOKEN_KEY_NAME)');
    expect([again.exitCode, stage.fake.state().appSettings.TOKEN_KEY_NAME]).toEqual([0, 'token-key,k2']);
  });

  it('goes on where the other one has changed nothing', async () => {
    expect((await deployBeside(active, () => undefined)).exitCode).toBe(0);
    expect(stage.fake.state().appSettings).toMatchObject({ ERP_NAME: 'Business Central' });
  });

  it('does not take for somebody else what its own first try has changed', async () => {
    const { exitCode } = await deployBeside(
      '(PrincipalNotFound) No.',
      (settings) => (settings['ERP_NAME'] = 'Business'),
    );
    expect(exitCode).toBe(0);
  });
});
