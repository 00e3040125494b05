import { describe, expect, it } from 'vitest';
import { printDiagnosis, type Diagnosis } from '../../../infra/admin/print-diagnosis.ts';

const checkedAt = '2026-11-24T12:00:00.000Z';
const id = '00000b05-0000-4000-8000-000000000001';

function print(diagnosis: Pick<Diagnosis, 'result' | 'steps'>): { lines: string[]; error: unknown } {
  const lines: string[] = [];
  try {
    printDiagnosis({ id, checkedAt, ...diagnosis }, (line) => lines.push(line));
    return { lines, error: undefined };
  } catch (error) {
    return { lines, error };
  }
}

describe('printDiagnosis', () => {
  it('prints a row for each step, with a word beside each mark, and ends well while nothing failed', () => {
    const { lines, error } = print({
      result: 'warning',
      steps: [
        { name: 'names', state: 'ok', finding: 'proven', detail: '1 name.', found: { proven: ['ann@fabrikam.com'] } },
        { name: 'policy', state: 'warning', finding: 'sandbox', detail: 'For tests.' },
      ],
    });
    expect(error).toBeUndefined();
    expect(lines).toEqual([
      `Sender ${id}`,
      '✓ ok       names       1 name.',
      '                       Names: ann@fabrikam.com',
      '! warning  policy      For tests.',
    ]);
  });

  it('says below a step that failed who must act and where to go, and fails with where to begin', () => {
    const { lines, error } = print({
      result: 'failed',
      steps: [
        {
          name: 'policy',
          state: 'failed',
          detail: 'A policy\u001b[2J.',
          code: 'blocked_by_home_policy',
          who: 'home_admin',
          upstreamCode: 'AADSTS53003',
          since: checkedAt,
          appId: 'c11e',
          outboundAddresses: '203.0.113.10',
          helpUrl: 'https://learn.microsoft.com/',
        },
        { name: 'token', state: 'skipped', detail: 'Not tried: policy has to be ok first.', skippedFor: 'policy' },
      ],
    });
    expect(lines.slice(1).map((line) => line.trim())).toEqual([
      '✗ failed   policy      A policy[2J.',
      "Who must act: an administrator of the sender's home organisation",
      'Code: blocked_by_home_policy, AADSTS53003',
      `Since: ${checkedAt}`,
      'App to allow: c11e',
      'Addresses to allow: 203.0.113.10',
      'Read: https://learn.microsoft.com/',
      '– skipped  token       Not tried: policy has to be ok first.',
    ]);
    expect(error).toEqual(new Error('Begin at policy: blocked_by_home_policy'));
  });
});
