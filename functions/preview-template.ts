/**
 * `POST /tenants/{tenant}/templates/{name}/preview`: what a template would send, with examples or given values; of the stored one, or of one
 * that is posted. It stores and sends nothing.
 */
import type { HttpRequest } from '@azure/functions';
import { DOCUMENT_MAX_BYTES } from '../shared/configuration-limits.ts';
import { ConnectorError, type Fault } from '../shared/errors.ts';
import { isJsonObject, type JsonObject } from '../shared/submission/json-value.ts';
import { checkMediaType } from '../shared/submission/media-type.ts';
import { parseJson } from '../shared/submission/parse-json.ts';
import { loadTemplates } from '../shared/templates/load-templates.ts';
import type { TemplateDocument } from '../shared/templates/templates.ts';
import { addressOf } from './configuration.ts';
import type { Connector } from './compose.ts';
import { readBody } from './read-body.ts';

export function previewTemplateMethods({ configuration }: Pick<Connector, 'configuration'>) {
  /** @throws ConnectorError `not_found`, `invalid_request` */
  async function readDocument(request: HttpRequest, posted: unknown): Promise<TemplateDocument> {
    if (posted === undefined) {
      const stored = await configuration.readStored(addressOf(request, 'template'));
      if (!stored) throw new ConnectorError('not_found');
      return stored.document as TemplateDocument;
    }
    const { document, faults } = (await loadTemplates()).checkTemplate(posted);
    if (document) return document;
    throw invalid(faults.map(({ pointer, detail }) => ({ pointer: `/document${pointer}`, detail })));
  }

  return {
    async POST(request: HttpRequest) {
      const { kind: _kind, ...address } = addressOf(request, 'template');
      const body = await readBody(request, DOCUMENT_MAX_BYTES);
      checkMediaType(request.headers);
      const { language, values, document: posted } = parseBody(body);
      const document = await readDocument(request, posted);
      const { previewTemplate } = await loadTemplates();
      const preview = previewTemplate(document, {
        ...(language !== undefined && { language }),
        ...(values !== undefined && { values }),
      });
      return { response: { jsonBody: preview }, ids: { name: address.name, faults: preview.faults.length } };
    },
  };
}

function parseBody(body: Uint8Array): { language?: string; values?: JsonObject; document?: unknown } {
  const { value, faults } = parseJson(body);
  if (!isJsonObject(value)) throw invalid([{ pointer: '', detail: 'is not an object' }]);
  const { language, values, document, ...others } = value;
  const all: Fault[] = [
    ...faults,
    ...Object.keys(others).map((name) => ({ pointer: `/${name}`, detail: 'is not a known property' })),
    ...(language === undefined || typeof language === 'string'
      ? []
      : [{ pointer: '/language', detail: 'is not a string' }]),
    ...(values === undefined || isJsonObject(values) ? [] : [{ pointer: '/values', detail: 'is not an object' }]),
  ];
  if (all.length > 0) throw invalid(all);
  return {
    ...(typeof language === 'string' && { language }),
    ...(isJsonObject(values) && { values }),
    ...(document !== undefined && { document }),
  };
}

function invalid(faults: Fault[]): ConnectorError {
  return new ConnectorError('invalid_request', { faults });
}
