/**
 * A readiness check: one thing that the connector cannot work without, tried by using it. Types only.
 *
 * Everything a check says is a fixed sentence, at most with a date in it: what was found, or what to do and who can. Never a
 * secret, a token, a host name or an address. Repairs nothing.
 */
import type { Who } from '../outcomes.ts';

export interface Check {
  /** Stable; lower case with hyphens. */
  name: string;
  /** Tries it and says what was found. @throws ConnectorError; `who` of its code tells a refusal from an outage. */
  run(): Promise<string>;
  /** What to do when it is refused, and who can. */
  remedy: { who: Who; detail: string };
}

export interface CheckResult {
  name: string;
  ok: boolean;
  detail: string;
  who: Who;
}
