/**
 * `npm run host`: builds the app and starts the Functions host alone, against whatever the settings name.
 */
import { buildApp } from './build.ts';

await buildApp();
await import('./host/main.ts');
