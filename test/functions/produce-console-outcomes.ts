/** The error codes that only an administrator meets, on the way into the console. */
import { createPerson } from './person.ts';

/** The sign-in of somebody with these claims in their ID token. */
async function enter(claims: object, body = 'purpose=console') {
  const person = createPerson();
  person.entra.script.change = (result) => ({ ...result, idTokenClaims: { ...result.idTokenClaims, ...claims } });
  const { cookie, state } = await person.start(body);
  const answer = await person.redirect(cookie, { code: 'ann', state });
  return person.follow(answer, cookie);
}

export const consoleProducers = {
  administrator_role_missing: () => enter({ roles: ['Operate'] }),
  sign_in_not_recent: () => enter({ roles: ['Manage'] }, 'purpose=console&confirm=1'),
};
