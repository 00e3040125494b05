/**
 * A refusal by Azure: its codes, outermost first, and its innermost sentence.
 *
 * Reads what the Azure CLI writes to standard error: ARM's JSON, `(Code) Message`, or a plain line. Bounded; never contains
 * what the CLI wrote to standard output.
 */
const SENTENCE_MAX_CHARACTERS = 600;

/**
 * Codes of ours for what Azure says only in words. `RoleAssignmentRefused` is its word for a missing right and for an unmet condition
 * of one alike.
 */
const told: readonly (readonly [code: string, words: RegExp])[] = [
  ['HTTP403', /Forbidden\(|Status Code: 403/],
  ['Authorization_RequestDenied', /Insufficient privileges/i],
  ['NotSignedIn', /az login/],
  ['NotReplicated', /does not reference a valid application object/i],
  ['VaultIsDeleted', /exists in deleted state/i],
  ['QuotaExceeded', /cannot be completed without additional quota/i],
  ['DeploymentActive', /Unable to edit or replace deployment|overwrite an existing deployment which is still active/i],
  ['AnotherOperationInProgress', /another operation is (already )?in progress/i],
  ['RoleAssignmentRefused', /perform action '?Microsoft\.Authorization\/roleAssignments\/write/i],
  ['ApplicationDeleted', /same value for property uniqueName already exists/i],
  ['CredentialPolicy', /Credential (type|lifetime) .*as per assigned policy/i],
  ['InUseSubnetCannotBeDeleted', /serviceAssociationLinks\//i],
  ['DomainNotProven', /CNAME record pointing from|TXT record pointing from|asuid\./i],
];

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

const busy: readonly string[] = ['AnotherOperationInProgress', 'DeploymentActive'];

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

/** Whether something else is at work on the same resources, and ends by itself. */
export function isBusy(error: unknown): error is AzureRefusal {
  return error instanceof AzureRefusal && error.codes.some((code) => busy.includes(code));
}

/** Reads the standard error of the Azure CLI. */
export function readAzureRefusal(standardError: string): AzureRefusal {
  const text = standardError.replaceAll('\\"', '"').trim();
  const codes = new Set<string>();
  const patterns = [
    /"code"\s*:\s*"(\w+)"/gi,
    /^(?:ERROR: )?\((\w+)\)/gm,
    /^Code: (\w+)/gm,
    /\b(AADSTS\d+)\b/g,
    /\bError (BCP\d+)\b/g,
  ];
  for (const pattern of patterns) for (const [, code] of text.matchAll(pattern)) if (code) codes.add(code);
  for (const [code, words] of told) if (words.test(text)) codes.add(code);
  const messages = [...text.matchAll(/"message"\s*:\s*"([^"]+)"/gi)].map(([, message]) => message);
  const sentence = messages.at(-1) ?? text.replace(/^ERROR: /, '');
  return new AzureRefusal(sentence.replace(/\s+/g, ' ').slice(0, SENTENCE_MAX_CHARACTERS), [...codes]);
}
