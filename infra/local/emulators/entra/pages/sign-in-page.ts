/**
 * Where a person says who they are: a field for the address, the people of the directory to click, or the picker.
 *
 * A button's name is the address alone, so that a script finds it. It asks for no password.
 */
import type { EmulatedAnswer } from '../../kit/emulator.ts';
import type { Person } from '../../kit/directory.ts';
import { html, type Html } from '../../kit/html.ts';
import { buildPage } from './layout.ts';

const PEOPLE_MAX = 20;

export interface SignInPageInput {
  /** Path segment of the authority, for the form's address. */
  segment: string;
  ctx: string;
  applicationName: string;
  people: Person[];
  /** Already typed. */
  address?: string | undefined;
  /** What was wrong with the last attempt. */
  problem?: string | undefined;
  setCookie?: string | undefined;
}

export interface PickerPageInput extends SignInPageInput {
  /** People signed in to this browser. */
  signedIn: Person[];
}

/** The page with the address field. */
export function buildSignInPage(input: SignInPageInput): EmulatedAnswer {
  return buildPage({
    title: 'Sign in to your account',
    setCookie: input.setCookie,
    body: html`<h1>Sign in</h1>
      <p>to continue to ${input.applicationName}</p>
      ${problem(input)}
      <form method="post" action="/${input.segment}/login">
        <input type="hidden" name="ctx" value="${input.ctx}" />
        <label for="loginfmt">Email address</label>
        <input
          id="loginfmt"
          name="loginfmt"
          type="text"
          inputmode="email"
          autocomplete="username"
          spellcheck="false"
          value="${input.address ?? ''}"
        />
        <div class="actions"><button>Next</button></div>
      </form>
      ${people(input, 'People of the local stack', input.people.slice(0, PEOPLE_MAX))}`,
  });
}

/** The page that asks which account to use. */
export function buildPickerPage(input: PickerPageInput): EmulatedAnswer {
  const others = input.people.filter((person) => !input.signedIn.includes(person));
  return buildPage({
    title: 'Pick an account',
    setCookie: input.setCookie,
    body: html`<h1>Pick an account</h1>
      <p>to continue to ${input.applicationName}</p>
      ${problem(input)} ${people(input, 'Signed in', input.signedIn)}
      <form method="post" action="/${input.segment}/login">
        <input type="hidden" name="ctx" value="${input.ctx}" />
        <button class="second" name="another" value="1">Use another account</button>
      </form>
      ${people(input, 'People of the local stack', others.slice(0, PEOPLE_MAX))}`,
  });
}

function problem(input: SignInPageInput): Html | false {
  return input.problem !== undefined && html`<p class="problem" role="alert">${input.problem}</p>`;
}

function people(input: SignInPageInput, title: string, list: Person[]): Html | false {
  return (
    list.length > 0 &&
    html`<h2>${title}</h2>
      <form method="post" action="/${input.segment}/login">
        <input type="hidden" name="ctx" value="${input.ctx}" />
        <ul>
          ${list.map(
            (person) =>
              html`<li class="account">
                <span id="about-${person.key}" class="quiet">${person.displayName}</span>
                <button
                  class="link"
                  name="account"
                  value="${person.userPrincipalName}"
                  aria-describedby="about-${person.key}"
                >
                  ${person.userPrincipalName}
                </button>
              </li>`,
          )}
        </ul>
      </form>`
  );
}
