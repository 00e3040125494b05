/**
 * Asks an administrator for their credentials before what cannot be undone, and leads back to where they were.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import type { ConsoleContext } from './console-context.ts';

export function renderConfirmPage(
  { settings, texts, words }: ConsoleContext,
  query: URLSearchParams,
): { title: string; main: SafeHtml } {
  const tenant = query.get('tenant');
  const back = `${query.get('back') ?? ''}${tenant ? `?${new URLSearchParams({ tenant }).toString()}` : ''}`;
  return {
    title: words.confirmTitle,
    main: html`<p class="lead">${words.confirm}</p>
      <form method="post" action="${settings.publicUrl}/authorize">
        <input type="hidden" name="purpose" value="console" />
        <input type="hidden" name="confirm" value="1" />
        <input type="hidden" name="page" value="${back}" />
        <button type="submit" class="primary" data-busy="${texts.frame.openingMicrosoft}">${words.signInAgain}</button>
      </form>`,
  };
}
