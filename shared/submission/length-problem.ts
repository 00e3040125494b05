/**
 * What is said of a text that is too long. Without the schema, because lists and headers ask for it, too.
 */

/** The length that was found, and the one that is accepted; undefined where it fits. */
export function findLengthProblem(value: string, maximum: number): string | undefined {
  return value.length > maximum ? `has ${value.length} characters; at most ${maximum} are accepted` : undefined;
}
