/**
 * What Entra's AADSTS numbers mean for us. A table only; entra-failure.ts reads an answer by it.
 *
 * Source: Microsoft Entra authentication and authorization error codes.
 */
import { codesByKey, type ErrorCode } from '../outcomes.ts';

/** Entra's AADSTS numbers that mean something of their own. Every other `invalid_grant` is `consent_required`. */
// prettier-ignore
export const entraCodes: ReadonlyMap<number, ErrorCode> = codesByKey({
  blocked_by_home_policy: [53000, 53001, 53002, 53003, 53004, 530032, 530035, 50105],
  sign_in_frequency: [70043],
  consent_declined: [65004],
  admin_approval_required: [90094, 90095, 65001],
  home_tenant_blocked: [700016, 7000112, 650052, 650056, 650057, 65005, 500021, 500022, 500212, 500213],
  account_unavailable: [50034, 50057, 50053, 50020, 53011, 90072],
  // A code that does not match: anyone with a state can send one, so it says nothing about us.
  sign_in_invalid: [700005, 50148, 501481],
  client_credential_refused: [7000215, 7000222, 7000218, 700027, 700021, 700024, 700025, 70021, 700213, 700211, 700212, 700229, 50011, 50194, 650059, 700020, 70011, 900382, 900432, 50049, 700084],
  entra_unavailable: [90033, 90006, 90012, 90024, 90055, 50196],
});
