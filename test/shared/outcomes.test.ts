import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outcomes, type ErrorCode, type Outcome } from '../../shared/outcomes.ts';
import { entraCodes } from '../../shared/oauth/entra-codes.ts';
import { graphCodes } from '../../shared/graph/graph-codes.ts';

const rows = Object.entries(outcomes) as [ErrorCode, Outcome][];
const root = join(import.meta.dirname, '../..');
const sources = ['shared', 'functions'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && path !== 'outcomes.ts')
    .map((path) => readFileSync(join(root, folder, path), 'utf8')),
);

describe('outcomes', () => {
  it.each(rows)('says of %s what it means, who must act and what to do', (code, outcome) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(outcome.status).toBeOneOf([202, 400, 401, 403, 404, 405, 409, 411, 412, 413, 415, 422, 429, 500, 501, 503]);
    expect(outcome.who).toBeOneOf(['caller', 'person', 'home_admin', 'host_admin', 'operator', 'nobody']);
    expect(outcome.detail).toMatch(/^[A-Z][^<>\n]{20,300}\.$/);
    // An answer has nothing above or below it.
    expect(outcome.detail).not.toMatch(/\b(below|above|this page)\b/i);
    if (outcome.helpUrl) expect(outcome.helpUrl).toMatch(/^https:\/\/learn\.microsoft\.com\/(?!en-us)[a-z0-9/.-]+$/);
    expect(Object.isFrozen(outcome)).toBe(true);
  });

  it('promises a later success only where somebody other than the caller brings it', () => {
    for (const [code, { status, who, disposition }] of rows) {
      if (status === 503 && code !== 'sealed_record_refused') expect([code, disposition]).toEqual([code, 'retry']);
      if (disposition === 'retry') expect([code, who]).not.toEqual([code, 'caller']);
      if (who === 'caller') expect([code, disposition]).toEqual([code, 'reject']);
    }
  });

  it('names the permissions, whose lack is why a host tenant mostly refuses the app', () => {
    for (const word of ['permission', 'User.Read.All', 'User.Invite.All', 'enabled'])
      expect(outcomes.host_tenant_refused.detail).toContain(word);
  });

  it('ends a grant for no fault of ours and for no outage', () => {
    for (const [code, { who, disposition }] of rows)
      if (who === 'operator' || who === 'nobody')
        expect([code, disposition]).toBeOneOf([
          [code, 'retry'],
          ['sealed_record_refused', 'reject'],
          ['home_tenant_not_allowed', 'reject'],
        ]);
  });

  it('never answers a message that exists with a status that clients repeat by themselves', () => {
    const ofGraph = new Set(graphCodes.values());
    for (const code of ofGraph) expect([code, outcomes[code].status]).toEqual([code, 422]);
  });

  it('lists no code that nothing produces', () => {
    const mapped = new Set<string>([...entraCodes.values(), ...graphCodes.values()]);
    const unused = rows
      .map(([code]) => code)
      .filter((code) => !mapped.has(code) && !sources.some((source) => source.includes(`'${code}'`)));
    expect(unused).toEqual([]);
  });
});

describe('entraCodes', () => {
  it('names the operator for nothing that a home tenant, a policy or a person causes', () => {
    for (const number of [53003, 50105, 50053, 7000229, 500014, 500011, 90002, 700016, 65001, 700020, 50173, 70044])
      expect([number, outcomes[entraCodes.get(number) ?? 'internal_error'].who]).not.toEqual([number, 'operator']);
  });

  it.each([7000215, 7000222, 700027, 700016, 50105, 53003])('never ends a grant for AADSTS%i', (number) => {
    expect(outcomes[entraCodes.get(number) ?? 'consent_required'].disposition).toBe('retry');
  });
});

describe('graphCodes', () => {
  it('is written in lower case, as it is looked up', () => {
    for (const code of graphCodes.keys()) expect(code).toBe(code.toLowerCase());
  });
});
