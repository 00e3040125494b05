/**
 * Everything that this Graph holds, empty, with the settings that were given and the defaults of the others.
 */
import { createAuthentication } from './authenticate.ts';
import { createConcurrency } from './concurrency.ts';
import { createDrafts } from './drafts.ts';
import { createHostUsers } from './host-users.ts';
import { createExchangeRights } from './exchange-rights.ts';
import { createMailItems } from './mail-items.ts';
import { createMailboxes } from './mailboxes.ts';
import { DEFAULT_SETTINGS, type GraphSettings } from './settings.ts';
import { createSizeLimits } from './size-limits.ts';
import type { GraphOptions, GraphState } from './state.ts';
import { createThrottles } from './throttles.ts';
import { createUserQueries } from './user-queries.ts';
import { createUploadSessions } from './upload-sessions.ts';

/** Creates the state. */
export function createState(options: GraphOptions): GraphState {
  const settings = readSettings(options);
  const { now } = options;
  const mailboxes = createMailboxes();
  const drafts = createDrafts();
  const parts = {
    mailboxes,
    drafts,
    uploads: createUploadSessions(settings, now),
    sizeLimits: createSizeLimits(settings),
    concurrency: createConcurrency(settings),
    throttles: createThrottles(now),
    hostUsers: createHostUsers(options),
  };
  return {
    ...options,
    ...parts,
    settings,
    items: createMailItems({ drafts, mailboxes, settings, now }),
    authentication: createAuthentication(options),
    userQueries: createUserQueries({ ...options, hostUsers: parts.hostUsers }),
    rights: createExchangeRights(),
    clear: () => Object.values(parts).forEach((part) => part.clear()),
  };
}

function readSettings(options: Partial<GraphSettings>): GraphSettings {
  const given = Object.keys(DEFAULT_SETTINGS).filter((name) => options[name as keyof GraphSettings] !== undefined);
  return {
    ...DEFAULT_SETTINGS,
    ...Object.fromEntries(given.map((name) => [name, options[name as keyof GraphSettings]])),
  };
}
