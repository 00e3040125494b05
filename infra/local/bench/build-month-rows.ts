/**
 * What the bench prints of a month, from the work that it has counted.
 */
import { computeMonth, sumMonth } from '../../cost/compute-month.ts';
import type { WorkCounts } from '../../../shared/activity/counted-work.ts';
import type { Row } from './budget.ts';

/** Without a budget. */
export function buildMonthRows(counts: WorkCounts): Row[] {
  return [0, 10_000, 1_000_000].map((sends) => {
    const month = computeMonth(sends, counts);
    const lines = Object.entries(month).filter(([, dollars]) => dollars >= 0.005);
    const shown = lines.map(([line, dollars]) => `${line} $${dollars.toFixed(2)}`);
    return {
      what: `Azure, a month with ${sends.toLocaleString('en')} sends`,
      measured: `$${sumMonth(month).toFixed(2)} (${shown.join('; ')})`,
      budget: 'as in README.md',
    };
  });
}
