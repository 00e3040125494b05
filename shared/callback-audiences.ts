/**
 * The audiences for which this connector's own identity may ask for a token to show a receiver: CALLBACK_AUDIENCES. Pure.
 *
 * Whoever gets such a token can use it at its audience for an hour, so a service of Microsoft is never one: the identity has rights there.
 */

/** Domains of Microsoft's services, with all names below them. */
const microsoftDomains = [
  'azure.cn',
  'azure.com',
  'azure.net',
  'azure.us',
  'azuredatabricks.net',
  'chinacloudapi.cn',
  'dynamics.cn',
  'dynamics.com',
  'live.com',
  'microsoft.com',
  'microsoft.us',
  'microsoftonline.cn',
  'microsoftonline.com',
  'microsoftonline.us',
  'office.com',
  'office.net',
  'office365.com',
  'office365.us',
  'outlook.com',
  'powerapps.com',
  'powerplatform.com',
  'sharepoint.cn',
  'sharepoint.com',
  'sharepoint.us',
  'usgovcloudapi.net',
  'visualstudio.com',
  'windows.net',
  'windowsazure.com',
];

/** Applications of Microsoft that are no part of the pattern below: Key Vault, Azure Resource Manager, Storage. */
const microsoftApplications = [
  'cfa8b339-82a2-471a-a3c9-0fc0be7a4093',
  '797f4846-ba00-4fd7-ba43-dac1f8f63013',
  'e406a681-f3d4-42a8-90b6-c2b029497af1',
];
/** Graph, Exchange and SharePoint, among others. */
const MICROSOFT_APPLICATION = /^0000000[0-9a-f]-0000-0[0-9a-f]{3}-c[0-9a-f]{3}-0{12}$/;
const GUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** What is wrong with an audience, as the end of a sentence; undefined when nothing is. */
export function findAudienceProblem(audience: string): string | undefined {
  if (audience.length > 255) return 'has an entry of more than 255 characters';
  if (listGuids(audience).some(isMicrosoftApplication)) return 'names an application of Microsoft';
  if (/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(audience)) return undefined;
  const url = URL.parse(audience);
  const isUri = url && /^(?:api|https):\/\/[A-Za-z0-9.-]+(?:\/[A-Za-z0-9._/-]*)?$/.test(audience);
  if (!isUri || url.hostname === '') return 'has an entry that is no client id, api:// or https:// URI';
  return isMicrosoftHost(url.hostname) ? 'names a service of Microsoft' : undefined;
}

function listGuids(text: string): string[] {
  return (text.match(GUID) ?? []).map((guid) => guid.toLowerCase());
}

function isMicrosoftApplication(guid: string): boolean {
  return MICROSOFT_APPLICATION.test(guid) || microsoftApplications.includes(guid);
}

function isMicrosoftHost(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  return microsoftDomains.some((domain) => name === domain || name.endsWith(`.${domain}`));
}
