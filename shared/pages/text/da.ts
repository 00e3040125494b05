/**
 * Everything that pages say, in Danish.
 */
import type { Texts } from './en.ts';
import { adminConsent, consent, permissions } from './da/consent.ts';
import { erase } from './da/erase.ts';
import { frame } from './da/frame.ts';
import { history } from './da/history.ts';
import { invitation, itDepartment } from './da/it-department.ts';
import { connection, disconnect, me, test, testMessage } from './da/own-page.ts';
import { headings } from './da/headings.ts';
import { sentences } from './da/problems.ts';
import { actors, remedy, ways } from './da/remedy.ts';
import { trust } from './da/trust.ts';
import { waiting } from './da/waiting.ts';

export const da: Texts = {
  tag: 'da',
  locale: 'da-DK',
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
