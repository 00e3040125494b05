/**
 * The name of an application that sends as the person.
 *
 * Applications are known by their client id alone. One has a name only where it is certain whose id it is; any other is an
 * application of the host organisation, with its id in small print.
 */
import { html, type SafeHtml } from '../kit/html.ts';
import { renderParties } from '../kit/name.ts';
import type { PersonContext } from './person-context.ts';

export interface KnownApplications {
  /** Client id of the one application that may call, which is then the ERP. */
  onlyCallerId?: string | undefined;
  /** Stands for the person's own tests, in place of a client id. */
  ownCallerId: string;
}

/** `isBrief`: where the whole id has no room. */
export function renderApplication(
  { texts, settings }: PersonContext,
  { onlyCallerId, ownCallerId }: KnownApplications,
  callerId: string,
  isBrief: boolean,
): string | SafeHtml {
  const { erp, host } = renderParties(settings);
  if (callerId === ownCallerId) return texts.history.ownTest;
  const isErp = callerId === onlyCallerId;
  if (isErp && isBrief) return erp;
  const id = isBrief ? abbreviate(callerId) : callerId;
  return html`${isErp ? erp : texts.history.unnamed(host)} <small><code>${id}</code></small>`;
}

/** Enough to find it among those that are counted. */
function abbreviate(callerId: string): string {
  return callerId.replace(/^([^-]+)-.+/, '$1…');
}
