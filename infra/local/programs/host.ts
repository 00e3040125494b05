/**
 * `npm run host`: builds the app and starts the Functions host alone, against whatever the settings name.
 */
import { buildApp } from '../../build/build-app.ts';

await buildApp();
await import('../host/main.ts');
