/** Columns by table, as `name type, ...`. */
export const logTables: Record<string, string>;
