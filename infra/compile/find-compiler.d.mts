/** The version that wrote the committed snapshots. */
export const compilerVersion: string;

/** Undefined when there is none. */
export function findCompiler(
  environment: NodeJS.ProcessEnv,
): { path: string; from: string; version: string } | undefined;
