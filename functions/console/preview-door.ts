/**
 * Shows what a door would make of an event: read and filled as the door does it, and put into its template. Nothing is stored or sent.
 *
 * Who sends it is not proven, because an administrator has written it; what only a header says is not known.
 */
import type { DocumentAddress } from '../../shared/configuration-addresses.ts';
import type { DoorDocument } from '../../shared/doors/door-document.ts';
import { ConnectorError, type Fault } from '../../shared/errors.ts';
import type { PreviewView } from '../../shared/pages/console/documents/document-view.ts';
import { loadTemplates } from '../../shared/templates/load-templates.ts';
import type { TemplateDocument } from '../../shared/templates/templates.ts';
import type { Connector } from '../compose.ts';
import { readJsonObject } from './read-json-field.ts';

/** That of the host tenant of the door. */
export function templateOfDoor({ hostTenantId }: DocumentAddress, { template }: DoorDocument): DocumentAddress {
  return { kind: 'template', hostTenantId, name: template };
}

/** Of the first event in a request with this body. */
export async function previewDoor(
  { configuration, now }: Pick<Connector, 'configuration' | 'now'>,
  address: DocumentAddress,
  document: DoorDocument,
  values: string,
): Promise<PreviewView> {
  const template = templateOfDoor(address, document);
  const view = { language: '', values, template };
  const refuse = (detail: string) => ({ ...view, error: invalid([{ pointer: '', detail }]) });
  const { parsed, error } = readJsonObject(values);
  if (error) return { ...view, error };
  const { readEvents, fillEvent } = await import('../../shared/doors/door-readers.ts');
  const received = { posted: parsed, body: Buffer.from(values), header: () => null, receivedAt: now() };
  const [event] = readEvents(document.kind, received) ?? [];
  if (!event) return refuse('is not what this kind of sender writes');
  if (!document.events.some((name) => name.toLowerCase() === event.name.toLowerCase()))
    return refuse('is an event that events of this door does not list, so it would be ignored');
  const filled = fillEvent(document, event);
  if (filled.faults.length > 0) return { ...view, error: invalid(filled.faults) };
  const stored = await configuration.readStored(template);
  if (!stored) return refuse('needs a template that is not there');
  const { previewTemplate } = await loadTemplates();
  const { language } = filled;
  const given = { values: filled.values, ...(language !== undefined && { language }) };
  return { ...view, result: previewTemplate(stored.document as TemplateDocument, given) };
}

function invalid(faults: readonly Fault[]): ConnectorError {
  return new ConnectorError('invalid_request', { faults: [...faults] });
}
