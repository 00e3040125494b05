/**
 * The value of a JSON text that somebody wrote by hand; undefined where it is none, so that whoever asked says what was meant.
 */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
