/**
 * How a request to Graph's door names who sends: in the address or, at `/me`, in the message. The words for faults of either.
 */

/** Where a fault of the user in the address is. */
export const USER_IN_ADDRESS = 'path:user';

/** The end of a sentence about `from`, or about `From` in MIME. */
export const NOBODY_NAMED =
  'at /me the sender is whoever is in from, because an application has no mailbox of its own: set from, or name the user in the address, /users/{user}/sendMail';
