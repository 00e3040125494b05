/**
 * What keeps the document of a host tenant from being deleted: what the tenant is kept to ends by a document that says so, never because there
 * is none. Pure.
 */
import type { TenantDocument } from './tenant-document.ts';

/** The properties to take out first. */
export type Standing = 'isPaused' | 'sandbox' | 'departures';

export function listStanding({ isPaused = false, sandbox, departures = [] }: TenantDocument): Standing[] {
  return [
    ...(isPaused ? (['isPaused'] as const) : []),
    ...(sandbox ? (['sandbox'] as const) : []),
    ...(departures.length > 0 ? (['departures'] as const) : []),
  ];
}
