/**
 * Collects the pages of a list for a file: bounded in rows and time, and says when there is more.
 */
import { CONSOLE_EXPORT_ROWS_MAX, CONSOLE_EXPORT_SECONDS } from '../../shared/console-limits.ts';

export interface Collected<Row> {
  rows: Row[];
  isCut: boolean;
}

/** `readPage` gives the rows of a page, and where the next begins. Throws as it does. */
export async function collectRows<Row>(
  readPage: (cursor: string | undefined) => Promise<{ rows: readonly Row[]; cursor?: string | undefined }>,
  now: () => Date,
): Promise<Collected<Row>> {
  const endsAt = now().getTime() + CONSOLE_EXPORT_SECONDS * 1000;
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await readPage(cursor);
    rows.push(...page.rows);
    ({ cursor } = page);
  } while (cursor !== undefined && rows.length < CONSOLE_EXPORT_ROWS_MAX && now().getTime() < endsAt);
  const isCut = cursor !== undefined || rows.length > CONSOLE_EXPORT_ROWS_MAX;
  return { rows: rows.slice(0, CONSOLE_EXPORT_ROWS_MAX), isCut };
}
