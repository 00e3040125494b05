/**
 * What sources of signed webhooks, event doors and callbacks are, as the operator has written it; and templates and secrets of doors.
 *
 * Sources and doors are read all at once, so that an address that somebody only makes up costs no read.
 */
import type { Callback, CallbackDocument, ListCallbacks } from '../shared/callbacks/callback.ts';
import type { ReadSource, SourceDocument } from '../shared/callers/source-document.ts';
import type { DocumentKind } from '../shared/configuration-addresses.ts';
import type { Configuration } from '../shared/configuration/configuration.ts';
import type { DoorDocument } from '../shared/doors/door-document.ts';
import type { DoorSources } from '../shared/doors/door-sources.ts';
import { loadTemplates } from '../shared/templates/load-templates.ts';
import type { TemplateDocument } from '../shared/templates/templates.ts';

type Listing = Pick<Configuration, 'list'>;

function createFind<Document extends object>(configuration: Listing, kind: DocumentKind) {
  return async (hostTenantId: string, name: string): Promise<Document | undefined> => {
    const { documents } = await configuration.list<Document>(kind);
    return documents.find((one) => one.hostTenantId === hostTenantId && one.name === name)?.document;
  };
}

export function createReadSource(configuration: Listing): ReadSource {
  return createFind<SourceDocument>(configuration, 'source');
}

export function createListCallbacks(configuration: Listing): ListCallbacks {
  return async () =>
    (await configuration.list<CallbackDocument>('callback')).documents.map(
      ({ hostTenantId, name, version, document }): Callback => ({
        hostTenantId,
        name,
        version: String(version),
        document,
      }),
    );
}

export function createDoorSources(
  configuration: Pick<Configuration, 'read' | 'list'>,
  readSecret: (name: string) => Promise<string>,
): DoorSources<TemplateDocument> {
  return {
    readDoor: createFind<DoorDocument>(configuration, 'door'),
    readTemplate: (hostTenantId, name) =>
      configuration.read<TemplateDocument>({ kind: 'template', hostTenantId, name }),
    async render(template, language, values) {
      const { renderTemplate } = await loadTemplates();
      return renderTemplate(template, { values, ...(language !== undefined && { language }) });
    },
    readSecret,
  };
}
