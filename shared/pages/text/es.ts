/**
 * Everything that pages say, in Spanish.
 */
import type { Texts } from './en.ts';
import { adminConsent, consent, permissions } from './es/consent.ts';
import { erase } from './es/erase.ts';
import { frame } from './es/frame.ts';
import { history } from './es/history.ts';
import { invitation, itDepartment } from './es/it-department.ts';
import { connection, disconnect, me, test, testMessage } from './es/own-page.ts';
import { headings } from './es/headings.ts';
import { sentences } from './es/problems.ts';
import { actors, remedy, ways } from './es/remedy.ts';
import { trust } from './es/trust.ts';
import { waiting } from './es/waiting.ts';

export const es: Texts = {
  tag: 'es',
  locale: 'es-ES',
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
