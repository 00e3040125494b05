/**
 * Who consented to what: delegated scopes per tenant and client, for one person or for the whole tenant.
 *
 * Kept in memory; at most 100,000 records, the oldest go first. Whether a person may consent is not decided here.
 */
import { createBoundedMap } from './bounded-map.ts';
import { scopeKey, type Scope } from './scope.ts';

export interface ConsentRecord {
  tenantId: string;
  clientId: string;
  /** Object id in the tenant; absent: the whole tenant. */
  objectId?: string;
  scopes: Scope[];
}

export interface ConsentFilter {
  tenantId?: string;
  clientId?: string;
  objectId?: string;
}

export interface Consents {
  /** Adds to what was granted before. */
  grant(record: ConsentRecord): void;
  /** Everything that applies to a person: their own consent and the tenant's. */
  list(tenantId: string, clientId: string, objectId: string): Scope[];
  /** Removes matching records; an empty filter removes all. A person's filter leaves the tenant's consent. */
  withdraw(filter: ConsentFilter): void;
  records(): ConsentRecord[];
}

const RECORD_LIFETIME_SECONDS = 10 * 365 * 86_400;

/** Creates an empty register. */
export function createConsents(now: () => Date): Consents {
  const map = createBoundedMap<ConsentRecord>({ now, entriesMax: 100_000, lifetimeSeconds: RECORD_LIFETIME_SECONDS });
  const key = (record: Omit<ConsentRecord, 'scopes'>) =>
    `${record.tenantId} ${record.clientId} ${record.objectId ?? '*'}`;
  return {
    grant(record) {
      map.set(key(record), { ...record, scopes: union(map.get(key(record))?.scopes ?? [], record.scopes) });
    },
    list: (tenantId, clientId, objectId) =>
      union(
        map.get(key({ tenantId, clientId }))?.scopes ?? [],
        map.get(key({ tenantId, clientId, objectId }))?.scopes ?? [],
      ),
    withdraw(filter) {
      for (const [name, record] of map.entries()) {
        const isMeant = Object.entries(filter).every(
          ([field, value]) => record[field as keyof ConsentFilter] === value,
        );
        if (isMeant) map.delete(name);
      }
    },
    records: () => map.entries().map(([, record]) => record),
  };
}

function union(first: Scope[], second: Scope[]): Scope[] {
  return [...new Map([...first, ...second].map((scope) => [scopeKey(scope), scope])).values()];
}
