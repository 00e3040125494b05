/**
 * Calls `GET /health/ready` of a connector: returns its checks, or rejects with one plain sentence that says why there are none.
 */
import type { CheckResult } from '../../shared/readiness/check.ts';

/** Long enough for a cold start and a run of checks that all hang. */
const TIMEOUT_MILLISECONDS = 60_000;

const refusals: Readonly<Record<number, string>> = {
  401: 'The connector refused the token: it must be one of the host tenant for API_AUDIENCE, version 2.',
  403: 'The token lacks the right: an administrator of the host tenant gives you (or the calling application) the app role Operate, then you sign in again, because a token keeps the rights it was issued with.',
  404: 'There is no connector at this address: PUBLIC_URL ends with the route prefix, such as /api.',
};

/** Rejects with a plain sentence. */
export async function askReadiness(publicUrl: string, token: string): Promise<CheckResult[]> {
  const response = await fetch(`${publicUrl}/health/ready`, {
    headers: { Authorization: `Bearer ${token}` },
    // A redirect would carry the token to another server.
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
  }).catch(() => undefined);
  if (!response)
    throw new Error(
      'Nothing answers at PUBLIC_URL: the app is not running, or its settings are not valid (see its log).',
    );
  const { status } = response;
  const checks = status === 200 || status === 503 ? parseChecks(await response.text()) : undefined;
  if (checks) return checks;
  throw new Error(
    refusals[status] ?? `The app answered with status ${status} and no checks: its log says why, if it starts at all.`,
  );
}

/** Undefined for anything but a list of checks. */
function parseChecks(text: string): CheckResult[] | undefined {
  try {
    const { checks } = JSON.parse(text) as { checks?: unknown };
    return Array.isArray(checks) && checks.length > 0 && checks.every(isCheck) ? checks : undefined;
  } catch {
    return undefined;
  }
}

function isCheck(value: unknown): value is CheckResult {
  const { name, ok, detail, who } = (value ?? {}) as Record<string, unknown>;
  return typeof ok === 'boolean' && [name, detail, who].every((text) => typeof text === 'string');
}
