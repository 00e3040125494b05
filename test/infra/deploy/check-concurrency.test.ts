import { describe, expect, it } from 'vitest';
import { checkConcurrency } from '../../../infra/deploy/check-concurrency.ts';
import { readInstanceSizes } from '../../../infra/deploy/read-instance-sizes.ts';
import { setStage } from './stage.ts';

const check = (settings: Record<string, string>) =>
  checkConcurrency({ settings: new Map(Object.entries({ GUESTMAIL_CLOUD: 'global', ...settings })) });

describe('checkConcurrency', () => {
  it('lets every size have what the template gives it', async () => {
    for (const [name, { plan, concurrency, fitting }] of await readInstanceSizes()) {
      const size = plan === 'Flex' ? { GUESTMAIL_INSTANCE_MEMORY_MB: name } : { GUESTMAIL_DEDICATED_SKU: name };
      const of = (requests: number) =>
        check({ GUESTMAIL_PLAN: plan, ...size, GUESTMAIL_HTTP_CONCURRENCY: String(requests) });

      await expect(of(concurrency)).resolves.toBeUndefined();
      await expect(of(fitting + 1)).rejects.toThrow(`an instance of ${name} holds the bodies of ${fitting} at once`);
    }
  });

  it.each<[Record<string, string>, string]>([
    [{}, '512 holds the bodies of 4'],
    [{ MAIL_PERMISSION: 'Mail.ReadWrite' }, '2048 holds the bodies of'],
    [{ GUESTMAIL_CLOUD: 'usgov' }, 'B1 holds the bodies of'],
  ])('goes by the size that the template chooses with %o', async (settings, said) => {
    await expect(check({ ...settings, GUESTMAIL_HTTP_CONCURRENCY: '99' })).rejects.toThrow(said);
  });

  it('refuses what an earlier release allowed before anything is changed', async () => {
    const stage = await setStage();
    await stage.deploy();
    stage.fake.change((state) => {
      const site = state.resources.find(({ type }: { type: string }) => type === 'Microsoft.Web/sites');
      site.properties.functionAppConfig.scaleAndConcurrency.triggers.http.perInstanceConcurrency = 32;
    });
    const from = stage.commands().length;
    const { exitCode, output } = await stage.deploy();
    const made = stage
      .commands()
      .slice(from)
      .filter((line) => line.startsWith('deployment group create'));
    await stage.close();

    expect([exitCode, made]).toEqual([1, []]);
    expect(output).toContain('GUESTMAIL_HTTP_CONCURRENCY is 32, here or in the installation');
  });
});
