/** Configuration on memory, as the settings of a test narrow it. */
import { createTenancy } from '../../../shared/configuration/tenancy.ts';
import type { ConfigurationStore } from '../../../shared/configuration/configuration-store.ts';
import { readConfig } from '../../../shared/config.ts';
import { createMemoryConfigurationStore } from '../../fakes/memory-configuration-store.ts';
import { neededSettings } from '../config-sample.ts';
import { createVaultFixture } from '../vault/vault-fixture.ts';

export const operator = '0000ca11-0000-4000-8000-0000000000aa';

export function createConfigurationFixture(settings: Record<string, string> = {}) {
  const { vault, clock } = createVaultFixture();
  const { now } = clock;
  const memory = createMemoryConfigurationStore();
  const calls: string[] = [];
  const script: { fail?: Error; before?: (() => Promise<void>) | undefined } = {};
  const store: ConfigurationStore = {
    ...memory,
    async read(address) {
      calls.push(`read ${address.kind}`);
      if (script.fail) throw script.fail;
      return memory.read(address);
    },
    async list(...given) {
      calls.push(`list ${given[0]}`);
      if (script.fail) throw script.fail;
      await script.before?.();
      return memory.list(...given);
    },
  };
  const config = readConfig({ ...neededSettings, ...settings });
  const startInstance = () => createTenancy(config, { store, vault, now });
  return { ...startInstance(), startInstance, config, memory, store, calls, script, clock, vault };
}
