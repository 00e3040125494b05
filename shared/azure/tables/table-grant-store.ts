/**
 * Grants and their sealed tokens in the table `grants`.
 *
 * Grant columns: status, homeTenantId, homeObjectId, clientId?, generation, userPrincipalName?, mailbox, names and scopes (JSON),
 * namesProvenAt?, connectedAt, accountSince?, fencesUntil?, changedAt?, shownAs?, refreshDueAt, refreshFailures, problemCode?, problemUpstreamCode?, problemSince?, and
 * mailboxProblemCode?, mailboxProblemUpstreamCode?, mailboxProblemSince? of the mailbox beside one of the account; hostProblemCode? and
 * hostProblemSince?. Tokens columns:
 * sealed (binary), refreshedAt. Columns of what is left of an erased grant: generation, erasedAt. The latest account is in
 * table-latest-accounts.ts. Keys: storage-addresses.ts. It neither seals nor opens anything. After a lost answer a write is recognised by the row it left; otherwise it is a `conflict`, and
 * the caller reads again.
 */
import { ConnectorError } from '../../errors.ts';
import type {
  ErasedGrant,
  Grant,
  GrantProblem,
  GrantStore,
  HostProblem,
  SealedTokens,
  Versioned,
} from '../../grants/grant.ts';
import { hostProblemCodes } from '../../host-account.ts';
import { formatSender, parseSender, type Sender } from '../../sender.ts';
import {
  addressOfErased,
  addressOfGrant,
  addressOfLatestAccount,
  addressOfTokens,
  GRANT_ROW_KEY,
  partitionsOfTenant,
} from '../../storage-addresses.ts';
import { odata } from './odata.ts';
import type { Entity } from './table-entity.ts';
import { formatName, parseName } from './table-grant-names.ts';
import { errorCodes, readState, stateColumns, statuses } from './table-grant-states.ts';
import { createReadGrantRows } from './table-grant-rows.ts';
import { createTableLatestAccounts } from './table-latest-accounts.ts';
import { arrayOf, createRowReader, readSound, refuseRow, type Row, type RowReader } from './table-row.ts';
import type { Table } from './table.ts';

/** Creates the store over the table `grants`. */
export function createTableGrantStore(table: Table, now: () => Date): GrantStore {
  const readRows = createReadGrantRows(table, now);
  return {
    async read(sender) {
      const rows = await readRows(formatSender(sender));
      const grantRow = rows.find(({ rowKey }) => rowKey === GRANT_ROW_KEY);
      const grant = grantRow && readGrant(table.name, grantRow, sender);
      const tokensKey = grant && addressOfTokens(sender, grant.generation).keys.rowKey;
      const tokensRow = grant && rows.find(({ rowKey }) => rowKey === tokensKey);
      const tokens = tokensRow && readTokens(table.name, tokensRow, grant);
      const erasedKey = addressOfErased(sender).keys.rowKey;
      const erasedRow = rows.find(({ rowKey }) => rowKey === erasedKey);
      const erased = erasedRow && readErased(table.name, erasedRow, sender);
      return { ...(grant && { grant }), ...(tokens && { tokens }), ...(erased && { erased }) };
    },
    async connect({ etag, erased, ...grant }, tokens, latest) {
      if (tokens.generation !== grant.generation) throw new Error('Grant and tokens are of different generations.');
      const entity = writeGrant(grant);
      await table.transact([
        etag === undefined ? { kind: 'insert', entity } : { kind: 'replace', entity, etag },
        // Guarded by the grant: a tokens row of this generation can only be left over.
        { kind: 'upsert', entity: writeTokens(grant.sender, tokens) },
        { kind: 'delete', entity: addressOfLatestAccount(grant.sender).keys, etag: latest.etag },
        ...(erased ? [{ kind: 'delete', entity: addressOfErased(grant.sender).keys, etag: erased.etag } as const] : []),
      ]);
    },
    ...createTableLatestAccounts(table),
    async replace({ etag, ...grant }) {
      await table.replace(writeGrant(grant), etag);
    },
    // Here every reading is one of now.
    endReadings: async (grant) => grant,
    async forbidFences(sender, etag) {
      const written = await table.merge({ ...addressOfGrant(sender).keys, fencesUntil: new Date(0) }, etag);
      if (written === undefined) throw new ConnectorError('conflict');
      return written;
    },
    async replaceTokens(sender, { etag, ...tokens }) {
      await table.replace(writeTokens(sender, tokens), etag);
    },
    async renew({ etag, ...grant }, { etag: tokensEtag, ...tokens }) {
      if (tokens.generation !== grant.generation) throw new Error('Grant and tokens are of different generations.');
      const [renewed] = await table.transact([
        { kind: 'replace', entity: writeGrant(grant), etag },
        { kind: 'replace', entity: writeTokens(grant.sender, tokens), etag: tokensEtag },
      ]);
      return renewed ?? '';
    },
    async removeTokens(sender, before) {
      const [first, end] = [addressOfTokens(sender, 0).keys, addressOfTokens(sender, before).keys];
      const range = odata`PartitionKey eq ${first.partitionKey} and RowKey ge ${first.rowKey} and RowKey lt ${end.rowKey}`;
      const { rows } = await table.query({ filter: range, select: [] });
      // Unguarded, so that a refresh that ends at this moment cannot keep a row.
      for (const row of rows) await table.remove(row, '*');
    },
    async erase({ sender, etag }, { generation, erasedAt }) {
      await table.transact([
        // Guarded by the grant; one of an earlier erasure is there only where an earlier release has connected since.
        { kind: 'upsert', entity: { ...addressOfErased(sender).keys, generation, erasedAt } },
        { kind: 'delete', entity: addressOfGrant(sender).keys, etag },
      ]);
    },
    async forget({ sender, etag }) {
      if (!(await table.remove(addressOfErased(sender).keys, etag))) throw new ConnectorError('conflict');
    },
    ...createLists(table),
  };
}

function createLists(table: Table): Pick<GrantStore, 'list' | 'listStates'> {
  return {
    async list(hostTenantId, top, cursor) {
      const page = await table.query({ filter: filterOf(hostTenantId), top, ...(cursor !== undefined && { cursor }) });
      const grants = readSound(page.rows, (row) => {
        requireOf(hostTenantId, table.name, row);
        const { etag: _etag, ...grant } = readGrant(table.name, row);
        return grant;
      });
      return { grants, ...(page.cursor && { cursor: page.cursor }) };
    },
    async listStates(hostTenantId, top, cursor) {
      const query = { filter: filterOf(hostTenantId), select: stateColumns, top };
      const page = await table.query({ ...query, ...(cursor !== undefined && { cursor }) });
      const states = readSound(page.rows, (row) => {
        requireOf(hostTenantId, table.name, row);
        return readState(table.name, row);
      });
      return { states, ...(page.cursor && { cursor: page.cursor }) };
    },
  };
}

function filterOf(hostTenantId: string): string {
  const { from, below } = partitionsOfTenant(hostTenantId);
  return odata`PartitionKey ge ${from} and PartitionKey lt ${below} and RowKey eq ${GRANT_ROW_KEY}`;
}

/** @throws ConnectorError `sealed_record_refused` */
function requireOf(hostTenantId: string, table: string, row: Row): void {
  if (parseSender(row.partitionKey)?.hostTenantId !== hostTenantId) throw refuseRow(table, 'PartitionKey');
}

function writeGrant(grant: Grant): Entity {
  return {
    ...addressOfGrant(grant.sender).keys,
    status: grant.status,
    homeTenantId: grant.homeTenantId,
    homeObjectId: grant.homeObjectId,
    clientId: grant.clientId,
    generation: grant.generation,
    userPrincipalName: grant.userPrincipalName,
    mailbox: grant.mailbox,
    names: JSON.stringify(grant.names.map(formatName)),
    namesProvenAt: grant.namesProvenAt,
    scopes: JSON.stringify(grant.scopes),
    connectedAt: grant.connectedAt,
    accountSince: grant.accountSince,
    fencesUntil: grant.fencesUntil,
    changedAt: grant.changedAt,
    shownAs: grant.shownAs,
    refreshDueAt: grant.refreshDueAt,
    refreshFailures: grant.refreshFailures,
    problemCode: grant.problem?.code,
    problemUpstreamCode: grant.problem?.upstreamCode,
    problemSince: grant.problem?.since,
    mailboxProblemCode: grant.problem?.ofMailbox?.code,
    mailboxProblemUpstreamCode: grant.problem?.ofMailbox?.upstreamCode,
    mailboxProblemSince: grant.problem?.ofMailbox?.since,
    hostProblemCode: grant.hostProblem?.code,
    hostProblemSince: grant.hostProblem?.since,
    hostProvenAt: grant.hostProvenAt,
  };
}

function readGrant(table: string, row: Row, expected?: Sender): Versioned<Grant> {
  const sender = parseSender(row.partitionKey);
  if (!sender || (expected && row.partitionKey !== formatSender(expected))) throw refuseRow(table, 'PartitionKey');
  const columns = createRowReader(table, row);
  const clientId = columns.optional('clientId', columns.guid);
  const userPrincipalName = columns.optional('userPrincipalName', columns.text);
  const shown = readProblem(columns, 'problem');
  const ofMailbox = shown && readProblem(columns, 'mailboxProblem');
  const problem = shown && { ...shown, ...(ofMailbox && { ofMailbox }) };
  const hostProblem = readHostProblem(columns);
  const hostProvenAt = columns.optional('hostProvenAt', columns.date);
  const accountSince = columns.optional('accountSince', columns.date);
  const fencesUntil = columns.optional('fencesUntil', columns.date);
  const changedAt = columns.optional('changedAt', columns.date);
  const shownAs = columns.optional('shownAs', columns.text);
  const namesProvenAt = columns.optional('namesProvenAt', columns.date);
  return {
    sender,
    status: columns.oneOf('status', statuses),
    homeTenantId: columns.guid('homeTenantId'),
    homeObjectId: columns.guid('homeObjectId'),
    ...(clientId !== undefined && { clientId }),
    generation: columns.whole('generation'),
    ...(userPrincipalName !== undefined && { userPrincipalName }),
    mailbox: columns.text('mailbox', /./),
    names: columns.json('names', arrayOf(parseName)),
    ...(namesProvenAt && { namesProvenAt }),
    scopes: columns.json('scopes', arrayOf(parseText)),
    connectedAt: columns.date('connectedAt'),
    ...(accountSince && { accountSince }),
    ...(fencesUntil && { fencesUntil }),
    ...(changedAt && { changedAt }),
    ...(shownAs !== undefined && { shownAs }),
    refreshDueAt: columns.date('refreshDueAt'),
    refreshFailures: columns.whole('refreshFailures'),
    ...(problem && { problem }),
    ...(hostProblem && { hostProblem }),
    ...(hostProvenAt && { hostProvenAt }),
    etag: row.etag,
  };
}

function readErased(table: string, row: Row, sender: Sender): Versioned<ErasedGrant> {
  if (row.partitionKey !== formatSender(sender)) throw refuseRow(table, 'PartitionKey');
  const columns = createRowReader(table, row);
  return { sender, generation: columns.whole('generation'), erasedAt: columns.date('erasedAt'), etag: row.etag };
}

function readProblem(columns: RowReader, prefix: 'problem' | 'mailboxProblem'): GrantProblem | undefined {
  const code = columns.optional(`${prefix}Code`, (column) => columns.oneOf(column, errorCodes));
  const upstreamCode = columns.optional(`${prefix}UpstreamCode`, columns.text);
  const since = columns.optional(`${prefix}Since`, columns.date);
  return code && { code, ...(upstreamCode !== undefined && { upstreamCode }), ...(since && { since }) };
}

function readHostProblem(columns: RowReader): HostProblem | undefined {
  const code = columns.optional('hostProblemCode', (column) => columns.oneOf(column, hostProblemCodes));
  return code && { code, since: columns.date('hostProblemSince') };
}

function writeTokens(sender: Sender, { generation, sealed, refreshedAt }: SealedTokens): Entity {
  return { ...addressOfTokens(sender, generation).keys, sealed, refreshedAt };
}

function readTokens(table: string, row: Row, { sender, generation }: Grant): Versioned<SealedTokens> {
  if (row.partitionKey !== formatSender(sender)) throw refuseRow(table, 'PartitionKey');
  const columns = createRowReader(table, row);
  return { generation, sealed: columns.bytes('sealed'), refreshedAt: columns.date('refreshedAt'), etag: row.etag };
}

function parseText(item: unknown): string | undefined {
  return typeof item === 'string' ? item : undefined;
}
