import { ConnectorError } from '../../shared/errors.ts';
import type { ErasedGrant, Grant, GrantStore, LatestAccount, SealedTokens } from '../../shared/grants/grant.ts';
import { formatSender } from '../../shared/sender.ts';
import { createMemoryRows } from './memory-rows.ts';

/** Grants and tokens in memory. */
export function createMemoryGrantStore(): GrantStore {
  const grants = createMemoryRows<Grant>();
  const erasures = createMemoryRows<ErasedGrant>();
  const tokens = createMemoryRows<SealedTokens>();
  const accounts = createMemoryRows<LatestAccount>();
  const tokensKey = (sender: Grant['sender'], generation: number) => `${formatSender(sender)} ${generation}`;
  return {
    async read(sender) {
      const row = grants.read(formatSender(sender));
      const sealed = row && tokens.read(tokensKey(sender, row.value.generation));
      const erased = erasures.read(formatSender(sender));
      return {
        ...(row && { grant: { ...row.value, etag: row.etag } }),
        ...(sealed && { tokens: { ...sealed.value, etag: sealed.etag } }),
        ...(erased && { erased: { ...erased.value, etag: erased.etag } }),
      };
    },
    async connect({ etag, erased, ...grant }, sealed, latest) {
      if (sealed.generation !== grant.generation) throw new Error('Grant and tokens are of different generations.');
      const key = formatSender(grant.sender);
      if (accounts.read(key)?.etag !== latest.etag) throw new ConnectorError('conflict');
      if (erased && erasures.read(key)?.etag !== erased.etag) throw new ConnectorError('conflict');
      if (etag === undefined) grants.insert(key, grant);
      else grants.replace(key, grant, etag);
      tokens.put(tokensKey(grant.sender, grant.generation), sealed);
      accounts.remove(key, latest.etag);
      if (erased) erasures.remove(key, erased.etag);
    },
    async putLatestAccount(sender, latest) {
      accounts.put(formatSender(sender), latest);
    },
    async readLatestAccount(sender) {
      const row = accounts.read(formatSender(sender));
      return row && { ...row.value, etag: row.etag };
    },
    async removeExpiredAccount(sender, now) {
      const row = accounts.read(formatSender(sender));
      if (row && row.value.expiresAt <= now) accounts.remove(formatSender(sender), row.etag);
    },
    async removeLatestAccount(sender) {
      accounts.remove(formatSender(sender), '*');
    },
    endReadings: async (grant) => grant,
    async forbidFences(sender, etag) {
      const key = formatSender(sender);
      const row = grants.read(key);
      if (!row) throw new ConnectorError('conflict');
      grants.replace(key, { ...row.value, fencesUntil: new Date(0) }, etag);
      return grants.read(key)?.etag ?? '';
    },
    async replace({ etag, ...grant }) {
      grants.replace(formatSender(grant.sender), grant, etag);
    },
    async replaceTokens(sender, { etag, ...sealed }) {
      tokens.replace(tokensKey(sender, sealed.generation), sealed, etag);
    },
    async renew({ etag, ...grant }, { etag: tokensEtag, ...sealed }) {
      if (sealed.generation !== grant.generation) throw new Error('Grant and tokens are of different generations.');
      const key = tokensKey(grant.sender, sealed.generation);
      if (tokens.read(key)?.etag !== tokensEtag) throw new ConnectorError('conflict');
      const renewed = grants.replace(formatSender(grant.sender), grant, etag);
      tokens.replace(key, sealed, tokensEtag);
      return renewed;
    },
    async removeTokens(sender, before) {
      for (const { key, value } of tokens.all()) {
        if (key === tokensKey(sender, value.generation) && value.generation < before) tokens.remove(key, '*');
      }
    },
    async erase({ sender, etag }, { generation, erasedAt }) {
      if (!grants.remove(formatSender(sender), etag)) throw new ConnectorError('conflict');
      erasures.put(formatSender(sender), { sender, generation, erasedAt });
    },
    async forget({ sender, etag }) {
      if (!erasures.remove(formatSender(sender), etag)) throw new ConnectorError('conflict');
    },
    async listStates(hostTenantId, top, cursor) {
      const page = grants.page(top, cursor, `${hostTenantId}.`);
      const states = page.rows.map(({ value: { status, homeTenantId, problem, hostProblem } }) => ({
        status,
        homeTenantId,
        ...(problem && { problemCode: problem.code }),
        ...(hostProblem && { hostProblemCode: hostProblem.code }),
      }));
      return { states, ...(page.cursor && { cursor: page.cursor }) };
    },
    async list(hostTenantId, top, cursor) {
      const page = grants.page(top, cursor, `${hostTenantId}.`);
      return { grants: page.rows.map(({ value }) => value), ...(page.cursor && { cursor: page.cursor }) };
    },
  };
}
