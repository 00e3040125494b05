/** The length that was found, and the one that is accepted. */
export function findLengthProblem(value: string, maximum: number): string | undefined {
  return value.length > maximum ? `has ${value.length} characters; at most ${maximum} are accepted` : undefined;
}
