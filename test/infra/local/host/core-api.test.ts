import { describe, expect, it } from 'vitest';
import { createCoreApi, type Hook } from '../../../../infra/local/host/core-api.ts';
import type { FunctionMetadata, LogLevel } from '../../../../infra/local/host/rpc.ts';

interface CoreModule {
  registerFunction(metadata: FunctionMetadata, callback: () => void): { dispose(): void };
  registerHook(name: string, hook: Hook): { dispose(): void };
  log(level: LogLevel, category: 'user' | 'system', message: string): void;
}

function create(logLevel: LogLevel = 'information') {
  const lines: string[] = [];
  const core = createCoreApi({ logLevel, log: (level, message) => void lines.push(`${level} ${message}`) });
  return { core, lines, module: core.module as unknown as CoreModule };
}

const metadata = (name: string, type = 'timerTrigger'): FunctionMetadata => ({
  name,
  bindings: { trigger: { type, direction: 'in' } },
});

describe('createCoreApi', () => {
  it('keeps functions in the order of their names, whatever the case', () => {
    const { core, module } = create();
    for (const name of ['send', 'Authorize', 'me']) module.registerFunction(metadata(name), () => undefined);
    expect(core.functions().map(({ name }) => name)).toEqual(['Authorize', 'me', 'send']);
    expect(core.functions()[0]).toMatchObject({ triggerName: 'trigger', trigger: { type: 'timerTrigger' } });
  });

  it('refuses a second function of a name, one without a trigger, and any after the start', () => {
    const { core, module } = create();
    module.registerFunction(metadata('me'), () => undefined);
    expect(() => module.registerFunction(metadata('ME'), () => undefined)).toThrow('already registered');
    expect(() => module.registerFunction(metadata('x', 'http'), () => undefined)).toThrow('no trigger');
    core.lock();
    expect(() => module.registerFunction(metadata('late'), () => undefined)).toThrow('while the app starts');
  });

  it('forgets a function or hook that is disposed of', () => {
    const { core, module } = create();
    module.registerFunction(metadata('me'), () => undefined).dispose();
    expect(core.functions()).toEqual([]);
    module.registerHook('appStart', () => undefined).dispose();
    expect(core.hooks.appStart).toEqual([]);
  });

  it('refuses a hook it does not know', () => {
    const { module } = create();
    expect(() => module.registerHook('constructor', () => undefined)).toThrow(RangeError);
  });

  it('says so when the app registered nothing', () => {
    expect(() => create().core.model()).toThrow('no function');
  });

  it("drops lines of the app below the level, and the library's own below error", () => {
    const { lines, module } = create();
    for (const level of ['trace', 'debug', 'information', 'warning', 'error', 'critical'] as const) {
      module.log(level, 'user', 'app');
      module.log(level, 'system', 'library');
    }
    expect(lines).toEqual([
      'information app',
      'warning app',
      'error app',
      'error library',
      'critical app',
      'critical library',
    ]);
    const verbose = create('trace');
    verbose.module.log('trace', 'user', 'app');
    expect(verbose.lines).toEqual(['trace app']);
  });

  it('lets log hooks change lines, and reports one that fails', () => {
    const { core, lines, module } = create();
    module.registerHook('log', (context) => void (context['message'] = `changed ${String(context['message'])}`));
    module.registerHook('log', () => {
      throw new Error('hook');
    });
    core.write('information', 'user', 'line');
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^error A log hook failed: Error: hook/);
    expect(lines[1]).toBe('information changed line');
  });
});
