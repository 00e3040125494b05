/**
 * The steps of a diagnosis, in the order in which they are told, and what they find where no error code says it.
 */
export const stepNames = [
  'identity',
  'names',
  'grant',
  'policy',
  'token',
  'permission',
  'limits',
  'mailbox',
  'test',
] as const;

export type StepName = (typeof stepNames)[number];

export const findings = [
  'known',
  'proven',
  'contested',
  'aged',
  'unnamed',
  'connected',
  'open',
  'sandbox',
  'given',
  'granted',
  'small',
  'free',
  'full',
  'exists',
  'unclear',
  'accepted',
  'configured',
  'needless',
  'reached',
  'untried',
] as const;

export type Finding = (typeof findings)[number];
