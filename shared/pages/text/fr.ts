/**
 * Everything that pages say, in French.
 */
import type { Texts } from './en.ts';
import { adminConsent, consent, permissions } from './fr/consent.ts';
import { erase } from './fr/erase.ts';
import { frame } from './fr/frame.ts';
import { history } from './fr/history.ts';
import { invitation, itDepartment } from './fr/it-department.ts';
import { connection, disconnect, me, test, testMessage } from './fr/own-page.ts';
import { headings } from './fr/headings.ts';
import { sentences } from './fr/problems.ts';
import { actors, remedy, ways } from './fr/remedy.ts';
import { trust } from './fr/trust.ts';
import { waiting } from './fr/waiting.ts';

export const fr: Texts = {
  tag: 'fr',
  locale: 'fr-FR',
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
