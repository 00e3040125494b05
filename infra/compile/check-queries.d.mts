import type { LogQuery } from './list-queries.mjs';
export function checkQueries(queries?: LogQuery[]): { ok: boolean; notRun?: boolean; detail: string };
