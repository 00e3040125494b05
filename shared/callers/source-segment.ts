/**
 * How the path of a request names a source of signed webhooks: `{host tenant id}.{name}`, where `name` is that of its document.
 */

/** Undefined for anything else. */
export function parseSourceSegment(segment: string): { hostTenantId: string; name: string } | undefined {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.[a-z0-9][a-z0-9-]{0,63}$/.test(segment)) return undefined;
  const [hostTenantId, name] = segment.split('.') as [string, string];
  return { hostTenantId, name };
}
