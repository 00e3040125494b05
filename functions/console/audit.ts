/**
 * `console/audit`: who did what, the newest first, narrowed down to some days, and the same as a file.
 *
 * A file is bounded in entries and in time; where it was cut, its last line says the address of the next part. That it was made is in the
 * audit itself.
 */
import type { AuditEntry, AuditRange } from '../../shared/configuration/configuration-store.ts';
import { AUDIT_CSV_ROWS_MAX, AUDIT_CSV_SECONDS, CONSOLE_ROWS } from '../../shared/console-limits.ts';
import { consoleUrl } from '../../shared/pages/console/console-context.ts';
import { renderAuditPage } from '../../shared/pages/console/operation/audit-page.ts';
import { operationTexts } from '../../shared/pages/console/operation/operation-texts.ts';
import type { Connector } from '../compose.ts';
import { collectRows } from './collect-rows.ts';
import type { ConsolePage, ConsoleVisit, ShownFile } from './console-page.ts';
import { writeCsv } from '../../shared/write-csv.ts';
import { csvFile } from './csv-file.ts';

const DAY_MILLISECONDS = 86_400_000;
const BOUNDS = { rows: AUDIT_CSV_ROWS_MAX, seconds: AUDIT_CSV_SECONDS };

export function auditPage({
  config,
  configuration,
  now,
}: Pick<Connector, 'config' | 'configuration' | 'now'>): ConsolePage {
  function readMany(range: AuditRange, start: string | undefined) {
    return collectRows<AuditEntry>(
      { now },
      BOUNDS,
      async (place, top) => {
        const { entries, cursor } = await configuration.listAudit(place, { ...range, top });
        return { rows: entries, cursor };
      },
      start,
    );
  }

  async function exportCsv(visit: ConsoleVisit, start: string | undefined): Promise<ShownFile> {
    const { view, query, by } = visit;
    const words = operationTexts(view).audit;
    const { from, to, range } = readDays(query);
    const { rows: entries, cursor } = await readMany(range, start);
    // It is of all host tenants.
    const { hostTenantId } = config;
    const act = { action: 'exported', kind: 'console', hostTenantId, name: 'audit' } as const;
    await configuration.noteAct({ ...act, count: entries.length }, by);
    const next = cursor && consoleUrl(view, 'audit', { from, to, format: 'csv', cursor });
    const rows = [words.columns, ...entries.map(writeRow), ...(next ? [[words.cut(next)]] : [])];
    const mark = start === undefined && !next ? undefined : 'part';
    return {
      file: csvFile('audit', now(), mark, writeCsv(rows)),
      ids: { count: entries.length, isCut: next !== undefined },
    };
  }

  return {
    async show(visit) {
      const { view, query } = visit;
      const place = query.get('cursor') || undefined;
      if (query.get('format') === 'csv') return exportCsv(visit, place);
      const { from, to, range } = readDays(query);
      const { entries, cursor } = await configuration.listAudit(place, { ...range, top: CONSOLE_ROWS });
      return {
        title: operationTexts(view).audit.title,
        main: renderAuditPage(view, { entries, from, to, cursor, isContinued: place !== undefined }),
        ids: { count: entries.length },
      };
    },
  };
}

/** Both days included. What is no date is left out. */
function readDays(query: URLSearchParams): { from: string; to: string; range: AuditRange } {
  const [from, to] = [readDay(query.get('from')), readDay(query.get('to'))];
  const range = {
    ...(from && { from: new Date(from) }),
    ...(to && { to: new Date(Date.parse(to) + DAY_MILLISECONDS) }),
  };
  return { from, to, range };
}

function readDay(text: string | null): string {
  const isDay = text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
  return isDay ? text : '';
}

function writeRow({ at, action, kind, hostTenantId, name, version, count, by }: AuditEntry): string[] {
  const [first = '', second] = by.split(' ');
  const [person, application] = second === undefined ? ['', first] : [first, second];
  const said = [at.toISOString(), action, kind, hostTenantId, name];
  return [...said, version > 0 ? String(version) : '', count === undefined ? '' : String(count), person, application];
}
