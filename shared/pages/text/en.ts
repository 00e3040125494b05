/**
 * Everything that pages say, in English. Its shape is that of every other language: a sentence that one lacks does not compile.
 *
 * Sentences that name something are functions. A value in markup is handed in as markup, so that a language only decides where it is.
 */
import { adminConsent, consent, permissions } from './en/consent.ts';
import { erase } from './en/erase.ts';
import { frame } from './en/frame.ts';
import { history } from './en/history.ts';
import { invitation, itDepartment } from './en/it-department.ts';
import { connection, disconnect, me, test, testMessage } from './en/own-page.ts';
import { headings } from './en/headings.ts';
import { sentences } from './en/problems.ts';
import { actors, remedy, ways } from './en/remedy.ts';
import { trust } from './en/trust.ts';
import { waiting } from './en/waiting.ts';

export const en = {
  /** BCP 47; what `lang`, `Content-Language` and the language's cookie say. */
  tag: 'en',
  /** For dates. */
  locale: 'en-GB',
  frame,
  consent,
  permissions,
  adminConsent,
  connection,
  me,
  test,
  testMessage,
  disconnect,
  history,
  waiting,
  erase,
  headings,
  sentences,
  actors,
  remedy,
  ways,
  trust,
  itDepartment,
  invitation,
};

/** One language's texts. */
export type Texts = typeof en;
