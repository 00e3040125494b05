import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCommandLine } from '../fake-az/documented.mjs';
import { setStage, type Stage } from './stage.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const addition = {
  restrictionType: 'passwordAddition',
  state: 'enabled',
  restrictForAppsCreatedAfterDateTime: '2025-01-01T00:00:00Z',
};
const lifetime = { restrictionType: 'passwordLifetime', state: 'enabled', maxLifetime: 'P90D' };
const keyLifetime = { restrictionType: 'asymmetricKeyLifetime', state: 'enabled', maxLifetime: 'P6M' };
const off = { restrictionType: 'customPasswordAddition', state: 'disabled' };
const caller = 'a9911ca7-0000-4000-8000-000000000001';
const reset = `az ad app credential reset --id ${caller} --append`;

async function deploy(passwordCredentials: readonly object[], keyCredentials: readonly object[] = [], mayRead = true) {
  stage.fake.change((state) => {
    state.mayReadPolicies = mayRead;
    state.credentialPolicy = {
      displayName: 'Default app management tenant policy',
      isEnabled: true,
      applicationRestrictions: { passwordCredentials, keyCredentials },
    };
  });
  return stage.deploy({ answers: [] });
}

describe('a policy that forbids the secret of the ERP', () => {
  it('is printed, and a certificate is offered in place of the secret', async () => {
    const { exitCode, output } = await deploy([addition, off]);

    expect(exitCode).toBe(0);
    expect(output).toContain("The ERP has no secret: Credential type not allowed as per assigned policy 'default'.");
    expect(output).toContain('Cloud Application Administrator');
    expect(output).toContain(
      'The policy:\n  Default app management tenant policy\n    passwordAddition, for applications created after 2025-01-01T00:00:00Z\nA certificate instead',
    );
    expect(output).toContain(`  ${reset} --create-cert --years 1\n`);
    expect(output).not.toContain('made-up-secret');
    expect(output).not.toContain('--display-name ERP');
  });

  it('is kept by what is offered: a shorter secret, and a certificate that ends in time', async () => {
    const { output } = await deploy([lifetime], [keyLifetime]);
    const now = 1_800_000_000_000;
    const ends = [...output.matchAll(/--end-date (\S+)/g)].map(([, end = '']) => (Date.parse(end) - now) / 86_400_000);

    expect(output).toContain('passwordLifetime, at most P90D\n    asymmetricKeyLifetime, at most P6M');
    expect(ends.map(Math.ceil)).toEqual([90, 168]);
    for (const end of ends) expect(end).toBeLessThan(Math.ceil(end));
    for (const [command] of output.matchAll(/az ad app credential reset .*/g)) {
      const [, ...parts] = command.split(' ');
      expect(readCommandLine(parts).fault).toBeUndefined();
    }
  });

  it('is not shown where this account may not read it, and a certificate is offered all the same', async () => {
    const { output } = await deploy([addition], [], false);

    expect(output).toContain('Your account may not read it (Policy.Read.All).');
    expect(output).toContain(`${reset} --create-cert --years 1`);
  });
});
