/**
 * Every limit and lifetime of messages that wait, of their content and of their turn, unit in the name, reason beside it.
 *
 * All others are in limits.ts.
 */

// The delivery queue
/** Azure's scaler counts items that are not visible yet, so a longer wait is a row that the sweep finds. */
export const QUEUE_DELAY_MAX_SECONDS = 15 * 60;

// Waiting
/** After a refusal that passes, the next attempt is made after each of these in turn, and then after the last one again. */
export const RETRY_PAUSES_SECONDS = [60, 5 * 60, 15 * 60, 3_600, 4 * 3_600];
/** Part of a pause by which it is longer at most, so that what failed together is not tried together. */
export const RETRY_JITTER = 0.2;
/** What Graph may ask for at most; an absurd `Retry-After` must not outlive the message. */
export const RETRY_PAUSE_MAX_SECONDS = 24 * 3_600;
/** A queue item that comes this much too early is put back; an earlier one is of before the message was put off. */
export const QUEUE_EARLY_MAX_SECONDS = 60;
/** How long after its time the sweep takes the queue item of a message for lost, and puts another one. */
export const QUEUE_GRACE_SECONDS = 10 * 60;
/** How far ahead the sweep puts queue items: it starts every five minutes. */
export const SWEEP_AHEAD_SECONDS = 6 * 60;
/** A message that is held is looked at again after this, should its sender's return have gone unnoticed. */
export const HELD_LOOK_SECONDS = 4 * 3_600;
/** After so many it is tried although the rate of the mailbox is used up. */
export const DEFERRALS_MAX = 10;
/** Attempts that a message lists: the first ten and the last ones. */
export const ATTEMPTS_LISTED_MAX = 60;
/** Sealed content above this is a blob; below, a row of the message's transaction. */
export const CONTENT_ROW_MAX_BYTES = 512 * 1024;
/** Contents of messages that a process delivers at once: three of the largest that Graph takes, and small ones; each takes up to twelve times its size. */
export const CONTENTS_MAX_BYTES = 16 * 1024 * 1024;
/** What one of them takes at most: files are read a piece at a time. */
export const CONTENT_HELD_MAX_BYTES = 8 * 1024 * 1024;
/** Of that, what only small ones may take, so that large ones of a slow mailbox do not keep usual messages of others waiting. */
export const CONTENTS_RESERVED_BYTES = 4 * 1024 * 1024;
export const CONTENT_SMALL_BYTES = 512 * 1024;
/** Hints that are looked at together, of which most may lead nowhere. */
export const RELEASE_PAGES_MAX = 10;
export const RELEASE_CONCURRENCY_MAX = 8;
/** Of one person, at which an erasure looks for those that wait. */
export const FORGOTTEN_AT_ONCE_MAX = 480;
/** A held message without a row may be about to get it for this long; then the hint leads nowhere. */
export const HINT_EARLY_SECONDS = 10 * 60;
/** Messages that a connection releases before it is answered; the sweep goes on with the rest. */
export const RELEASED_AT_ONCE_MAX = 500;
/** Messages that wait, as a person is shown them at once. */
export const WAITING_SHOWN_MAX = 20;
/** Of those that may wait for a person, the oldest are looked at; and of their messages, as many of the newest. A multiple of 16. */
export const WAITING_LOOKED_MAX = 64;
/** What is opened to show a page of them: the largest message, and a little. */
export const WAITING_OPENED_MAX_BYTES = 16 * 1024 * 1024;
/** A feed tells a change when it is this old: longer than a write takes and clocks of instances differ, so that none comes later with an earlier time. */
export const FEED_DELAY_SECONDS = 30;
/** A change of a sender that is in the feed and not in the grant after this long was never made, or another has followed it. */
export const UNSETTLED_CHANGE_SECONDS = 3_600;
/** Messages of one list that are read at the same time. */
export const LISTED_AT_ONCE_MAX = 16;
/** Nobody's item is longer than ours, of 41 characters, but for white space. */
export const DELIVERY_ITEM_MAX_CHARACTERS = 200;

// Content
/** A sealed submission: one of 8 MB, what normalising adds to it, and what sealing adds to each chunk. */
export const CONTENT_BLOB_MAX_BYTES = 12 * 1024 * 1024;
/** Of a blob of that size, at a tenth of what the smallest instance manages. */
export const CONTENT_ATTEMPT_TIMEOUT_MILLISECONDS = 8_000;
/** All attempts together, below the default wait of a caller. */
export const CONTENT_TIMEOUT_MILLISECONDS = 15_000;

// Drafts
/** How long after an attempt a draft shows for sure whether Exchange has sent it: its index is behind by minutes. */
export const DRAFT_SETTLE_SECONDS = 10 * 60;
/** When the sweep looks again at a draft of which nobody could say anything. */
export const DRAFT_LOOK_SECONDS = 4 * 3_600;
/** After this a draft that could not be deleted is left to its owner. */
export const DRAFT_LOOKED_DAYS = 7;
/** How long one attempt may add files; the lease of the row is longer. */
export const DRAFT_ATTEMPT_SECONDS = 200;
/** The same while a caller waits: with WAIT_MAX_SECONDS before it, and Graph's time to send and to be looked at after it, below the 230 s after which Azure ends a request. */
export const DRAFT_CALLER_SECONDS = 100;

// Turns of a mailbox, over all instances
/** Exchange takes 150 MB of a mailbox in five minutes; by the smaller reading of MB. */
export const MAILBOX_BYTES_MAX = 150_000_000;
export const MAILBOX_BYTES_WINDOW_SECONDS = 5 * 60;
/** How exactly the row of a mailbox remembers times: what was sent counts for up to this much longer, and a row stays below 4 KB. */
export const MAILBOX_RATE_BUCKET_SECONDS = 1;
export const MAILBOX_BYTES_BUCKET_SECONDS = 5;
/** Of both windows in a row that we read; more cannot be ours. */
export const MAILBOX_BUCKETS_MAX = 1_000;
/** How soon a message asks again for a mailbox with MAILBOX_CONCURRENCY_MAX in flight: a send takes one or two. */
export const MAILBOX_BUSY_SECONDS = 2;
/** Those who wait for a mailbox come back within this after it opens: with the longer window no more than QUEUE_DELAY_MAX_SECONDS. */
export const MAILBOX_SPREAD_SECONDS = 10 * 60;
/** Rows of mailboxes that a process remembers, each some hundred bytes, so that a turn costs one call and not two. */
export const MAILBOX_ROWS_CACHE_ENTRIES_MAX = 5_000;
/** Beyond the longest window nothing that was remembered saves a call. */
export const MAILBOX_ROWS_CACHE_SECONDS = 10 * 60;
/** Graph's `Retry-After` is believed for a day at most, and a pause that was seen is remembered as long. */
export const MAILBOX_PAUSE_MAX_SECONDS = 24 * 3600;
/** Conflicts when a turn is given back: more than when it is taken, because what is not given back is missing until its lease ends. */
export const RELEASE_CONFLICTS_MAX = 20;
/** How often one idempotency key may start another message after a failure. */
export const RESUBMISSIONS_MAX = 1_000;
/** What storage did not take is written again after each of these: soon, before the lease ends, and once more afterwards. */
export const SETTLE_PAUSES_SECONDS = [5, 30, 120, 420, 1_800];
/** Attempts of one process whose end is known and not yet written; half of them for attempts that were not sent. */
export const UNSETTLED_ATTEMPTS_MAX = 1_000;
/** How often a message may be resent that was not sent either, and still answer for the key of the first. */
export const RESENT_MAX = 20;
/** How long a client of Graph that gives no key may take to repeat a request: it tries three times, and waits at most three minutes each time. */
export const REPEATED_SECONDS = 10 * 60;
/** Messages of that time that are looked at, the newest first: in each of sixteen partitions its share. */
export const REPEATED_LOOKED_AT_MAX = 480;
/** Mailboxes that are paused or have reached a limit, in one answer. */
export const PAUSES_PAGE_MAX = 100;
/** Pages of rows that are looked at for it: most rows are of mailboxes that may send. */
export const PAUSES_LOOKS_MAX = 20;
