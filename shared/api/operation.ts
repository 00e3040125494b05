/**
 * How an operation of the API is described, apart from its address, its method and who may call it, which the table of routes says.
 */
import type { SchemaName } from './components.ts';

export type TagName = 'Messages' | 'Attachments' | 'Senders' | 'Operation';

/** A number is whole. */
export interface ParameterSchema {
  type: 'string' | 'integer';
  format?: 'date-time' | 'uuid';
  pattern?: string;
  maxLength?: number;
  enum?: readonly string[];
  minimum?: number;
  maximum?: number;
  /** The first is shown. */
  examples?: readonly string[];
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  description: string;
  schema: ParameterSchema;
  /** The body says the same: of two ways, a program that draws forms shows only that. */
  isInBody?: true;
}

/** JSON of a schema, or bytes of these media types. */
export type Content = { schema: SchemaName } | { bytes: readonly string[] };

export interface Answer {
  description: string;
  content: Content;
  headers?: readonly HeaderName[];
}

export type HeaderName = 'Location' | 'Retry-After' | 'Idempotency-Replayed' | 'Preference-Applied';

/** A status with which an operation refuses. Those that access brings, 500, 503 and any other one are added. */
export type ProblemStatus = 400 | 404 | 405 | 409 | 411 | 413 | 415 | 429;

export interface Operation {
  /** In camel case; generated clients call it so. */
  operationId: string;
  tag: TagName;
  /** What it does, as the title of an action. */
  summary: string;
  description: string;
  parameters?: readonly Parameter[];
  /** `mime`: the same may be posted as a MIME message. */
  body?: Content & { isRequired: boolean; description: string; example?: object; mime?: true };
  answers: Readonly<Record<number, Answer>>;
  problems: readonly ProblemStatus[];
}

/** By method. */
export type Operations = Partial<Record<'GET' | 'POST' | 'PUT' | 'DELETE', Operation>>;
