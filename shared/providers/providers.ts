/**
 * The providers by name, each with what it keeps. A file of its own in the package: an installation without a document of the kind
 * `mailbox` does not load it.
 *
 * A further provider is one more property, and may be loaded when it is first asked for.
 */
import { ConnectorError } from '../errors.ts';
import { forEachConcurrently } from '../for-each-concurrently.ts';
import type { Who } from '../outcomes.ts';
import { CHECK_CONCURRENCY_MAX, FINDINGS_SHOWN_MAX } from '../provider-limits.ts';
import type { AcquireForApplication } from '../oauth/token-client.ts';
import type { Registrations } from '../tenants/registration.ts';
import type { EmlProviderDependencies } from './eml/eml-provider.ts';
import { createEmlProvider } from './eml/eml-provider.ts';
import { createGraphApplication } from './graph-application/graph-application.ts';
import type { GraphAccess } from './graph-access.ts';
import { sendOnBehalf } from './graph-shared/send-on-behalf.ts';
import type { MailboxDocument } from './mailbox-document.ts';
import type { KeptMailboxDocument } from './mailbox-entries.ts';
import { readOwnSecrets, type ListDocuments, type OwnSecretSettings } from './own-secrets.ts';
import type { Provider, ProviderMessage, ProviderOutcome } from './provider.ts';
import { createReadSmtpToken } from './smtp/read-smtp-token.ts';
import type { SmtpProviderDependencies } from './smtp/smtp-provider.ts';

/** Documents whose messages leave without a person's grant. */
export type ProviderDocument = Exclude<MailboxDocument, { provider: 'graph-shared' }>;

export interface Providers {
  open(document: ProviderDocument): Promise<Provider<ProviderDocument>>;
  /** With the token of a person. */
  sendOnBehalf(from: { address: string; accessToken: string }, message: ProviderMessage): Promise<ProviderOutcome>;
  /** Tries every document. Resolves to a sentence. @throws ConnectorError with `who` and `detail` for what somebody must do */
  check(kept: readonly KeptMailboxDocument[]): Promise<string>;
}

export interface ProvidersDependencies
  extends
    Omit<EmlProviderDependencies, 'now'>,
    Pick<SmtpProviderDependencies, 'readSecret' | 'clientName' | 'isLoopbackAllowed' | 'tls'> {
  ownSecrets: OwnSecretSettings;
  listDocuments: ListDocuments;
  graph: GraphAccess;
  registrations: Pick<Registrations, 'readForHomeTenant'>;
  acquireForApplication: AcquireForApplication;
  now: () => Date;
}

export function createProviders(dependencies: ProvidersDependencies): Providers {
  const byName: Record<ProviderDocument['provider'], () => Promise<Provider<ProviderDocument>>> = {
    'graph-application': once(async () => createGraphApplication(dependencies)),
    smtp: once(async () => {
      const { createSmtpProvider } = await import('./smtp/smtp-provider.ts');
      const { ownSecrets, listDocuments } = dependencies;
      return createSmtpProvider({
        ...dependencies,
        readToken: createReadSmtpToken(dependencies),
        readOwnSecrets: () => readOwnSecrets(ownSecrets, listDocuments),
      });
    }),
    eml: once(async () => createEmlProvider(dependencies)),
  };

  const open: Providers['open'] = ({ provider }) => byName[provider]();

  return {
    open,
    sendOnBehalf: (from, message) => sendOnBehalf(dependencies.graph, from, message),
    async check(kept) {
      const tried = kept.flatMap(({ document, ...source }) =>
        // That a person may send from a shared mailbox, only a message shows.
        document.provider === 'graph-shared' ? [] : [{ ...source, document }],
      );
      const failed: { who: Who; detail: string }[] = [];
      await forEachConcurrently(tried, CHECK_CONCURRENCY_MAX, async (source) => {
        const { ok, detail, who } = await (await open(source.document)).check(source);
        if (!ok) failed.push({ who, detail: `Document ${source.name}: ${detail}` });
      });
      const [first] = failed;
      if (!first)
        return `${tried.length} of ${kept.length} documents could be tried, and each sends from its own mailboxes only.`;
      const detail = failed
        .map((one) => one.detail)
        .slice(0, FINDINGS_SHOWN_MAX)
        .join(' ');
      throw new ConnectorError('mailbox_not_allowed', { who: first.who, detail });
    },
  };
}

/** A failed attempt is not kept. */
function once<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let created: Value | undefined;
  return async () => (created ??= await create());
}
