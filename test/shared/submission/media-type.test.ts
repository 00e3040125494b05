import { describe, expect, it } from 'vitest';
import { ConnectorError } from '../../../shared/errors.ts';
import { checkMediaType } from '../../../shared/submission/media-type.ts';

function pointersOf(headers: Record<string, string>): string[] {
  try {
    checkMediaType(new Headers(headers));
    return [];
  } catch (error) {
    if (!(error instanceof ConnectorError) || error.code !== 'unsupported_media_type') throw error;
    return error.faults.map(({ pointer }) => pointer);
  }
}

describe('checkMediaType', () => {
  it.each([
    'application/json',
    'Application/JSON',
    'application/json;charset=utf-8',
    'application/json; charset=UTF-8',
    'application/json ; Charset="Utf-8"',
    'application/json; charset=utf8',
    'application/json; charset="UTF8"',
    'application/json;',
    'application/json; odata.metadata=minimal; IEEE754Compatible=true; charset=utf-8',
  ])('accepts %s', (type) => {
    expect(pointersOf({ 'content-type': type })).toEqual([]);
  });

  it.each([
    '',
    'text/plain',
    'text/json',
    'application/problem+json',
    'application/jsonp',
    'application/json, application/json',
    'application/json; charset=iso-8859-1',
    'application/json; charset=utf-8-x',
    'application/json; charset=xutf8',
    'application/json; charset=utf-16',
    'application/json; charset=',
    'application/json; charset="utf-8',
    'application/json; charset=utf-8; charset=utf-16',
    'application/json charset=utf-8',
    'multipart/form-data; boundary=application/json',
  ])('refuses %j', (type) => {
    expect(pointersOf({ 'content-type': type })).toEqual(['header:Content-Type']);
  });

  it('refuses a body without a type', () => {
    expect(pointersOf({})).toEqual(['header:Content-Type']);
  });

  it.each(['gzip', 'identity', 'br', ''])('refuses the content encoding %j', (encoding) => {
    const headers = { 'content-type': 'application/json', 'content-encoding': encoding };
    expect(pointersOf(headers)).toEqual(['header:Content-Encoding']);
  });
});
