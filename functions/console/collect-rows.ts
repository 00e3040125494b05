/**
 * Collects the pages of a list for a file: bounded in rows, pages and time, and says when there is more.
 */
import type { Connector } from '../compose.ts';

export interface CollectBounds {
  rows: number;
  seconds: number;
  /** Where a filter leaves most rows of a page out; else rows and seconds are enough. */
  pages?: number;
}

export interface Collected<Row> {
  rows: Row[];
  isCut: boolean;
  /** Where the next page begins. */
  cursor: string | undefined;
}

/** Gives the rows of a page, and where the next begins. `top`: rows that there is room for; what is over is left out. */
export type ReadPage<Row> = (
  cursor: string | undefined,
  top: number,
) => Promise<{ rows: readonly Row[]; cursor?: string | undefined }>;

/** `start`: the cursor of the first page. Throws as `readPage` does. */
export async function collectRows<Row>(
  { now }: Pick<Connector, 'now'>,
  { rows: most, seconds, pages = Infinity }: CollectBounds,
  readPage: ReadPage<Row>,
  start?: string,
): Promise<Collected<Row>> {
  const endsAt = now().getTime() + seconds * 1000;
  const rows: Row[] = [];
  let cursor = start;
  let read = 0;
  do {
    const page = await readPage(cursor, most - rows.length);
    rows.push(...page.rows);
    ({ cursor } = page);
    read++;
  } while (cursor !== undefined && rows.length < most && read < pages && now().getTime() < endsAt);
  return { rows: rows.slice(0, most), isCut: cursor !== undefined || rows.length > most, cursor };
}
