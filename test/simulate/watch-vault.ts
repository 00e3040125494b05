/**
 * The vault as a process of a simulation has it.
 */
import { ConnectorError } from '../../shared/errors.ts';
import type { World } from './world.ts';

/** The vault, of whose digests it is known which message they stand for, and which is out of reach at times. */
export function watchVault({ vault, record, faults }: World): World['vault'] {
  const reach = () => {
    if (faults.ofVault()) throw new ConnectorError('vault_unavailable');
  };
  return {
    ...vault,
    async sealContent(...request) {
      reach();
      return vault.sealContent(...request);
    },
    async openContent(...request) {
      reach();
      return vault.openContent(...request);
    },
    async digest(purpose, content) {
      const digest = await vault.digest(purpose, content);
      const [, marker] = /"subject":"([^"]*)"/.exec(String(content)) ?? [];
      if (marker !== undefined) record.markers.set(digest, marker);
      return digest;
    },
  };
}
