/**
 * Vitest reporter: ends a run with one plain line of counts, which scripts can read.
 */
import type { Reporter, TestModule } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    let passed = 0;
    let failed = unhandledErrors.length;
    for (const module of modules) {
      const states = [...module.children.allTests()].map((test) => test.result().state);
      passed += states.filter((state) => state === 'passed').length;
      const broken = states.filter((state) => state === 'failed').length;
      // A file that could not be loaded has no tests, but it has failed.
      failed += broken === 0 && module.state() === 'failed' ? 1 : broken;
    }
    process.on('exit', () => process.stdout.write(`${passed} passed, ${failed} failed\n`));
  }
}
