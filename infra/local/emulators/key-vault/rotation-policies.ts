/**
 * Rotation policies of keys: stored and shown, not carried out. On the local stack a key rotates when it is told to.
 *
 * A key without a policy shows the service's default, which only notifies 30 days before expiry.
 */
import type { Body } from './read-body.ts';
import { badParameter } from './vault-error.ts';

export interface RotationPolicies {
  read(origin: string, name: string): object;
  write(origin: string, name: string, body: Body): object;
}

/** Creates an empty store of policies; its names are those of existing keys. */
export function createRotationPolicies({ now }: { now: () => Date }): RotationPolicies {
  const policies = new Map<string, object>();
  const id = (origin: string, name: string) => ({ id: `${origin}/keys/${name}/rotationpolicy` });
  return {
    read: (origin, name) => ({
      ...id(origin, name),
      ...(policies.get(name) ?? {
        lifetimeActions: [{ trigger: { timeBeforeExpiry: 'P30D' }, action: { type: 'Notify' } }],
        attributes: {},
      }),
    }),
    write(origin, name, { lifetimeActions = [], attributes = {} }) {
      if (!Array.isArray(lifetimeActions)) throw badParameter('Property lifetimeActions has invalid value.');
      const seconds = Math.floor(now().getTime() / 1000);
      const dates = { created: seconds, updated: seconds };
      policies.set(name, { lifetimeActions, attributes: { ...(attributes as object), ...dates } });
      return { ...id(origin, name), ...policies.get(name) };
    },
  };
}
