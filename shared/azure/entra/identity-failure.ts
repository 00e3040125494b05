/**
 * What the identity endpoint answered when it gave no token. The SDK says it in two ways, one of them in the cause.
 */

/** The status of the answer; 0 when there was none, or for an error of anything else. */
export function readIdentityStatus(thrown: unknown): number {
  const { name, statusCode, cause } = (thrown instanceof Error ? thrown : {}) as {
    name?: string;
    statusCode?: unknown;
    cause?: { status?: unknown };
  };
  if (!/Authentication|CredentialUnavailable/.test(name ?? '')) return 0;
  return [statusCode, cause?.status].find((status) => typeof status === 'number') ?? 0;
}
