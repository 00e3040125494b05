/**
 * Reads the two HTTP actions of power-automate.json and fills in their expressions, so that they can be made without Power Automate.
 *
 * An expression that is not in the table throws. Content, headers and address are what the actions say; repeating and polling
 * are Power Automate's own.
 */
import type { PlainRequest } from './read-http-file.ts';

interface HttpAction {
  inputs: {
    method: string;
    uri: string;
    headers: Record<string, string>;
    body: unknown;
    /** The header `Authorization`, also when the action polls. */
    authentication?: { type: 'Raw'; value: string };
  };
}

export interface FlowRun {
  settings: Readonly<Record<string, string>>;
  trigger: Readonly<Record<string, string>>;
  runName: string;
  accessToken: string;
}

export function readFlow(text: string, run: FlowRun): { token: PlainRequest; send: PlainRequest } {
  const { actions } = JSON.parse(text) as { actions: { Get_token: HttpAction; Send: HttpAction } };
  return { token: buildRequest(actions.Get_token, run), send: buildRequest(actions.Send, run) };
}

function buildRequest({ inputs }: HttpAction, run: FlowRun): PlainRequest {
  if (inputs.method !== 'POST') throw new Error('Both requests are posted.');
  const { uri, headers, body, authentication } = fill(inputs, run) as HttpAction['inputs'];
  return {
    url: uri,
    headers: { ...headers, ...(authentication && { Authorization: authentication.value }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

function fill(value: unknown, run: FlowRun): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('@') && !value.startsWith('@{')) return evaluate(value.slice(1), run);
    return value.replace(/@\{([^}]*)\}/g, (_, expression: string) => evaluate(expression, run));
  }
  if (Array.isArray(value)) return value.map((item) => fill(item, run));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, fill(member, run)]));
}

function evaluate(expression: string, run: FlowRun): string {
  const [, encoded] = /^encodeUriComponent\((.+)\)$/.exec(expression) ?? [];
  if (encoded) return encodeURIComponent(evaluate(encoded, run));
  const [, parameter] = /^parameters\('(\w+)'\)$/.exec(expression) ?? [];
  const [, input] = /^triggerBody\(\)\?\['(\w+)'\]$/.exec(expression) ?? [];
  const known: Record<string, string> = {
    'workflow().run.name': run.runName,
    "body('Get_token')?['access_token']": run.accessToken,
  };
  const value = parameter ? run.settings[parameter] : input ? run.trigger[input] : known[expression];
  if (value === undefined) throw new Error(`Unknown expression: ${expression}`);
  return value;
}
