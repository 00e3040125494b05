/**
 * Style and script of the console, which no other page loads: assets.ts of the kit says how such files are named and served.
 */
import { createAsset } from '../kit/assets.ts';
import { consoleScript } from './console-script.ts';
import { consoleStyle } from './console-style.ts';

export const consoleAssets = Object.freeze({
  style: createAsset('css', 'text/css; charset=utf-8', consoleStyle, 'console'),
  script: createAsset('js', 'text/javascript; charset=utf-8', consoleScript, 'console'),
});
