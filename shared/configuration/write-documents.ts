/**
 * Writes and deletes documents: what the schema and the settings allow, over the version that the operator has read, and into the audit.
 *
 * A document that says what it said before is not written again. What comes from outside leaves to off-boarding what that writes. It does not
 * know who may write.
 */
import { isDeepStrictEqual } from 'node:util';
import type { DocumentAddress } from '../configuration-addresses.ts';
import { AUDIT_DAYS, DOCUMENTS_MAX } from '../configuration-limits.ts';
import { ConnectorError, type Fault } from '../errors.ts';
import { FAULTS_MAX } from '../limits.ts';
import { createCheckDepartures, type CheckDepartures } from './check-departures.ts';
import { checkRemoval, type CheckDocument } from './check-document.ts';
import type { AuditAction, ConfigurationStore, StoredDocument } from './configuration-store.ts';
import { parseDocument } from './parse-document.ts';
import { orRefused, type ListedDocument, type ReadDocuments } from './read-documents.ts';
import type { SealedDocuments } from './sealed-documents.ts';

/** The version over which is written: a number, `any` that is there, `none` where there must be none, undefined where nothing was said. */
export type ExpectedVersion = number | 'any' | 'none' | undefined;

/** What was written, or was there and says the same. */
interface Written {
  written: ListedDocument<object>;
  isNew: boolean;
}

type Put = (address: DocumentAddress, value: unknown, expected: ExpectedVersion, by: string) => Promise<Written>;

export interface WriteDocuments {
  /**
   * @throws ConnectorError `invalid_request` (all faults), `request_too_large`, `document_changed` for another version than the expected
   *   one, or where there is one and none was named; `conflict`
   */
  put: Put;
  /** As `put`, for a document that somebody has written: departures in it are those that are there, or fewer. */
  putFromOutside: Put;
  /** @throws ConnectorError `not_found`, `invalid_request`, `document_changed`, `conflict` */
  remove(address: DocumentAddress, expected: ExpectedVersion, by: string): Promise<void>;
}

export interface WriteDocumentsDependencies {
  store: ConfigurationStore;
  sealed: SealedDocuments;
  documents: ReadDocuments;
  checkDocument: CheckDocument;
  now: () => Date;
}

export function createWriteDocuments(dependencies: WriteDocumentsDependencies): WriteDocuments {
  const { store, sealed, documents, checkDocument, now } = dependencies;

  async function write(
    address: DocumentAddress,
    bytes: Uint8Array | undefined,
    before: StoredDocument | undefined,
    { version, by, action }: { version: number; by: string; action: AuditAction },
  ): Promise<Date> {
    const at = now();
    const row = { ...address, version, sealed: bytes, changedAt: at, changedBy: by };
    try {
      await store.write(row, before, { ...address, at, by, action, version });
    } finally {
      documents.forget(address);
    }
    await store.trimAudit(new Date(at.getTime() - AUDIT_DAYS * 24 * 3600 * 1000));
    return at;
  }

  async function requireDocument(
    address: DocumentAddress,
    value: unknown,
    earlier: object | undefined,
    checkFurther: (document: object) => Promise<Fault[]>,
  ): Promise<object> {
    const { document, faults } = await parseDocument(address.kind, value);
    const all = faults ?? [...(await checkDocument(address, document, earlier)), ...(await checkFurther(document))];
    if (all.length > 0) throw new ConnectorError('invalid_request', { faults: all.slice(0, FAULTS_MAX) });
    return document as object;
  }

  /** Of all host tenants, because they are read together. */
  async function requireRoom({ kind }: DocumentAddress): Promise<void> {
    if ((await store.list(kind)).length < DOCUMENTS_MAX) return;
    const detail = `is one more than the ${DOCUMENTS_MAX} of a kind that there may be`;
    throw new ConnectorError('invalid_request', { faults: [{ pointer: 'path:name', detail }] });
  }

  /** Undefined also for one that is not as it was written: to write over it is the way out. */
  async function openEarlier(before: StoredDocument | undefined): Promise<object | undefined> {
    if (!before?.sealed) return undefined;
    return documents.open({ ...before, sealed: before.sealed }).catch(orRefused);
  }

  const createPut =
    (checkFurther: CheckDepartures): Put =>
    async (address, value, expected, by) => {
      const before = await store.read(address);
      const earlier = await openEarlier(before);
      const further = (given: object) => checkFurther(address, given, before, earlier);
      const document = await requireDocument(address, value, earlier, further);
      requireVersion(before, expected);
      if (!before?.sealed) await requireRoom(address);
      else if (isDeepStrictEqual(earlier, document)) {
        const { etag: _etag, sealed: _sealed, ...row } = before;
        return { written: { ...row, document }, isNew: false };
      }
      const version = (before?.version ?? 0) + 1;
      const bytes = await sealed.seal(address, version, JSON.stringify(document));
      const action = before?.sealed ? 'changed' : 'created';
      const changedAt = await write(address, bytes, before, { version, by, action });
      return { written: { ...address, document, version, changedAt, changedBy: by }, isNew: action === 'created' };
    };

  return {
    put: createPut(async () => []),
    putFromOutside: createPut(createCheckDepartures(dependencies)),
    async remove(address, expected, by) {
      const before = await store.read(address);
      if (!before?.sealed) throw new ConnectorError('not_found');
      const faults = checkRemoval(address, (await openEarlier(before)) ?? {});
      if (faults.length > 0) throw new ConnectorError('invalid_request', { faults });
      requireVersion(before, expected);
      await write(address, undefined, before, { version: before.version + 1, by, action: 'deleted' });
    },
  };
}

function requireVersion(before: StoredDocument | undefined, expected: ExpectedVersion): void {
  const current = before?.sealed ? before.version : 'none';
  if (expected === current || (expected === undefined && current === 'none')) return;
  if (expected === 'any' && current !== 'none') return;
  throw new ConnectorError('document_changed');
}
