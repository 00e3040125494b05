/** Splits a command line; `fault`: the CLI would refuse it. */
export function readCommandLine(parts: readonly string[]): {
  command?: string;
  options?: Record<string, string[]>;
  fault?: string;
};
