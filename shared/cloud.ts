/**
 * Which of Microsoft's clouds an address belongs to. Pure; addresses are those that config.ts let pass.
 */

export type Cloud = 'global' | 'usgov' | 'china';

/** Undefined on loopback, where any cloud may be played. */
export function cloudOf(address: string): Cloud | undefined {
  const { hostname } = new URL(address);
  if (/^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)) return undefined;
  if (/\.us$|\.usgovcloudapi\.net$/.test(hostname)) return 'usgov';
  return hostname.endsWith('.cn') ? 'china' : 'global';
}
