/**
 * Everything that pages say, in German.
 */
import type { Texts } from './en.ts';
import { adminConsent, consent, permissions } from './de/consent.ts';
import { erase } from './de/erase.ts';
import { frame } from './de/frame.ts';
import { history } from './de/history.ts';
import { invitation, itDepartment } from './de/it-department.ts';
import { connection, disconnect, me, test, testMessage } from './de/own-page.ts';
import { headings } from './de/headings.ts';
import { sentences } from './de/problems.ts';
import { actors, remedy, ways } from './de/remedy.ts';
import { trust } from './de/trust.ts';
import { waiting } from './de/waiting.ts';

export const de: Texts = {
  tag: 'de',
  locale: 'de-DE',
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
