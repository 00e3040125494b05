/**
 * Shows the pages of the console and does what their forms ask for.
 *
 * Everybody without a session is shown how to sign in, and nothing else. An act that cannot be undone needs credentials that were given just
 * now; each writes the audit itself. Every failure is a page of the console, with the status of its code.
 */
import type { HttpRequest, InvocationContext } from '@azure/functions';
import { ConnectorError } from '../../shared/errors.ts';
import { outcomes } from '../../shared/outcomes.ts';
import { renderConfirmPage } from '../../shared/pages/console/confirm-page.ts';
import { renderConsoleProblem } from '../../shared/pages/console/console-problem.ts';
import { renderConsoleSignIn } from '../../shared/pages/console/sign-in-page.ts';
import { formatSender } from '../../shared/sender.ts';
import { isConfirmed } from '../../shared/sign-in/administrator-session.ts';
import type { Connector } from '../compose.ts';
import type { readReader, Reader } from '../language.ts';
import type { Administrator, EndedAdministrator } from '../read-administrator.ts';
import type { Answer } from '../respond.ts';
import { answerWith, leadTo, pageReply } from './console-answers.ts';
import type { Act, ConsolePage, ConsoleVisit } from './console-page.ts';
import { createPages } from './pages.ts';
import { addressOf, contextOf, readConsoleReader, readConsoleVisit } from './read-console-visit.ts';

/** Shown in place of an act that needs credentials. */
const CONFIRM = 'confirm';
/** Said by a page whose form was posted before. */
const POSTED = 'posted';
/** What is shorter is no loss. */
const TYPED_CHARACTERS = 40;
/** Fields that every form has. */
const ours: readonly string[] = ['session', 'tenant', 'once', 'act'];
/** What a browser says of a page of our own, and of an address that was typed; older ones say nothing. */
const ownSites: readonly (string | null)[] = ['same-origin', 'none', null];

export interface Console {
  show(request: HttpRequest, administrator: Administrator | undefined, context: InvocationContext): Promise<Answer>;
  act(request: HttpRequest, poster: Administrator | EndedAdministrator, context: InvocationContext): Promise<Answer>;
}

type Pages = Readonly<Record<string, ConsolePage>>;

export function openConsole(
  connector: Connector,
  started: { readReader: typeof readReader },
  pages: Pages = createPages(connector),
): Console {
  const { config } = connector;
  const parts = { ...connector, ...started };

  /** A failure is shown to whoever is signed in, as a page. */
  async function guard(
    request: HttpRequest,
    administrator: Administrator,
    context: InvocationContext,
    run: (visit: ConsoleVisit, reader: Reader) => Promise<Answer>,
  ): Promise<Answer> {
    const ids = { administrator: administrator.sender.hostObjectId };
    const read = await readConsoleVisit(parts, request, administrator, context).catch((error: unknown) => {
      if (error instanceof ConnectorError && error.code === 'not_found') return { error };
      throw error;
    });
    if ('error' in read)
      return {
        response: { status: 303, headers: { Location: `${config.publicUrl}/console` } },
        ids,
        error: read.error,
      };
    const { visit, reader } = read;
    try {
      const answer = await run(visit, reader);
      return { ...answer, ids: { ...ids, ...answer.ids } };
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      const shown = { ...renderConsoleProblem(visit.view, error), status: outcomes[error.code].status };
      return { ...answerWith(visit.view, reader, shown), error, ids };
    }
  }

  return {
    async show(request, administrator, context) {
      if (!administrator) return showSignIn(parts, request, context);
      return guard(request, administrator, context, async (visit, reader) => {
        refuseForeign(request);
        const isToConfirm = visit.view.page === CONFIRM;
        const shown = isToConfirm
          ? renderConfirmPage(visit.view, visit.query)
          : await pageOf(pages, visit.view).show(visit);
        return answerWith(visit.view, reader, shown);
      });
    },
    act: (request, poster, context) =>
      'ended' in poster
        ? showEnded(parts, request, poster, context)
        : guard(request, poster, context, (visit, reader) => runAct(connector, pages, visit, reader)),
  };
}

async function showSignIn(
  parts: Parameters<typeof readConsoleVisit>[0],
  request: HttpRequest,
  context: InvocationContext,
): Promise<Answer> {
  const { publicUrl } = parts.config;
  const reader = await readConsoleReader(parts, request, context);
  const asked = addressOf(publicUrl, request).slice(`${publicUrl}/console`.length).replace(/^\//, '');
  const view = { ...contextOf(reader), settings: parts.config, asked, hasEnded: request.query.has('ended'), typed: [] };
  return { response: pageReply(reader, renderConsoleSignIn(view)) };
}

/** What was typed is in the answer, and nothing of it was done. */
async function showEnded(
  parts: Parameters<typeof readConsoleVisit>[0],
  request: HttpRequest,
  { ended }: EndedAdministrator,
  context: InvocationContext,
): Promise<Answer> {
  const { publicUrl } = parts.config;
  const reader = await readConsoleReader(parts, request, context);
  const asked = addressOf(publicUrl, request).slice(`${publicUrl}/console`.length).replace(/^\//, '');
  const typed = ended.texts().filter(([name, text]) => text.length >= TYPED_CHARACTERS && !ours.includes(name));
  const view = { ...contextOf(reader), settings: parts.config, asked, hasEnded: true, typed };
  const error = new ConnectorError('request_expired');
  return { response: pageReply(reader, renderConsoleSignIn(view), outcomes[error.code].status), error };
}

/** A link on another site makes no file, which is in the audit, and tries no check, which costs. */
function refuseForeign({ query, headers }: HttpRequest): void {
  const hasEffect = query.has('format') || query.has('check');
  if (hasEffect && !ownSites.includes(headers.get('sec-fetch-site'))) throw new ConnectorError('cross_site_request');
}

async function runAct(
  { config, signIn, now }: Pick<Connector, 'config' | 'signIn' | 'now'>,
  pages: Pages,
  visit: ConsoleVisit,
  reader: Reader,
): Promise<Answer> {
  const { view, administrator } = visit;
  const { form } = administrator;
  const acts = pageOf(pages, view).acts ?? {};
  const name = form?.text('act') ?? '';
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (!form || !act) throw new ConnectorError('method_not_allowed');
  // Back to where the form was, once the credentials are given.
  const back = [view.page, visit.item].filter(Boolean).join('/');
  if (act.isDestructive && !isConfirmed(administrator, now()))
    return leadTo(config, view, { page: CONFIRM, query: { back } });
  const purpose = [formatSender(administrator.sender), back, name].join(' ');
  if (act.isOnce && !(await signIn.takeForm(form.text('once'), purpose)))
    return answerPosted(config, act, visit, reader);
  const done = await act.run(visit, form);
  const ids = { act: name, ...done.ids };
  return 'page' in done ? leadTo(config, view, { ...done, ids }) : { ...answerWith(view, reader, done), ids };
}

/** By default the page says so; one that carries something along is shown with it. */
function answerPosted(config: Connector['config'], { showPosted }: Act, visit: ConsoleVisit, reader: Reader): Answer {
  const { form } = visit.administrator;
  const back = [visit.view.page, visit.item].filter(Boolean).join('/');
  if (!showPosted || !form) return leadTo(config, visit.view, { page: back, query: { done: POSTED } });
  const view = { ...visit.view, wasPosted: true };
  return answerWith(view, reader, showPosted({ ...visit, view }, form));
}

function pageOf(pages: Pages, { page: name }: Pick<ConsoleVisit['view'], 'page'>): ConsolePage {
  const page = Object.hasOwn(pages, name) ? pages[name] : undefined;
  if (!page) throw new ConnectorError('not_found');
  return page;
}
