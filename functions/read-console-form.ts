/**
 * Reads a form of the console, which may bring a file: fields and files by name, each at most once.
 *
 * Its size is bounded before anything is parsed. It says nothing about who posted it.
 */
import type { HttpRequest } from '@azure/functions';
import { CONSOLE_FIELDS_MAX, CONSOLE_FORM_MAX_BYTES } from '../shared/console-limits.ts';
import { ConnectorError } from '../shared/errors.ts';
import { readBody } from './read-body.ts';

export interface ConsoleForm {
  /** Empty where the form has no such field. */
  text(name: string): string;
  /** Every text that is not empty, by the name of its field. */
  texts(): [name: string, text: string][];
  /** Undefined where none was chosen. */
  file(name: string): Promise<Uint8Array | undefined>;
}

/** @throws ConnectorError `request_too_large`, `length_required`, `unsupported_media_type`, `invalid_request` */
export async function readConsoleForm(request: HttpRequest): Promise<ConsoleForm> {
  const type = request.headers.get('content-type') ?? '';
  const mediaType = type.split(';')[0]?.trim().toLowerCase();
  const body = await readBody(request, CONSOLE_FORM_MAX_BYTES);
  if (body.length === 0) return formOf(new URLSearchParams());
  if (mediaType === 'application/x-www-form-urlencoded') return formOf(parseFields(Buffer.from(body).toString()));
  if (mediaType === 'multipart/form-data') return formOf(await parseMultipart(body, type));
  throw new ConnectorError('unsupported_media_type');
}

/** Reading many takes more time than their length says. */
function parseFields(text: string): URLSearchParams {
  if (text.split('&', CONSOLE_FIELDS_MAX + 1).length > CONSOLE_FIELDS_MAX) throw new ConnectorError('invalid_request');
  return new URLSearchParams(text);
}

async function parseMultipart(body: Uint8Array, type: string): Promise<FormData> {
  try {
    return await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } }).formData();
  } catch (cause) {
    if (cause instanceof TypeError) throw new ConnectorError('invalid_request', { cause });
    throw cause;
  }
}

function formOf(fields: URLSearchParams | FormData): ConsoleForm {
  if ([...fields.keys()].length > CONSOLE_FIELDS_MAX) throw new ConnectorError('invalid_request');
  const read = (name: string): FormDataEntryValue | undefined => {
    const values = fields.getAll(name);
    if (values.length > 1) throw new ConnectorError('invalid_request');
    return values[0];
  };
  return {
    text(name) {
      const value = read(name);
      return typeof value === 'string' ? value : '';
    },
    texts: () => [...fields].flatMap(([name, value]) => (typeof value === 'string' && value ? [[name, value]] : [])),
    async file(name) {
      const value = read(name);
      if (value === undefined || typeof value === 'string' || value.size === 0) return undefined;
      return new Uint8Array(await value.arrayBuffer());
    },
  };
}
