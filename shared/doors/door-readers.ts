/**
 * What only events need of a door: a file of its own in the built app, loaded with the first event.
 *
 * It holds no class that others must recognise, and throws nothing.
 */
export { fillEvent } from './fill-event.ts';
export { readEvents } from './read-events.ts';
export { describeIncomplete, writeMessage } from './write-message.ts';
