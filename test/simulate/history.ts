/**
 * What happened in a simulation, one line a step, for people; kept only when it is going to be read.
 *
 * Ids and tokens are given short names in the order in which they appear.
 */
export interface History {
  lines: string[];
  /** Nothing is written, or even put together, unless the history is kept. */
  note(who: string, what: () => string): void;
  /** `m1` and so on. */
  name(id: string): string;
}

export function createHistory(isKept: boolean, now: () => Date): History {
  const names = new Map<string, string>();
  const lines: string[] = [];
  const name = (id: string) => {
    const known = names.get(id) ?? `m${names.size + 1}`;
    names.set(id, known);
    return known;
  };
  return {
    lines,
    name,
    note(who, what) {
      if (!isKept) return;
      const text = what().replaceAll(/\b[0-9a-f]{32}\b/g, name);
      lines.push(`${now().toISOString().slice(5, 23).replace('T', ' ')}  ${who.padEnd(9)} ${text}`);
    },
  };
}
