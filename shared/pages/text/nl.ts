/**
 * Everything that pages say, in Dutch.
 */
import type { Texts } from './en.ts';
import { adminConsent, consent, permissions } from './nl/consent.ts';
import { erase } from './nl/erase.ts';
import { frame } from './nl/frame.ts';
import { history } from './nl/history.ts';
import { invitation, itDepartment } from './nl/it-department.ts';
import { connection, disconnect, me, test, testMessage } from './nl/own-page.ts';
import { headings } from './nl/headings.ts';
import { sentences } from './nl/problems.ts';
import { actors, remedy, ways } from './nl/remedy.ts';
import { trust } from './nl/trust.ts';
import { waiting } from './nl/waiting.ts';

export const nl: Texts = {
  tag: 'nl',
  locale: 'nl-NL',
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
