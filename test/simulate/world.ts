/**
 * What all parts of a simulation share. Types only.
 */
import type { Graph } from '../../shared/graph/graph-client.ts';
import type { GraphDrafts } from '../../shared/graph/graph-drafts.ts';
import type { MessageStore } from '../../shared/outbox/message.ts';
import type { MessagesDependencies, OutboxStores } from '../../shared/outbox/messages.ts';
import type { SenderToken, SenderTokens } from '../../shared/outbox/sender-tokens.ts';
import type { Faults } from './faults.ts';
import type { History } from './history.ts';
import type { People } from './people.ts';
import type { Random } from './random.ts';
import type { Record } from './record.ts';
import type { Scheduler } from './scheduler.ts';
import type { Storage } from './storage.ts';

export interface World {
  random: Random;
  scheduler: Scheduler;
  history: History;
  faults: Faults;
  people: People;
  storage: Storage;
  record: Record;
  /** Many messages of one mailbox one after another, while its person connects and disconnects. */
  isBusy: boolean;
  /** Many messages of one mailbox at once, and a Graph that takes its time. */
  isFlood: boolean;
  /** Of a mailbox. */
  messagesPerMinute: number;
  vault: MessagesDependencies<SenderToken>['vault'];
  /** What is switched off. */
  without: Protection;
}

export interface SimulatedDrafts extends GraphDrafts {
  /** As `deleteDraft`, without a look before. */
  deleteBlindly: GraphDrafts['deleteDraft'];
}

/** What surrounds the outbox, whole or with a protection switched off. */
export interface Protection {
  /** Wraps the stores as the outbox sees them. */
  above(stores: OutboxStores, world: World): OutboxStores;
  /** Wraps the store of rows as storage carries it out. */
  below(store: MessageStore, world: World): MessageStore;
  tokens(tokens: SenderTokens<SenderToken>, world: World): SenderTokens<SenderToken>;
  vault(vault: World['vault']): World['vault'];
  graph(graph: Pick<Graph, 'sendMail'>): Pick<Graph, 'sendMail'>;
  drafts(drafts: SimulatedDrafts): GraphDrafts;
  /** A change of a connection forbids fences before it takes them down. */
  isForbidding: boolean;
  isSwept: boolean;
  /** Somebody who can write the table tries to have messages sent again. */
  isTampered: boolean;
}
