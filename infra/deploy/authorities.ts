/**
 * Where people sign in. Source: Microsoft Entra authentication and national clouds.
 */
import type { CloudName } from './context.ts';

export const authorities: Readonly<Record<CloudName, string>> = {
  global: 'https://login.microsoftonline.com',
  usgov: 'https://login.microsoftonline.us',
  usgovdod: 'https://login.microsoftonline.us',
  china: 'https://login.partner.microsoftonline.cn',
};
