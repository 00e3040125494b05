/**
 * What the settings of the Functions host say of storage: where it keeps its own things, and whose queue it reads.
 *
 * The host, not the connector, insists on them; readiness compares them with those of the connector. Nothing is refused here.
 */
import { address, knownHosts } from './config.ts';

/** Where the Functions host keeps its own things, and as whom it goes there; and whose queue it reads. */
export interface HostStorage {
  /** Absent: not set by address or account name, or not an address that the connector would go to. */
  blobServiceUri?: string;
  /** Absent: the system-assigned identity. */
  identityClientId?: string;
  /** Of the account whose queue it reads; absent as `blobServiceUri`. */
  dataQueueServiceUri?: string;
}

/** Reads the host's own settings, which the host, not the connector, insists on. */
export function readHostStorage(environment: Readonly<Record<string, string | undefined>>): HostStorage {
  const setting = (key: string) => environment[key]?.trim() || undefined;
  const serviceUri = (connection: string, service: 'blob' | 'queue') => {
    const account = setting(`${connection}__accountName`);
    const given =
      setting(`${connection}__${service}ServiceUri`) ?? (account && `https://${account}.${service}.core.windows.net`);
    return address(knownHosts[service]).safeParse(given).data;
  };
  const blobServiceUri = serviceUri('AzureWebJobsStorage', 'blob');
  const identityClientId = setting('AzureWebJobsStorage__clientId');
  const dataQueueServiceUri = serviceUri('DataStorage', 'queue');
  return {
    ...(blobServiceUri && { blobServiceUri }),
    ...(identityClientId && { identityClientId }),
    ...(dataQueueServiceUri && { dataQueueServiceUri }),
  };
}
