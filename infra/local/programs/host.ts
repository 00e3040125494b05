/**
 * `npm run host`: builds the app and starts only the Functions host, against the services that the settings name.
 */
import { buildApp } from '../../build/build-app.ts';

await buildApp();
await import('../host/main.ts');
