/**
 * What the requests around a draft are made with, and what they say when they fail. Types only.
 *
 * Whoever loads the drafts hands in what the start has loaded already, judges included, because the drafts are a file of their own
 * in the built app, and a copy of an error class in it would be another class.
 */
import type { HttpRequestOptions } from '../http/http-request.ts';
import type { GraphCall } from './call-graph.ts';
import type { JudgeRefusal, Refused, Unauthorized } from './judge-refusal.ts';
import type { JudgeSend } from './judge-send.ts';
import type { Patience } from './patience.ts';
import type { Reply } from './reply.ts';

export interface DraftParts {
  /** With version, without a trailing slash. */
  graphUrl: string;
  callGraph(accessToken: string, call: GraphCall): Promise<Reply>;
  /** To the address of an upload session, over connections of their own. */
  upload(options: HttpRequestOptions): Promise<Reply>;
  judgeRefusal: JudgeRefusal;
  judgeSend: JudgeSend;
  now: () => Date;
  sleep: (milliseconds: number) => Promise<void>;
}

/** One attempt at one draft. */
export interface DraftAttempt {
  accessToken: string;
  draftId: string;
  traceparent?: string | undefined;
  patience: Patience;
}

export type DraftFailure = Unauthorized | Refused;

/** Of a file; `isDoubted`: an answer was lost on the way, so the draft may yet get it twice. */
export type Added = { kind: 'added'; isDoubted: boolean } | DraftFailure;
