/**
 * Runs one function once: arguments, hooks, handler and response, in the order of the Node.js worker.
 *
 * The library converts in both directions; this module only carries. It does not know triggers and sends no answer.
 */
import { randomUUID } from 'node:crypto';
import type { CoreApi } from './core-api.ts';
import type {
  CoreInvocationContext,
  InvocationRequest,
  InvocationResponse,
  RegisteredFunction,
  TypedData,
} from './rpc.ts';

export interface Invocation {
  function: RegisteredFunction;
  /** A new GUID unless given. */
  invocationId?: string;
  input: TypedData;
  triggerMetadata?: Record<string, TypedData>;
  traceParent?: string | undefined;
  traceState?: string | undefined;
  /** Turns an error or a missing result into a result; when absent errors are thrown and `undefined` is passed on. */
  complete?(outcome: { result: unknown } | { error: unknown }): unknown;
}

export type Invoke = (invocation: Invocation) => Promise<InvocationResponse>;

const TRACE_PARENT = /^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The returned function rejects with whatever the handler or a hook threw. */
export function createInvoke(core: CoreApi): Invoke {
  const model = core.model();
  return async (invocation) => {
    const { metadata } = invocation.function;
    const request = toRequest(invocation);
    const scope = { hookData: {}, invocationContext: undefined as unknown };
    const coreContext: CoreInvocationContext = {
      invocationId: request.invocationId,
      request,
      metadata,
      state: undefined,
      log: (level, category, message) => core.write(level, category, message, scope),
    };
    const invocationModel = await model.getInvocationModel(coreContext);
    const { context, inputs } = await invocationModel.getArguments();
    scope.invocationContext = context;

    const before = {
      hookData: scope.hookData,
      appHookData: core.appScope.appHookData,
      invocationContext: context,
      inputs,
      functionCallback: invocation.function.callback,
    };
    await runHooks(core, coreContext, 'preInvocation', before);
    const after = { ...before, inputs: before.inputs, result: null as unknown, error: null as unknown };
    coreContext.state = 'invocation';
    try {
      after.result = await invocationModel.invokeFunction(context, before.inputs, before.functionCallback);
    } catch (error) {
      after.error = error ?? new Error('The function threw nothing.');
    }
    coreContext.state = undefined;
    await runHooks(core, coreContext, 'postInvocation', after);

    const failed = after.error !== null && after.error !== undefined;
    if (failed && !invocation.complete) throw after.error;
    const outcome = failed ? { error: after.error } : { result: after.result };
    return invocationModel.getResponse(context, invocation.complete ? invocation.complete(outcome) : after.result);
  };
}

async function runHooks(
  core: CoreApi,
  coreContext: CoreInvocationContext,
  name: 'preInvocation' | 'postInvocation',
  context: Record<string, unknown>,
): Promise<void> {
  if (core.hooks[name].length === 0) return;
  coreContext.state = `${name}Hooks`;
  try {
    for (const hook of core.hooks[name]) await hook(context);
  } finally {
    coreContext.state = undefined;
  }
}

function toRequest(invocation: Invocation): InvocationRequest {
  const invocationId = invocation.invocationId ?? randomUUID();
  const traceParent = invocation.traceParent;
  return {
    invocationId,
    functionId: invocation.function.metadata.functionId ?? invocation.function.name,
    inputData: [{ name: invocation.function.triggerName, data: invocation.input }],
    triggerMetadata: invocation.triggerMetadata ?? {},
    traceContext: {
      traceParent: traceParent && TRACE_PARENT.test(traceParent) ? traceParent : newTraceParent(invocationId),
      traceState: invocation.traceState ?? '',
      attributes: {},
    },
    retryContext: null,
  };
}

// The GUID is random enough for a trace of its own, and spares a second draw.
function newTraceParent(invocationId: string): string {
  const traceId = invocationId.replaceAll('-', '');
  return `00-${traceId}-${traceId.slice(16)}-00`;
}
