/**
 * What the people of a simulation do: connect, disconnect, come back as another account, give a name to somebody else; and what
 * keeps Entra from giving their tokens for a while.
 */
import { BUSY_MILLISECONDS, PLANNED_MILLISECONDS } from './callers.ts';
import type { Person } from './people.ts';
import type { Workers } from './workers.ts';
import type { World } from './world.ts';

export function startPersons(world: World, workers: Workers): void {
  const { random, scheduler, people, isBusy } = world;
  const within = isBusy ? BUSY_MILLISECONDS : PLANNED_MILLISECONDS;
  for (const person of people.all) {
    if (isBusy || random.chance(0.6)) people.connect(person, 1, random.chance(0.9));
    const count = random.pick([0, 1, 2, 4, 6]);
    for (let index = 0; index < count; index++)
      scheduler.schedule(() => void act(world, workers, person), random.between(0, within));
  }
}

async function act(world: World, workers: Workers, person: Person): Promise<void> {
  const { random, history, people, scheduler } = world;
  const does = random.weigh({
    connect: 4,
    'connect as another': 3,
    disconnect: 2,
    trouble: 2,
    suspend: 1,
    'give a name': 1,
    contest: 1,
  });
  history.note(person.key, () => does);
  switch (does) {
    case 'disconnect':
      return change(world, person, () => {
        if (person.status !== 'never connected') person.status = 'disconnected';
      });
    case 'suspend':
      return change(world, person, () => {
        if (person.status === 'connected') person.status = 'suspended';
      });
    case 'trouble':
      person.trouble = {
        code: random.pick([
          'entra_unavailable',
          'blocked_by_home_policy',
          'vault_unavailable',
          'home_tenant_not_allowed',
        ]),
        until: scheduler.time() + random.between(60_000, 7_200_000),
      };
      return;
    case 'contest': {
      for (const name of people.namesOf(person)) if (!people.ambiguous.delete(name)) people.ambiguous.add(name);
      return;
    }
    case 'give a name': {
      const [first] = people.namesOf(person);
      const [ann, ...others] = people.all;
      if (first !== undefined && ann) people.names.set(first, random.pick([ann, ...others]));
      return;
    }
    default:
      return connect(world, workers, person, does === 'connect' ? 1 : 2);
  }
}

/** As every write of a grant: fences are forbidden first, then taken down, and the change is made last. */
async function change<Result>(world: World, person: Person, make: () => Result): Promise<Result> {
  const { scheduler, random, storage, without } = world;
  person.changes += 1;
  await scheduler.sleep(random.between(0, 500));
  await without.below(storage.store, world).lowerFences(person.sender);
  await scheduler.sleep(random.between(0, 10_000));
  const made = make();
  person.settledAt = scheduler.steps();
  person.changes -= 1;
  return made;
}

/** As the callback of a sign-in: the grant first, then what waited for it. */
async function connect(world: World, workers: Workers, person: Person, account: number): Promise<void> {
  const { people, random } = world;
  const grant = await change(world, person, () => people.connect(person, account, random.chance(0.9)));
  await workers
    .pick()
    .call(`releases what waited for ${person.key}`, (messages) => messages.release(grant, people.namesOf(person)));
}
