/**
 * A refusal by Azure: its codes, outermost first, and its innermost sentence.
 *
 * Reads what the Azure CLI writes to standard error: ARM's JSON, `(Code) Message`, or a plain line. Bounded; never contains
 * what the CLI wrote to standard output.
 */
const SENTENCE_MAX_CHARACTERS = 600;

/**
 * Refusals that pass by themselves, because a new role, identity, application or host name takes a while to reach all of Azure.
 * Some codes are ours: a status (`HTTP403`), no connection (`Unreachable`), an application that is too new for Graph (`NotReplicated`),
 * a check that does not hold (`NotReady`).
 * Source: Troubleshoot Azure RBAC, Key Vault and Storage error codes, Microsoft Entra error codes.
 */
const propagating = new Set([
  'AADSTS500011',
  'AADSTS65001',
  'AuthorizationFailed',
  'AuthorizationPermissionMismatch',
  'ForbiddenByRbac',
  'LinkedAuthorizationFailed',
  'NotReady',
  'NotReplicated',
  'PrincipalNotFound',
  'Unreachable',
  ...[401, 403, 404, 409, 429, 502, 503, 504].map((status) => `HTTP${status}`),
]);

/** A call to Azure that was refused; `codes` is empty where Azure gave none. */
export class AzureRefusal extends Error {
  override readonly name = 'AzureRefusal';
  readonly codes: readonly string[];

  constructor(message: string, codes: readonly string[]) {
    super(message);
    this.codes = codes;
  }
}

/** Whether waiting may help. */
export function isPropagating(error: unknown): error is AzureRefusal {
  return error instanceof AzureRefusal && error.codes.some((code) => propagating.has(code));
}

/** Reads the standard error of the Azure CLI. */
export function readAzureRefusal(standardError: string): AzureRefusal {
  const text = standardError.replaceAll('\\"', '"').trim();
  const codes = new Set<string>();
  const patterns = [/"code"\s*:\s*"(\w+)"/gi, /^(?:ERROR: )?\((\w+)\)/gm, /^Code: (\w+)/gm, /\b(AADSTS\d+)\b/g];
  for (const pattern of patterns) for (const [, code] of text.matchAll(pattern)) if (code) codes.add(code);
  if (/Forbidden\(|Status Code: 403/.test(text)) codes.add('HTTP403');
  if (/Insufficient privileges/i.test(text)) codes.add('Authorization_RequestDenied');
  if (/az login/.test(text)) codes.add('NotSignedIn');
  if (/does not reference a valid application object/i.test(text)) codes.add('NotReplicated');
  if (/exists in deleted state/i.test(text)) codes.add('VaultIsDeleted');
  const messages = [...text.matchAll(/"message"\s*:\s*"([^"]+)"/gi)].map(([, message]) => message);
  const sentence = messages.at(-1) ?? text.replace(/^ERROR: /, '');
  return new AzureRefusal(sentence.replace(/\s+/g, ' ').slice(0, SENTENCE_MAX_CHARACTERS), [...codes]);
}
