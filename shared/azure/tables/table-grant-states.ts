/**
 * The columns in a row of a grant that say how it is connected, read by themselves where thousands of rows are counted.
 */
import type { GrantStateRow, GrantStatus } from '../../grants/grant.ts';
import { hostProblemCodes } from '../../host-account.ts';
import { outcomes, type ErrorCode } from '../../outcomes.ts';
import { createRowReader, type Row } from './table-row.ts';

export const statuses: readonly GrantStatus[] = ['connected', 'reconsent_required', 'disconnected'];
export const errorCodes = Object.keys(outcomes) as ErrorCode[];
/** What `readState` reads. */
export const stateColumns = ['status', 'homeTenantId', 'problemCode', 'hostProblemCode'];

/** @throws ConnectorError `sealed_record_refused` */
export function readState(table: string, row: Row): GrantStateRow {
  const columns = createRowReader(table, row);
  const problemCode = columns.optional('problemCode', (column) => columns.oneOf(column, errorCodes));
  const hostProblemCode = columns.optional('hostProblemCode', (column) => columns.oneOf(column, hostProblemCodes));
  return {
    status: columns.oneOf('status', statuses),
    homeTenantId: columns.guid('homeTenantId'),
    ...(problemCode && { problemCode }),
    ...(hostProblemCode && { hostProblemCode }),
  };
}
