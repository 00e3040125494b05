/**
 * What the console shows to everybody who is not signed in: how to sign in, and who may. It says nothing of what is kept.
 */
import { html } from '../kit/html.ts';
import type { ConsoleContext } from './console-context.ts';
import { renderPlainConsole } from './console-frame.ts';

export interface ConsoleSignInView extends Pick<ConsoleContext, 'settings' | 'texts' | 'words' | 'languageUrl'> {
  /** The page that was asked for, below `console`. */
  asked: string;
  /** The session ended while a form was filled in. */
  hasEnded: boolean;
  /** What was typed there, by the name of its field. */
  typed: readonly (readonly [name: string, text: string])[];
}

export function renderConsoleSignIn(view: ConsoleSignInView): string {
  const { settings, texts, words, asked, hasEnded, typed } = view;
  const fields = typed.map(([name, text]) => {
    const id = `typed-${name}`;
    return html`<div class="field">
      <label for="${id}">${name}</label>
      <textarea id="${id}" readonly spellcheck="false">${text}</textarea>
    </div>`;
  });
  return renderPlainConsole(view, {
    title: words.signInTitle,
    main: html`${hasEnded && html`<div class="note" role="status"><p>${words.hasEnded}</p></div>`}
      <p class="lead">${words.whoMay}</p>
      <form method="post" action="${settings.publicUrl}/authorize">
        <input type="hidden" name="purpose" value="console" />
        <input type="hidden" name="page" value="${asked}" />
        <button type="submit" class="primary" data-busy="${texts.frame.openingMicrosoft}">${words.signIn}</button>
      </form>
      <p class="hint">${words.lasts}</p>
      ${
        fields.length > 0 &&
        html`<h2>${words.typed}</h2>
          <p>${words.typedHint}</p>
          ${fields}`
      }`,
  });
}
