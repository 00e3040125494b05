/**
 * Names of the secrets that are for something else than a mail server: the connector's own, and those that app registrations, sources, doors
 * and callbacks name, of every host tenant. None of them is a password of a mailbox, whatever a document says. It reads no secret.
 */
import type { DocumentAddress, DocumentKind } from '../configuration-addresses.ts';
import { ConnectorError } from '../errors.ts';

/** Kinds whose documents name secrets of their own. */
const kinds = ['registration', 'source', 'door', 'callback'] as const satisfies readonly DocumentKind[];

/** Where their documents name them. */
interface NamesSecrets {
  secretName?: string | undefined;
  secretNames?: readonly string[] | undefined;
  header?: { secretNames: readonly string[] };
  clientState?: { secretNames: readonly string[] };
}

/** Throws as whatever keeps them. */
export type ListDocuments = <Document extends object>(
  kind: DocumentKind,
) => Promise<{ documents: readonly { document: Document }[]; refused: readonly DocumentAddress[] }>;

export interface OwnSecretSettings {
  tokenPepperName: readonly string[];
  clientSecretName?: string | undefined;
}

/** Whether a name in Key Vault, which knows no case, is taken. */
export type IsOwnSecret = (name: string) => boolean;

/** @throws ConnectorError `sealed_record_refused` where a document was spoilt, which may be the one that names it; else as `list` */
export async function readOwnSecrets(
  { tokenPepperName, clientSecretName }: OwnSecretSettings,
  list: ListDocuments,
): Promise<IsOwnSecret> {
  const listed = await Promise.all(kinds.map((kind) => list<NamesSecrets>(kind)));
  if (listed.some(({ refused }) => refused.length > 0)) throw new ConnectorError('sealed_record_refused');
  const names = listed.flatMap(({ documents }) => documents.flatMap(({ document }) => namesIn(document)));
  const own = new Set([...tokenPepperName, clientSecretName ?? '', ...names].map((name) => name.toLowerCase()));
  return (name) => own.has(name.toLowerCase());
}

function namesIn({ secretName, secretNames = [], header, clientState }: NamesSecrets): string[] {
  const single = secretName === undefined ? [] : [secretName];
  return [...single, ...secretNames, ...(header?.secretNames ?? []), ...(clientState?.secretNames ?? [])];
}
