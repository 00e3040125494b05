/**
 * The root of the site, where no function is: the host answers for itself there, any method, with a page for developers or, where
 * `AzureWebJobsDisableHomepage` is `true`, with 204. The page has one sentence in place of Azure's.
 *
 * Source: HomepageMiddleware of azure-functions-host.
 */
import type { ServerResponse } from 'node:http';
import type { Environment } from './settings.ts';

export type ShowHomePage = (response: ServerResponse) => void;

export function createHomePage(environment: Environment): ShowHomePage {
  const isDisabled = /^true$/i.test(environment['AzureWebJobsDisableHomepage'] ?? '');
  return (response) => {
    if (isDisabled) response.writeHead(204).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('Your Functions app is up and running');
  };
}
