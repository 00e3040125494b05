/**
 * What the page of one document is given to show. Types only; the use cases' own results fit them.
 */
import type { DocumentAddress } from '../../../configuration-addresses.ts';
import type { ConnectorError, Fault } from '../../../errors.ts';
import type { ConsoleDocumentsTexts } from '../../text/en/console-documents.ts';

/** One version; without a document where it was deleted. */
export interface ShownVersion {
  version: number;
  changedAt: Date;
  changedBy: string;
  document?: object;
}

export interface DocumentView {
  address: DocumentAddress;
  state: 'stored' | 'new' | 'deleted' | 'refused';
  stored?: Required<ShownVersion> | undefined;
  /** Undefined where one of them fails its integrity check. */
  versions: readonly ShownVersion[] | undefined;
  /** What a form of the page says it writes over. */
  expected: string;
  /** What was written and not saved, and why. */
  typed?: string | undefined;
  error?: ConnectorError | undefined;
  done?: string | undefined;
  /** Of a document about a host tenant that is served. */
  tenant?: TenantView | undefined;
  /** Of a template or a door. */
  preview?: PreviewView | undefined;
  /** What has to be taken out of it before it can be deleted. */
  standing?: readonly (keyof ConsoleDocumentsTexts['deleteFirst'])[] | undefined;
  /** It was to be deleted, and was not, because of that. */
  isNotDeleted?: boolean | undefined;
  /** Documents that name it. */
  namedBy?: readonly DocumentAddress[] | undefined;
  /** Of a door or a source: what the ERP sends to. */
  url?: string | undefined;
}

export interface TenantView {
  state: 'active' | 'paused' | 'left';
}

export interface PreviewView {
  /** The template that a door uses. */
  template?: DocumentAddress | undefined;
  /** As they were filled in. */
  language: string;
  values: string;
  /** What is wrong with them. */
  error?: ConnectorError | undefined;
  result?: ShownPreview | undefined;
}

export interface ShownPreview {
  language: string;
  /** Absent if there is a fault. */
  message?: { subject: string; text?: string; html?: string };
  faults: readonly Fault[];
  unused: readonly string[];
}

/** An off-boarding that has begun. */
export interface ShownDeparture {
  /** Absent: the whole host tenant. */
  homeTenantId?: string | undefined;
  startedAt: string;
  finishedAt?: string | undefined;
}
