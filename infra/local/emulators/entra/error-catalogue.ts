/**
 * The catalogue of Entra's errors: number, OAuth error, HTTP status of the token endpoint, sentence.
 *
 * The code that refuses fills in the names in braces. Source: learn.microsoft.com/entra/identity-platform/
 * reference-error-codes. Numbers that this emulator never returns are not listed.
 */
export type ErrorEntry = [error: string, status: number, sentence: string];

/** By number. */
export const ERRORS = {
  16000: ['interaction_required', 400, 'Select an account: several identities are available for the request.'],
  28000: ['invalid_scope', 400, "The input parameter scope '{value}' contains more than one resource."],
  28003: ['invalid_scope', 400, 'The input parameter scope cannot be empty when a code is redeemed.'],
  50011: [
    'invalid_request',
    400,
    "The redirect URI '{value}' specified in the request does not match the redirect URIs configured for the application '{client}'.",
  ],
  500011: [
    'invalid_resource',
    400,
    "The resource principal named {value} was not found in the tenant named {tenant}. It has not been installed by the tenant's administrator or consented to by any user in the tenant.",
  ],
  500112: [
    'invalid_grant',
    400,
    "The reply address '{value}' does not match the reply address provided when requesting the authorization code.",
  ],
  50020: [
    'invalid_grant',
    400,
    "User account '{account}' from identity provider '{idp}' does not exist in tenant '{tenant}' and cannot access the application '{client}'({name}) in that tenant. The account needs to be added as an external user in the tenant first.",
  ],
  50027: ['invalid_client', 401, 'JWT token is invalid or malformed.'],
  50034: ['invalid_grant', 400, "The user account '{account}' does not exist in the {tenant} directory."],
  50049: ['invalid_instance', 400, 'Unknown or invalid instance.'],
  50057: ['invalid_grant', 400, 'The user account is disabled.'],
  50058: ['login_required', 400, 'A silent sign-in request was sent but no user is signed in.'],
  50147: ['invalid_request', 400, 'The code_challenge parameter is missing.'],
  501471: ['invalid_grant', 400, 'Invalid size of Code_Verifier parameter.'],
  501481: [
    'invalid_grant',
    400,
    'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  ],
  501491: ['invalid_request', 400, 'Invalid size of Code_Challenge parameter.'],
  50173: [
    'invalid_grant',
    400,
    'The provided grant has expired due to it being revoked, a fresh auth token is needed.',
  ],
  50194: [
    'invalid_request',
    400,
    "Application '{client}'({name}) is not configured as a multi-tenant application. Usage of the {value} endpoint is not supported. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  ],
  53003: [
    'invalid_grant',
    400,
    'Access has been blocked by Conditional Access policies. The access policy does not allow token issuance.',
  ],
  54005: [
    'invalid_grant',
    400,
    'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  ],
  65001: [
    'invalid_grant',
    400,
    "The user or administrator has not consented to use the application with ID '{client}' named '{name}'. Send an interactive authorization request for this user and resource.",
  ],
  65004: ['access_denied', 400, 'User declined to consent to access the app.'],
  650053: [
    'invalid_client',
    400,
    "The application '{name}' asked for scope '{value}' that doesn't exist on the resource '{resource}'.",
  ],
  70000: ['invalid_grant', 400, 'The provided grant is invalid or malformed: {value}.'],
  700005: [
    'invalid_grant',
    400,
    'The provided authorization code is intended to be used against another tenant and is rejected.',
  ],
  700016: [
    'unauthorized_client',
    400,
    "Application with identifier '{client}' was not found in the directory '{tenant}'. It has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
  ],
  700021: ['invalid_client', 401, "Client assertion application identifier doesn't match 'client_id' parameter."],
  700211: [
    'invalid_client',
    401,
    "No matching federated identity record found for presented assertion issuer '{value}'.",
  ],
  700212: [
    'invalid_client',
    401,
    "No matching federated identity record found for presented assertion audience '{value}'.",
  ],
  700213: [
    'invalid_client',
    401,
    "No matching federated identity record found for presented assertion subject '{value}'.",
  ],
  7000215: [
    'invalid_client',
    401,
    "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '{client}'.",
  ],
  7000218: [
    'invalid_client',
    401,
    "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
  ],
  7000222: ['invalid_client', 401, "The provided client secret keys for app '{client}' are expired."],
  7000229: [
    'unauthorized_client',
    401,
    'The client application {client} is missing a service principal in the tenant {tenant}.',
  ],
  700023: ['invalid_client', 401, 'Client assertion audience claim does not match Realm issuer.'],
  700024: ['invalid_client', 401, 'Client assertion is not within its valid time range.'],
  700027: [
    'invalid_client',
    401,
    'The certificate with identifier used to sign the client assertion is not registered on application, or the signature is invalid. [Reason - {value}]',
  ],
  700051: ['unsupported_response_type', 400, "response_type 'token' is not enabled for the application."],
  700054: ['unsupported_response_type', 400, "response_type 'id_token' is not enabled for the application."],
  700082: ['invalid_grant', 400, 'The refresh token has expired due to inactivity.'],
  700229: ['invalid_client', 401, 'A federated identity credential takes app-only tokens of a managed identity.'],
  70003: ['unsupported_grant_type', 400, "The app requested an unsupported grant type '{value}'."],
  70005: ['unsupported_response_type', 400, "The response_type '{value}' is not supported."],
  70007: ['invalid_request', 400, "'{value}' is not a supported value of 'response_mode' when requesting a token."],
  70008: ['invalid_grant', 400, 'The provided authorization code or refresh token has expired due to inactivity.'],
  70011: ['invalid_scope', 400, "The provided value for the input parameter 'scope' is not valid: {value}."],
  70043: [
    'invalid_grant',
    400,
    'The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
  ],
  1002012: [
    'invalid_scope',
    400,
    'The provided value for scope {value} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.',
  ],
  90002: ['invalid_tenant', 400, "Tenant '{value}' not found. Check to make sure you have the correct tenant ID."],
  900023: [
    'invalid_request',
    400,
    "Specified tenant identifier '{value}' is neither a valid DNS name, nor a valid external domain.",
  ],
  9000411: ['invalid_request', 400, "The request is not properly formatted. The parameter '{value}' is duplicated."],
  900144: ['invalid_request', 400, "The request body must contain the following parameter: '{value}'."],
  90023: ['invalid_request', 400, 'Invalid request: {value}.'],
  9001023: [
    'invalid_request',
    400,
    'The grant type is not supported over the /common or /consumers endpoints. Please use the /organizations or tenant-specific endpoint.',
  ],
  9002313: ['invalid_grant', 400, 'Invalid request. Request is malformed or invalid.'],
  9002332: [
    'invalid_request',
    400,
    "Application '{client}'({name}) is configured for use by Microsoft Entra users only. Please do not use the /consumers endpoint to serve this request.",
  ],
  900561: ['invalid_request', 405, 'The endpoint only accepts {value} requests.'],
  90094: ['consent_required', 400, '{name} needs permission that only an administrator can grant.'],
  90095: ['consent_required', 400, 'Administrator consent is required; the request for it was sent.'],
  165000: [
    'invalid_request',
    400,
    'Invalid request: request tokens do not match the user context. Failure reasons: [{value}]',
  ],
} as const satisfies Record<number, ErrorEntry>;
