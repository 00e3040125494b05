/**
 * Everything that pages say, in Swedish.
 */
import type { Texts } from './en.ts';
import { adminConsent, consent, permissions } from './sv/consent.ts';
import { erase } from './sv/erase.ts';
import { frame } from './sv/frame.ts';
import { history } from './sv/history.ts';
import { invitation, itDepartment } from './sv/it-department.ts';
import { connection, disconnect, me, test, testMessage } from './sv/own-page.ts';
import { headings } from './sv/headings.ts';
import { sentences } from './sv/problems.ts';
import { actors, remedy, ways } from './sv/remedy.ts';
import { trust } from './sv/trust.ts';
import { waiting } from './sv/waiting.ts';

export const sv: Texts = {
  tag: 'sv',
  locale: 'sv-SE',
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
