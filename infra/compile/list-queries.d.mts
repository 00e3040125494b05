export interface LogQuery {
  where: string;
  query: string;
  /** Whether it is a rule's, which raises an alert. */
  isRule: boolean;
}
export const KNOWN_TO_AZURE: string;
export function listQueries(): LogQuery[];
export function listOfPage(where: string, text: string): LogQuery[];
