/**
 * `npm run preflight`: asks a running connector whether it is ready, and says for each check what to do and who can do it.
 *
 * The checks are those of `GET /health/ready`, and one of the registration. They run in the connector, because only the connector
 * has its identity; that of the registration asks the Azure CLI. With
 * PUBLIC_URL and API_AUDIENCE it asks that installation, with GUESTMAIL_TOKEN or a token from the Azure CLI; without them
 * it asks the local stack of `npm start`, where PORT names it if it is not on 7071. Exit code 0 only when every check
 * holds; for the first run of the timers it waits six minutes. Prints no token and no secret.
 */
import { setTimeout } from 'node:timers/promises';
import { createAz } from '../azure-cli/az.ts';
import { checkInstallation } from './check-installation.ts';
import { checkRegistration } from './check-registration.ts';
import { formatChecks } from './format-checks.ts';
import { waitForTimers } from './wait-for-timers.ts';

try {
  const audience = process.env['PUBLIC_URL'] && process.env['API_AUDIENCE']?.trim();
  const check = async () => [
    ...(await checkInstallation(process.env)),
    ...(audience ? [await checkRegistration(createAz(process.env), process.env)] : []),
  ];
  const checks = await waitForTimers(check, {
    print: (line) => process.stdout.write(`${line}\n`),
    now: () => new Date(),
    sleep: setTimeout,
  });
  process.stdout.write(`${formatChecks(checks)}\n`);
  process.exitCode = checks.every(({ ok }) => ok) ? 0 : 1;
} catch (error) {
  process.stderr.write(`preflight: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
