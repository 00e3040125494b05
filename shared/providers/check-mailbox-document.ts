/**
 * What a document of the kind `mailbox` may not say under the settings, and beside the others of its host tenant: it narrows what a
 * setting allows and never widens it, and no name leads to two mailboxes. Pure.
 *
 * Asked when it is written; every use asks again.
 */
import { isAllowed, type AllowList } from '../allow-list.ts';
import type { Fault } from '../errors.ts';
import type { IsOwnSecret } from './own-secrets.ts';
import { listEntries, type KeptMailboxDocument } from './mailbox-entries.ts';
import type { MailboxDocument } from './mailbox-document.ts';

export interface MailboxSettings {
  callerClientIds: AllowList;
  allowedHomeTenants: AllowList;
  /** Of secrets that are for something else. */
  isOwnSecret: IsOwnSecret;
  /** Whether the host tenant only tests. */
  isSandbox: boolean;
}

/** Every fault, with JSON pointers. `others`: those of the same host tenant. */
export function checkMailboxDocument(
  { hostTenantId, name, document }: Pick<KeptMailboxDocument, 'hostTenantId' | 'name' | 'document'>,
  others: readonly KeptMailboxDocument[],
  settings: MailboxSettings,
): Fault[] {
  const { callerClientIds, allowedHomeTenants } = settings;
  const { applications = [] } = document;
  return [
    ...('homeTenantId' in document &&
    document.homeTenantId !== undefined &&
    document.homeTenantId !== hostTenantId &&
    !isAllowed(allowedHomeTenants, document.homeTenantId)
      ? [outside('/homeTenantId', 'ALLOWED_HOME_TENANTS')]
      : []),
    ...applications.flatMap((id, index) =>
      isAllowed(callerClientIds, id) ? [] : [outside(`/applications/${index}`, 'CALLER_CLIENT_IDS')],
    ),
    ...findTaken({ hostTenantId, name, document, changedAt: new Date(0) }, others),
    ...findContradictions(document, settings),
  ];
}

function findTaken(own: KeptMailboxDocument, others: readonly KeptMailboxDocument[]): Fault[] {
  const taken = new Map(
    others
      .filter(({ name }) => name !== own.name)
      .flatMap((other) => listEntries(other).flatMap(({ references, name }) => references.map((one) => [one, name]))),
  );
  const seen = new Set<string>();
  return listEntries(own).flatMap(({ address, references }, index) =>
    references.flatMap((reference) => {
      const pointer = `/mailboxes/${index}${reference === address ? '/address' : ''}`;
      const other = taken.get(reference);
      if (other !== undefined) return [{ pointer, detail: `has a name that is in the document ${other} already` }];
      if (seen.has(reference)) return [{ pointer, detail: 'has a name that is given more than once' }];
      seen.add(reference);
      return [];
    }),
  );
}

function findContradictions(document: MailboxDocument, { isOwnSecret, isSandbox }: MailboxSettings): Fault[] {
  switch (document.provider) {
    case 'graph-application':
      return document.mailboxes.some(({ address }) => address === document.deniedMailbox)
        ? [{ pointer: '/deniedMailbox', detail: 'is one of mailboxes' }]
        : [];
    case 'graph-shared':
      return document.sender !== undefined && !document.senders.includes(document.sender)
        ? [{ pointer: '/sender', detail: 'is not one of senders' }]
        : [];
    case 'smtp': {
      const { credential } = document;
      return credential.kind === 'password' && isOwnSecret(credential.secretName)
        ? [
            {
              pointer: '/credential/secretName',
              detail: 'names a secret of the connector itself, or of another document, which goes to no mail server',
            },
          ]
        : [];
    }
    case 'eml':
      return isSandbox
        ? []
        : [
            {
              pointer: '/provider',
              detail: 'stores mail unsealed, and is only for a tenant whose document has a sandbox',
            },
          ];
  }
}

const outside = (pointer: string, setting: string): Fault => ({
  pointer,
  detail: `is not in ${setting}, which a document can only narrow`,
});
