/**
 * Starts a fixture app in the test's own process and keeps what it logs.
 */
import type { TokenCredential } from '@azure/identity';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { startHost, type Host } from '../../../../infra/local/host/host.ts';

export interface RunningFixture {
  url: string;
  host: Host;
  lines: { level: string; message: string }[];
  /** The log lines that are JSON. */
  told(): Record<string, unknown>[];
}

export interface FixtureOptions {
  environment?: Record<string, string>;
  streaming?: boolean;
  credential?: TokenCredential;
}

/** Closed when the test has finished. */
export async function startFixture(name: string, options: FixtureOptions = {}): Promise<RunningFixture> {
  process.env['FIXTURE_STREAMING'] = options.streaming ? '1' : '0';
  const lines: RunningFixture['lines'] = [];
  const host = await startHost({
    appDirectory: fixtureDirectory(name),
    environment: options.environment ?? {},
    port: 0,
    log: (level, message) => void lines.push({ level, message }),
    now: () => new Date(),
    ...(options.credential && { credential: options.credential }),
  });
  onTestFinished(() => host.close(2_000));
  const told = () =>
    lines
      .filter(({ message }) => message.startsWith('{'))
      .map(({ message }) => JSON.parse(message) as Record<string, unknown>);
  return { url: host.url, host, lines, told };
}

export function fixtureDirectory(name: string): string {
  return join(import.meta.dirname, 'fixtures', name);
}
