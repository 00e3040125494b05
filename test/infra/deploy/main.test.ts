import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { setStage, type Stage } from './stage.ts';

const run = join(import.meta.dirname, '../../../infra/run.mjs');
let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

/** The program as npm starts it. */
function start(program: string, options: string[], input = '', environment: Record<string, string> = {}) {
  const { CI: _, ...inherited } = stage.fake.environment;
  const env = { ...inherited, ...environment };
  return spawnSync(process.execPath, [run, program, ...options], { encoding: 'utf8', input, env });
}

describe('npm run deploy', () => {
  it('asks on a terminal or a pipe, and stops with 3 where somebody else has to register', () => {
    stage.fake.change((state) => (state.entraRights = false));
    const { status, stdout, stderr } = start(
      'deploy',
      ['--location', 'northeurope'],
      'test\nNorthwind\nit@northwind.example\n',
    );

    expect(status).toBe(3);
    expect(stdout).toContain('Name of this installation [guestmail]: ');
    expect(stderr).toContain('has to register the connector in Entra');
    expect(stage.fake.state().groups).toEqual({ 'rg-test': { location: 'northeurope' } });
  });

  it.each([
    ['--unattended', {}],
    ['--resource-group', { CI: 'true' }],
  ])('asks nothing with %s and %o', (option, environment) => {
    stage.fake.change((state) => (state.entraRights = false));
    const options = option === '--unattended' ? [option] : [option, 'rg-mine'];
    const { status, stdout } = start('deploy', options, '', environment);

    expect(status).toBe(3);
    expect(stdout).not.toContain('Name of this installation');
  });

  it('only looks with --what-if', () => {
    const { status, stdout } = start('deploy', ['--unattended', '--what-if']);

    expect(status).toBe(0);
    expect(stdout).toContain('What a deployment would do; nothing is changed now.');
    expect(stage.fake.state().groups).toEqual({});
  });

  it('says so when nobody answers', () => {
    const { status, stderr } = start('deploy', []);

    expect(status).toBe(1);
    expect(stderr).toBe('Nobody answered: run it in a terminal, or with --unattended.\n');
  });

  it('says so when a value cannot be used', () => {
    const { status, stderr } = start('deploy', ['--unattended', '--name', 'no blanks']);

    expect(status).toBe(1);
    expect(stderr).toContain('AZURE_ENV_NAME cannot be "no blanks". A name has');
  });

  it.each([[['--nmae', 'x']], [['--name']], [['--name', '--unattended']]])(
    'ends with 2 in one line for %o',
    (options) => {
      const { status, stderr } = start('deploy', options);

      expect(status).toBe(2);
      expect(stderr).toMatch(/^deploy (does not know|needs a value after) --\w+[^\n]*\n$/);
      expect(stage.commands()).toEqual([]);
    },
  );

  it('says so when there is no Azure CLI', () => {
    const { status, stderr } = start('deploy', ['--unattended'], '', { PATH: tmpdir() });

    expect(status).toBe(1);
    expect(stderr).toMatch(/^The Azure CLI \(az\) is not installed here\. Install it/);
  });

  it('shows a refusal of Azure as one sentence, without a stack', () => {
    stage.fake.change(
      (state) => (state.refusals = [{ of: 'cloud show', times: 1, message: '(AuthorizationFailed) No.' }]),
    );
    const { status, stderr } = start('deploy', ['--unattended']);

    expect(status).toBe(1);
    expect(stderr).toMatch(/^Azure failed \[AuthorizationFailed\]: .*No\.\n.*an Owner gives you/);
    expect(stderr).not.toContain(' at ');
  });
});

describe('npm run teardown', () => {
  it('asks which installation, and for its name again', async () => {
    await stage.deploy({ settings: { AZURE_ENV_NAME: 'test' } });
    const wrong = start('teardown', [], 'test\nTest\n');
    const right = start('teardown', ['--name', 'test', '--confirm', 'test', '--unattended']);

    expect(wrong.status).toBe(1);
    expect(right.status).toBe(0);
    expect(stage.fake.state().resources).toEqual([]);
  });
});
