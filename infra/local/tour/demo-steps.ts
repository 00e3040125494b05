/**
 * The steps of a demonstration: each is done, said with the time it took, and counted when it did not hold.
 */

export interface DemoSteps {
  /** Undefined when it failed; what follows may need it. */
  step: <Result>(what: string, proves: string, run: () => Promise<Result>) => Promise<Result | undefined>;
  failures(): number;
}

export function createDemoSteps(write: (text: string) => void): DemoSteps {
  let failures = 0;
  return {
    async step(what, proves, run) {
      const startedAt = performance.now();
      const say = (mark: string, text: string) => {
        const time = `${(performance.now() - startedAt).toFixed(0)} ms`;
        write(`${mark} ${what.padEnd(34)} ${time.padStart(8)}  ${text}\n`);
      };
      try {
        const result = await run();
        say('ok  ', proves);
        return result;
      } catch (error) {
        failures += 1;
        say('FAIL', error instanceof Error ? error.message : String(error));
        return undefined;
      }
    },
    failures: () => failures,
  };
}

/** @throws Error with these words */
export function expect(isTrue: boolean, otherwise: string): void {
  if (!isTrue) throw new Error(otherwise);
}
