/**
 * Runs actions of one key one after another, in the order in which they came; those of different keys do not wait for each other.
 *
 * An action that fails stops nobody. It sets no time limit and knows nothing of other processes.
 */
export type RunInSequence = <Result>(key: string, action: () => Promise<Result>) => Promise<Result>;

/** No key is remembered once its last action has ended. */
export function createRunInSequence(): RunInSequence {
  const last = new Map<string, Promise<void>>();

  return <Result>(key: string, action: () => Promise<Result>): Promise<Result> => {
    const before = last.get(key);
    const running = before ? before.then(action) : action();
    const ended: Promise<void> = running.then(
      () => forget(),
      () => forget(),
    );
    const forget = (): void => {
      if (last.get(key) === ended) last.delete(key);
    };
    last.set(key, ended);
    return running;
  };
}
