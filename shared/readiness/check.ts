/**
 * A readiness check: one thing that the connector cannot work without, tested by using it. Types only.
 *
 * A check says fixed sentences, at most with a date in them: what it found, or who must do what. It never shows a secret, a
 * token, a host name or an address, and it repairs nothing.
 */
import type { Who } from '../outcomes.ts';

export interface Check {
  /** Stable; lower case with hyphens. */
  name: string;
  /** Tries it and says what it found. @throws ConnectorError; `who` of its code tells a refusal from an outage, its own `who` and `detail` come before the remedy */
  run(): Promise<string>;
  /** Who must act when it is refused, and what they do. */
  remedy: { who: Who; detail: string };
}

export interface CheckResult {
  name: string;
  ok: boolean;
  detail: string;
  who: Who;
}
