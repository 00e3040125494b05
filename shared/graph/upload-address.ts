/**
 * Which addresses of upload sessions the connector puts bytes of a message to. Pure.
 *
 * The address comes from Graph over verified TLS, is opaque and usually on another host (outlook.office.com), which Microsoft may
 * change. So a domain is asked for, not a host: one in which Microsoft alone gives names away, of the cloud of GRAPH_URL, or the host
 * of GRAPH_URL itself. Who owns the name is then proven by its certificate, so addresses need not be resolved and compared first, as
 * they must be for an address that a stranger chose. With Graph on loopback, where any cloud is played, it must be on loopback too.
 */
import { cloudOf, type Cloud } from '../cloud.ts';
import { UPLOAD_URL_MAX_CHARACTERS } from '../draft-limits.ts';
import { isLoopback } from '../http/loopback.ts';

/** Not domains in which customers have hosts, such as sharepoint.com and chinacloudapi.cn. */
const domains: Readonly<Record<Cloud, readonly string[]>> = {
  global: ['office.com', 'office365.com', 'outlook.com', 'cloud.microsoft', 'microsoft.com'],
  usgov: ['office365.us', 'microsoft.us'],
  china: ['outlook.cn', 'office365.cn'],
};

/** `graphUrl` is one that the settings let pass. */
export function isUploadAddress(address: unknown, graphUrl: string): address is string {
  if (typeof address !== 'string' || address.length > UPLOAD_URL_MAX_CHARACTERS) return false;
  const url = URL.parse(address);
  if (!url || url.username !== '' || url.password !== '') return false;
  const cloud = cloudOf(graphUrl);
  if (!cloud) return isLoopback(url.hostname) && /^https?:$/.test(url.protocol);
  if (url.protocol !== 'https:' || url.port !== '') return false;
  if (url.hostname === new URL(graphUrl).hostname) return true;
  return domains[cloud].some((domain) => url.hostname.endsWith(`.${domain}`));
}
