/**
 * What is said of an address below `/v1.0` where nothing is: which addresses there are, and how a user name has to be written.
 */

const KNOWN =
  'There is nothing at this address. Of Microsoft Graph this connector has POST /users/{user}/sendMail and POST /me/sendMail.';

const ENCODE =
  'Encode the user name: what follows a # that is not encoded is never sent. ann_fabrikam.com#EXT#@contoso.onmicrosoft.com is ann_fabrikam.com%23EXT%23%40contoso.onmicrosoft.com; in JavaScript, encodeURIComponent(userName) writes that.';

/** `path` is what follows `/v1.0/`. A user without anything after it is what is left of a name with a #. */
export function describeUnknownAddress(path = ''): string {
  return /^users\/[^/]+\/?$/i.test(path) ? `${KNOWN} ${ENCODE}` : KNOWN;
}
