/** The version that wrote the committed snapshots. */
export const compilerVersion: string;
