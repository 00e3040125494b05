/**
 * A list of who may: ids in lower case, or the one entry `*`, which means everybody.
 *
 * An empty list allows nobody, so that a list that loses its last entry never opens a door. Pure.
 */
export type AllowList = readonly string[];

/** Written in place of ids. */
export const EVERYBODY = '*';

export function isAllowed(list: AllowList, id: string): boolean {
  return list.includes(EVERYBODY) || list.includes(id);
}
