/**
 * What a page of the console is: how it is shown, and what can be done there. Types only.
 *
 * A page is in the table of pages (pages.ts) under the name in its address, `console/{name}` and `console/{name}/{item}`. Whoever shows or
 * does something is signed in and has the role; an act posts the form of a page that was made for the same session.
 */
import type { InvocationContext } from '@azure/functions';
import type { ConnectorError } from '../../shared/errors.ts';
import type { AlarmCode } from '../../shared/outcomes.ts';
import type { SafeHtml } from '../../shared/pages/kit/html.ts';
import type { ConsoleContext } from '../../shared/pages/console/console-context.ts';
import type { HostTenant } from '../../shared/tenants/host-tenant.ts';
import type { Connector } from '../compose.ts';
import type { ConsoleForm } from '../read-console-form.ts';
import type { Administrator } from '../read-administrator.ts';
import type { Reply } from '../respond.ts';

/** One request to a page. */
export interface ConsoleVisit {
  /** What every page needs: settings, texts, links, who is signed in. */
  view: ConsoleContext;
  administrator: Administrator;
  /** As the audit names them: `{object id} {client id}`. */
  by: string;
  /** The host tenant that was chosen; by default that of the settings. */
  tenant: HostTenant;
  /** The last part of the address, decoded; empty where there is none. */
  item: string;
  query: URLSearchParams;
  context: InvocationContext;
}

export interface ShownPage {
  /** Of the title and the heading. */
  title: string;
  main: SafeHtml;
  status?: number;
  /** For the log. */
  ids?: Record<string, string | number | boolean | undefined>;
  alarms?: AlarmCode[];
  /** A refusal that the page tells of, with what was filled in; its status is that of the page. */
  error?: ConnectorError;
}

/** A file to save, which needs no frame. */
export interface ShownFile {
  file: Pick<Reply, 'body'> & { name: string; contentType: string };
  ids?: ShownPage['ids'];
}

/** Where an act leads; `query` says what was done, by words that the page knows. */
export interface Led {
  /** Below `console`. */
  page: string;
  query?: Record<string, string>;
  ids?: ShownPage['ids'];
}

/**
 * An act that changes something, sends something or exports people or messages writes the audit itself, or its use case does: once it is
 * known that it can be done, and before it is.
 */
export interface Act {
  /** Cannot be undone: asks for the credentials again. */
  isDestructive: boolean;
  /** Sends something each time: the same form does it once. */
  isOnce?: boolean;
  /** Shown in place of doing it again, where a page has more to lose than that it was posted. */
  showPosted?(visit: ConsoleVisit, form: ConsoleForm): ShownPage;
  /** A page is shown in answer where it has to show what cannot be asked for again. */
  run(visit: ConsoleVisit, form: ConsoleForm): Promise<Led | ShownPage | ShownFile>;
}

export interface ConsolePage {
  show(visit: ConsoleVisit): Promise<ShownPage | ShownFile>;
  /** By the field `act` of a form. */
  acts?: Readonly<Record<string, Act>>;
}

/** Makes the pages of one subject from the connector. */
export type CreatePages = (connector: Connector) => Readonly<Record<string, ConsolePage>>;
