/**
 * What every page of a person needs beside its own view.
 */
import type { PageContext } from '../kit/page-context.ts';
import type { PersonSettings } from './person-settings.ts';

export interface PersonContext extends PageContext {
  settings: PersonSettings;
}
