/**
 * Puts together what counts the messages and alarms of each day, and tells it of every change beside the log.
 */
import { ACTIVITY_SHARDS } from '../shared/activity-limits.ts';
import { createActivity, type Activity } from '../shared/activity/activity.ts';
import type { ActivityStore } from '../shared/activity/activity-store.ts';
import type { NoteChange } from '../shared/outbox/noted-messages.ts';

export interface ActivityParts {
  stores: { activity: ActivityStore };
  now: () => Date;
}

/** `noteChange` is told first. */
export function composeActivity(
  { stores, now }: ActivityParts,
  noteChange: NoteChange,
): { activity: Activity; noteChange: NoteChange } {
  const shard = Math.floor(Math.random() * ACTIVITY_SHARDS);
  const activity = createActivity({ store: stores.activity, now, shard });
  return {
    activity,
    noteChange(change) {
      noteChange(change);
      activity.noteChange(change);
    },
  };
}
