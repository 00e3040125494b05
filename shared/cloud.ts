/**
 * Which of Microsoft's clouds an address belongs to. Pure; addresses are those that config.ts let pass.
 */
import { isLoopback } from './http/loopback.ts';

export type Cloud = 'global' | 'usgov' | 'china';

/** Undefined on loopback, where any cloud may be played. */
export function cloudOf(address: string): Cloud | undefined {
  const { hostname } = new URL(address);
  if (isLoopback(hostname)) return undefined;
  if (/\.us$|\.usgovcloudapi\.net$/.test(hostname)) return 'usgov';
  return hostname.endsWith('.cn') ? 'china' : 'global';
}
