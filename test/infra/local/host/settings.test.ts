import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  findEntryPoints,
  parseTimeSpanMilliseconds,
  readHostOptions,
  resolveSettings,
} from '../../../../infra/local/host/settings.ts';

function directoryWith(files: Record<string, unknown>): string {
  const directory = mkdtempSync(join(tmpdir(), 'host-settings-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(directory, name, '..'), { recursive: true });
    writeFileSync(join(directory, name), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return directory;
}

describe('readHostOptions', () => {
  it('gives the defaults of a host in development', () => {
    expect(readHostOptions(directoryWith({ 'host.json': { version: '2.0' } }), {})).toEqual({
      routePrefix: 'api',
      logLevel: 'information',
      hasExtensionBundle: false,
      requests: { maxConcurrentRequests: Infinity, maxOutstandingRequests: Infinity },
      queues: {
        batchSize: 16,
        newBatchThreshold: 8,
        maxDequeueCount: 5,
        visibilityTimeoutSeconds: 0,
        maxPollingIntervalMilliseconds: 2_000,
        messageEncoding: 'base64',
      },
    });
  });

  it('reads what host.json sets', () => {
    const queues = {
      batchSize: 1,
      newBatchThreshold: 0,
      maxDequeueCount: 3,
      visibilityTimeout: '00:00:30',
      maxPollingInterval: '00:00:05',
      messageEncoding: 'None',
    };
    const file = {
      version: '2.0',
      extensionBundle: { id: 'Microsoft.Azure.Functions.ExtensionBundle', version: '[4.*, 5.0.0)' },
      extensions: { http: { routePrefix: '/v1/', maxConcurrentRequests: 5, maxOutstandingRequests: 20 }, queues },
      logging: { logLevel: { default: 'Debug' } },
    };
    expect(readHostOptions(directoryWith({ 'host.json': file }), {})).toEqual({
      routePrefix: 'v1',
      logLevel: 'debug',
      hasExtensionBundle: true,
      requests: { maxConcurrentRequests: 5, maxOutstandingRequests: 20 },
      queues: {
        batchSize: 1,
        newBatchThreshold: 0,
        maxDequeueCount: 3,
        visibilityTimeoutSeconds: 30,
        maxPollingIntervalMilliseconds: 5_000,
        messageEncoding: 'none',
      },
    });
  });

  it.each([
    [{}, '"version"'],
    [{ version: '1.0' }, '"version"'],
    [{ version: '2.0', extensions: { queues: { batchSize: 33 } } }, 'batchSize'],
    [{ version: '2.0', extensions: { queues: { newBatchThreshold: -1 } } }, 'newBatchThreshold'],
    [{ version: '2.0', extensions: { queues: { maxDequeueCount: 0 } } }, 'maxDequeueCount'],
    [{ version: '2.0', extensions: { queues: { maxPollingInterval: '00:00:00.01' } } }, 'maxPollingInterval'],
    [{ version: '2.0', extensions: { queues: { messageEncoding: 'utf8' } } }, 'messageEncoding'],
    [{ version: '2.0', extensions: { http: { routePrefix: 1 } } }, 'routePrefix'],
    [{ version: '2.0', extensions: { http: { maxConcurrentRequests: 0 } } }, 'maxConcurrentRequests must be -1'],
    [{ version: '2.0', extensions: { http: { maxConcurrentRequests: -2 } } }, 'maxConcurrentRequests'],
    [{ version: '2.0', extensions: { http: { maxOutstandingRequests: 1.5 } } }, 'maxOutstandingRequests'],
    [{ version: '2.0', extensions: { http: { maxOutstandingRequests: 'many' } } }, 'maxOutstandingRequests'],
    ['{', 'not JSON'],
    [[], 'not a JSON object'],
  ])('refuses %j', (file, reason) => {
    expect(() => readHostOptions(directoryWith({ 'host.json': file }), {})).toThrow(reason);
  });

  it('lets app settings win over host.json, whatever the case of a name', () => {
    const file = { Version: '2.0', extensions: { HTTP: { MaxConcurrentRequests: 100, routeprefix: 'v1' } } };
    const environment = {
      AzureFunctionsJobHost__extensions__http__maxConcurrentRequests: '4',
      azurefunctionsjobhost__EXTENSIONS__http__maxOutstandingRequests: '8',
      AzureFunctionsJobHost__extensions__queues__visibilityTimeout: '00:00:09',
      AzureFunctionsJobHost__logging__logLevel__default: '',
      maxConcurrentRequests: '1',
    };
    expect(readHostOptions(directoryWith({ 'host.json': file }), environment)).toMatchObject({
      routePrefix: 'v1',
      logLevel: 'information',
      requests: { maxConcurrentRequests: 4, maxOutstandingRequests: 8 },
      queues: { visibilityTimeoutSeconds: 9 },
    });
    const unlimited = { AzureFunctionsJobHost__extensions__http__maxConcurrentRequests: '-1' };
    expect(readHostOptions(directoryWith({ 'host.json': file }), unlimited).requests).toEqual({
      maxConcurrentRequests: Infinity,
      maxOutstandingRequests: Infinity,
    });
  });

  it('lets a setting override a value of the file, as Azure does', () => {
    const file = { version: '2.0', extensions: { queues: { batchSize: 16, maxDequeueCount: 3 } } };
    const directory = directoryWith({ 'host.json': file });
    const { queues } = readHostOptions(directory, {
      AzureFunctionsJobHost__extensions__queues__batchSize: '4',
      AzureFunctionsJobHost__extensions__queues__maxPollingInterval: '00:00:00.2',
      AzureFunctionsJobHost__extensions__http__maxConcurrentRequests: '4',
    });
    expect(queues).toMatchObject({ batchSize: 4, maxPollingIntervalMilliseconds: 200, maxDequeueCount: 3 });
    const wrong = { AzureFunctionsJobHost__extensions__queues__batchSize: 'many' };
    expect(() => readHostOptions(directory, wrong)).toThrow('batchSize');
  });

  it('says so when there is no host.json', () => {
    expect(() => readHostOptions(directoryWith({}), {})).toThrow('cannot be read');
  });
});

describe('findEntryPoints', () => {
  it('finds one file and the files of a pattern', () => {
    const one = directoryWith({ 'package.json': { main: 'dist/index.cjs' }, 'dist/index.cjs': '' });
    expect(findEntryPoints(one)).toEqual([join(one, 'dist/index.cjs')]);
    const files = { 'dist/a.js': '', 'dist/functions/b.js': '', 'dist/functions/c.txt': '' };
    const many = directoryWith({ 'package.json': { main: 'dist/{a,functions/*}.js' }, ...files });
    expect(findEntryPoints(many)).toEqual([join(many, 'dist/a.js'), join(many, 'dist/functions/b.js')]);
  });

  it('refuses a package without an entry point, and one whose files are not there', () => {
    expect(() => findEntryPoints(directoryWith({ 'package.json': {} }))).toThrow('"main"');
    expect(() => findEntryPoints(directoryWith({ 'package.json': { main: 'dist/x.js' } }))).toThrow(
      'Is the app built?',
    );
  });
});

describe('resolveSettings', () => {
  it('puts app settings in place of their names', () => {
    expect(resolveSettings('%A%-x-%B%', { A: '1', B: '2' })).toBe('1-x-2');
    expect(resolveSettings('plain', {})).toBe('plain');
  });

  it('names the setting that is missing', () => {
    expect(() => resolveSettings('%SWEEP_SCHEDULE%', { SWEEP_SCHEDULE: '' })).toThrow('SWEEP_SCHEDULE is not set');
  });
});

describe('parseTimeSpanMilliseconds', () => {
  it.each([
    ['00:00:01', 1_000],
    ['01:02:03', 3_723_000],
    ['00:05', 300_000],
    ['00:00:00.25', 250],
    ['1.00:00:00', 86_400_000],
    ['2', 172_800_000],
    ['24:00:00', 24 * 86_400_000],
    ['00:00:00', 0],
  ])('reads %s', (text, milliseconds) => {
    expect(parseTimeSpanMilliseconds(text)).toBe(milliseconds);
  });

  it.each(['', 'a', '1:2:3:4', '00:60', '00:00:60', '-1', '1.25:00:00'])('refuses "%s"', (text) => {
    expect(parseTimeSpanMilliseconds(text)).toBeUndefined();
  });
});
