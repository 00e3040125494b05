export interface LogQuery {
  where: string;
  query: string;
}
export const KNOWN_TO_AZURE: string;
export function listQueries(): LogQuery[];
export function listOfPage(where: string, text: string): LogQuery[];
