export interface Program {
  entry: string[];
  does: string[];
  options?: Record<string, string>;
  settings?: Record<string, string>;
  takesFiles?: boolean;
  takesWords?: string;
  needsPackages?: boolean;
  /** Where it is not set otherwise. */
  environment?: Record<string, string>;
}
export const programs: Record<string, Program>;
export function describeProgram(name: string): string;
export function findFault(name: string, words: readonly string[]): string | undefined;
