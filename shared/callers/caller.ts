/**
 * A caller: an application of the host tenant whose access token was verified. Types only.
 */
export interface Caller {
  /** Client id of the application, lower case (`azp`). */
  clientId: string;
  /** App roles that an administrator assigned to it. */
  roles: readonly string[];
}

/** The app role that lets an application send as people. */
export const SEND_ROLE = 'Mail.Send.AsUser';
