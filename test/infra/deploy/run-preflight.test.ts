import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AzureRefusal } from '../../../infra/azure-cli/azure-refusal.ts';
import { setStage, type Stage } from './stage.ts';

/** Milliseconds that the deployment endpoint is waited for. */
const publishing = 10_000;
let stage: Stage;

describe('what only a person can do', () => {
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.close());

  const missing = ['client-credential'];
  const own = { ENTRA_CREDENTIAL: 'secret' };

  it('is not waited for: the values for the ERP and the commands come first, and the next run goes on', async () => {
    stage.preflight = [missing];
    const first = await stage.deploy({ settings: own, answers: [] });
    const second = await stage.deploy({ answers: [] });

    expect(first).toMatchObject({ exitCode: 3, sleptMilliseconds: publishing });
    expect(first.output).toMatch(
      /API address[^]*made-up-secret-1[^]*az ad app credential reset[^]*az keyvault secret set[^]*Checking the installation[^]*waits for its secret: run the commands above/,
    );
    expect(second.exitCode).toBe(0);
    expect([first, second].map(({ output }) => output.match(/made-up-secret/g)?.length)).toEqual([1, undefined]);
  });

  it('is the registration of an earlier release, where this account may not change it', async () => {
    await stage.deploy();
    stage.fake.change((state) => {
      state.entraRights = false;
      state.applications[0].appRoles.pop();
    });
    const outcome = await stage.deploy();

    expect(outcome).toMatchObject({ exitCode: 3, sleptMilliseconds: publishing });
    expect(outcome.output).toMatch(/^FAIL {2}registration +It lacks .*: app role Manage\. An Application/m);
    expect(outcome.output).toContain('waits for its registration');
  });

  it('is told from roles that are not known everywhere yet, which are waited for', async () => {
    stage.preflight = [['tables', 'pepper', ...missing], ['pepper', ...missing], missing];
    const outcome = await stage.deploy({ settings: { ENTRA_CREDENTIAL: 'certificate' } });

    expect(outcome).toMatchObject({ exitCode: 3, sleptMilliseconds: publishing + 40_000 });
    expect(outcome.output).toContain('waiting for pepper, client-credential');
    expect(outcome.output).toContain('waits for its certificate');
  });

  it('is nothing where Entra is to trust the identity of the app, which takes a while', async () => {
    stage.preflight = [missing, missing];
    const outcome = await stage.deploy();

    expect(outcome).toMatchObject({ exitCode: 0, sleptMilliseconds: publishing + 40_000 });
    expect(outcome.output).not.toContain('own secret');
  });

  it('is a sign-in with what Entra asks for, but not the token of an application that is new', async () => {
    stage.preflight = [
      new AzureRefusal('No token yet.', ['AADSTS500011']),
      new AzureRefusal('Sign in.', ['AADSTS50076']),
    ];
    const outcome = await stage.deploy();

    expect(outcome).toMatchObject({ exitCode: 1, sleptMilliseconds: publishing + 20_000 });
    expect(outcome.output).toMatch(/\nSign in\.\nThe connector is deployed, but/);
    expect(outcome.output).toContain('For the ERP\n');
  });
});
