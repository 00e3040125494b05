import { createHttpHeaders, createPipelineRequest, RestError } from '@azure/core-rest-pipeline';
import { AuthenticationError, CredentialUnavailableError } from '@azure/identity';
import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import {
  failureOf,
  failureOfAnswer,
  readErrorCode,
  TableFailure,
  toConnectorError,
  type TableFailureKind,
} from '../../../../shared/azure/tables/table-failure.ts';

describe('failureOfAnswer', () => {
  it.each<[number, string | undefined, TableFailureKind]>([
    [409, 'EntityAlreadyExists', 'conflict'],
    [409, 'ContainerAlreadyExists', 'conflict'],
    [409, 'TableBeingDeleted', 'unavailable'],
    [409, 'ContainerBeingDeleted', 'unavailable'],
    [412, 'UpdateConditionNotSatisfied', 'conflict'],
    [404, 'ResourceNotFound', 'missing'],
    [404, 'BlobNotFound', 'missing'],
    [404, 'TableNotFound', 'table_missing'],
    [404, 'QueueNotFound', 'table_missing'],
    [404, 'ContainerNotFound', 'table_missing'],
    [404, undefined, 'unavailable'],
    [401, 'InvalidAuthenticationInfo', 'refused'],
    [403, undefined, 'refused'],
    [400, 'InvalidInput', 'invalid'],
    [408, undefined, 'transient'],
    [429, undefined, 'transient'],
    [500, 'InternalError', 'transient'],
    [503, 'ServerBusy', 'transient'],
    [504, undefined, 'transient'],
    [501, 'NotImplemented', 'unavailable'],
    [307, undefined, 'unavailable'],
    [413, 'RequestBodyTooLarge', 'unavailable'],
  ])('reads %i %s as %s', (status, code, kind) => {
    expect(failureOfAnswer(status, code, undefined).kind).toBe(kind);
  });
});

describe('readErrorCode', () => {
  it.each([
    ['{"odata.error":{"code":"TableNotFound","message":{}}}', 'TableNotFound'],
    ['<?xml version="1.0"?><m:error><m:code>TableNotFound</m:code></m:error>', 'TableNotFound'],
    ['<Error><Code>AuthenticationFailed</Code></Error>', 'AuthenticationFailed'],
    ['<html>Not here</html>', undefined],
    ['', undefined],
    [null, undefined],
  ])('finds the code of %j', (body, code) => {
    expect(readErrorCode(body)).toBe(code);
  });
});

describe('failureOf', () => {
  it('takes a connection that failed for something that may pass', () => {
    const error = new RestError('connect ECONNREFUSED 10.0.0.4:443', { code: 'ECONNREFUSED' });
    expect(failureOf(error)).toMatchObject({ kind: 'transient', message: 'RestError ECONNREFUSED' });
  });

  it('takes an answer of success that cannot be read for a lost one', () => {
    const error = new RestError('stored value', { code: 'PARSE_ERROR', statusCode: 200 });
    expect(failureOf(error)).toMatchObject({ kind: 'transient', message: 'RestError PARSE_ERROR' });
  });

  it('reads what the identity endpoint said', () => {
    const refused = new AuthenticationError(400, { error: 'invalid_request', error_description: 'Identity not found' });
    const busy = new AuthenticationError(429, { error: 'throttled', error_description: '' });
    expect([refused, busy].map((error) => failureOf(error).kind)).toEqual(['refused', 'transient']);
    expect(failureOf(new CredentialUnavailableError('no endpoint')).kind).toBe('transient');
  });

  it('drops the text of what it does not know', () => {
    expect(failureOf(new SyntaxError('Cannot convert stored value'))).toMatchObject({
      kind: 'unavailable',
      message: 'SyntaxError',
    });
    expect(failureOf('text').kind).toBe('unavailable');
  });

  it('keeps neither tokens nor values', () => {
    const request = createPipelineRequest({
      url: 'https://contoso.table.core.windows.net/grants',
      headers: createHttpHeaders({ Authorization: 'Bearer secret-token' }),
      body: 'stored value',
    });
    const response = {
      request,
      status: 503,
      headers: createHttpHeaders({ 'x-ms-error-code': 'ServerBusy', 'x-ms-request-id': '4711' }),
      bodyAsText: 'stored value',
    };
    const error = toConnectorError(
      failureOf(new RestError('stored value', { statusCode: 503, request, response })),
      'grants',
    );
    const shown = inspect(error, { depth: 10, showHidden: true });
    expect(shown).toContain('Table grants: 503 ServerBusy, request 4711');
    expect(shown).not.toMatch(/secret-token|stored value/);
  });
});

describe('toConnectorError', () => {
  it.each<[TableFailureKind, string]>([
    ['conflict', 'conflict'],
    ['missing', 'conflict'],
    ['refused', 'storage_access_refused'],
    ['table_missing', 'storage_unavailable'],
    ['invalid', 'storage_unavailable'],
    ['transient', 'storage_unavailable'],
    ['unavailable', 'storage_unavailable'],
  ])('gives %s the code %s', (kind, code) => {
    const error = toConnectorError(new TableFailure(kind, 'x'), 'grants');
    expect(error).toMatchObject({ code, retryAfterSeconds: code === 'conflict' ? undefined : 5 });
  });
});
