/**
 * What is done with a document: save, put back a version, delete, preview a template or a door, pause and resume a host tenant.
 *
 * Everything is written as the API writes it, checked by the same schemas and into the audit by the same use case, over the version that the
 * page has shown. What was written is never lost: a refusal shows the page again with it.
 */
import type { ExpectedVersion } from '../../shared/configuration/write-documents.ts';
import type { DoorDocument } from '../../shared/doors/door-document.ts';
import { ConnectorError, hasCode } from '../../shared/errors.ts';
import { formatDocument } from '../../shared/pages/console/documents/document-page.ts';
import type { PreviewView } from '../../shared/pages/console/documents/document-view.ts';
import { loadTemplates } from '../../shared/templates/load-templates.ts';
import type { TemplateDocument } from '../../shared/templates/templates.ts';
import { keepDepartures } from '../../shared/tenants/departures.ts';
import type { Connector } from '../compose.ts';
import type { ConsoleForm } from '../read-console-form.ts';
import type { Act, ConsoleVisit, Led, ShownPage } from './console-page.ts';
import { previewDoor } from './preview-door.ts';
import { parseJsonField, readJsonObject } from './read-json-field.ts';
import { setPaused } from './set-paused.ts';
import { readDocumentAddress, type ShowDocument } from './show-document.ts';

type Parts = Pick<Connector, 'config' | 'configuration' | 'callbacks' | 'now'>;

export function documentActs(parts: Parts, showDocument: ShowDocument): Readonly<Record<string, Act>> {
  const { configuration, callbacks } = parts;
  const toPage = ({ item }: ConsoleVisit, done: string): Led => ({ page: `documents/${item}`, query: { done } });
  const act = (run: Act['run'], isDestructive = false): Act => ({ isDestructive, run });

  /** Writes a text; what is refused is shown beside it. */
  async function write(visit: ConsoleVisit, form: ConsoleForm, text: string, done: string): Promise<Led | ShownPage> {
    const address = readDocumentAddress(parts, visit);
    const given = form.text('version');
    const expected = readExpected(given);
    try {
      await configuration.putFromOutside(address, parseJsonField(text), expected, visit.by);
      return toPage(visit, done);
    } catch (error) {
      if (!(error instanceof ConnectorError)) throw error;
      // What was changed meanwhile is shown, so the next attempt is over that.
      const kept = error.code === 'document_changed' ? {} : { expected: given };
      return showDocument(visit, { typed: text, error, ...kept });
    }
  }

  async function restore(visit: ConsoleVisit, form: ConsoleForm): Promise<Led | ShownPage> {
    const address = readDocumentAddress(parts, visit);
    const versions = await configuration.listVersions(address);
    const wanted = versions.find(({ version }) => String(version) === form.text('restored'))?.document;
    if (!wanted) throw new ConnectorError('not_found');
    // Who has left does not come back, and nobody leaves again, with what else the document said.
    const document = address.kind === 'tenant' ? keepDepartures(wanted, versions[0]?.document ?? {}) : wanted;
    return write(visit, form, formatDocument(document), 'restored');
  }

  async function remove(visit: ConsoleVisit, form: ConsoleForm): Promise<Led | ShownPage> {
    const address = readDocumentAddress(parts, visit);
    const expected = readExpected(form.text('version'));
    try {
      await configuration.remove(address, expected, visit.by);
    } catch (error) {
      // What has to be taken out of it first.
      if (error instanceof ConnectorError && hasCode(error, 'invalid_request'))
        return showDocument(visit, { notDeleted: error });
      throw error;
    }
    // One that is written later begins anew.
    if (address.kind === 'callback') await callbacks.forget(address);
    return { page: 'documents', query: { done: 'deleted' } };
  }

  async function pause(visit: ConsoleVisit, isPaused: boolean): Promise<Led> {
    const address = readDocumentAddress(parts, visit);
    if (address.kind !== 'tenant') throw new ConnectorError('method_not_allowed');
    await setPaused(parts, address, isPaused, visit.by);
    return toPage(visit, isPaused ? 'paused' : 'resumed');
  }

  async function preview(visit: ConsoleVisit, form: ConsoleForm): Promise<ShownPage> {
    const address = readDocumentAddress(parts, visit);
    if (address.kind !== 'template' && address.kind !== 'door') throw new ConnectorError('method_not_allowed');
    const stored = await configuration.readStored(address);
    if (!stored) throw new ConnectorError('not_found');
    const given = { language: form.text('language').trim(), values: form.text('values') };
    const { document } = stored;
    const isDoor = address.kind === 'door';
    return showDocument(visit, {
      preview: isDoor
        ? await previewDoor(parts, address, document as DoorDocument, given.values)
        : await previewWith(document as TemplateDocument, given),
    });
  }

  return {
    save: act((visit, form) => write(visit, form, form.text('document'), 'saved')),
    restore: act(restore),
    delete: act(remove, true),
    preview: act(preview),
    pause: act((visit) => pause(visit, true)),
    resume: act((visit) => pause(visit, false)),
  };
}

/** Without values, with examples. */
async function previewWith(
  document: TemplateDocument,
  { language, values }: Pick<PreviewView, 'language' | 'values'>,
): Promise<PreviewView> {
  const isGiven = values.trim() !== '';
  const { parsed, error } = isGiven ? readJsonObject(values) : {};
  if (error) return { language, values, error };
  const { previewTemplate } = await loadTemplates();
  const result = previewTemplate(document, { ...(language && { language }), ...(parsed && { values: parsed }) });
  return { language, values: isGiven ? values : formatDocument(result.values), result };
}

/** @throws ConnectorError `invalid_request` */
function readExpected(text: string): ExpectedVersion {
  if (text === 'none' || text === 'any') return text;
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new ConnectorError('invalid_request', {
    faults: [{ pointer: '/version', detail: 'is not a version, none or any' }],
  });
}
