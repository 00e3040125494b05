/**
 * The kill switch: pauses a host tenant, or resumes it, whatever else its document says.
 *
 * Over whatever there is now: who wants to stop everything must not be kept from it by a change of something else, nor by another
 * administrator who does the same. How often it is tried again is bounded.
 */
import type { DocumentAddress } from '../../shared/configuration-addresses.ts';
import { hasCode } from '../../shared/errors.ts';
import { CONFLICT_RETRIES_MAX } from '../../shared/limits.ts';
import type { TenantDocument } from '../../shared/tenants/tenant-document.ts';
import type { Connector } from '../compose.ts';

/** `address`: of the host tenant's document, which need not be there. @throws ConnectorError `conflict` or `document_changed` after the last attempt */
export async function setPaused(
  { configuration }: Pick<Connector, 'configuration'>,
  address: DocumentAddress,
  isPaused: boolean,
  by: string,
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const stored = await configuration.readStored(address);
    const { isPaused: _before, ...others }: TenantDocument = stored?.document ?? {};
    const document = { ...others, ...(isPaused && { isPaused }) };
    try {
      await configuration.put(address, document, stored?.version ?? 'none', by);
      return;
    } catch (error) {
      const isOutrun = hasCode(error, 'conflict', 'document_changed');
      if (!isOutrun || attempt >= CONFLICT_RETRIES_MAX) throw error;
    }
  }
}
