import type { Description } from '../../../infra/power-platform/read-description.ts';

/** What the connector needs of what an installation serves. */
export const description: Description = {
  swagger: '2.0',
  paths: {
    '/send': { post: { operationId: 'SendMessage' } },
    '/messages': { get: { operationId: 'ListMessages', 'x-ms-pageable': { nextLinkName: 'nextLink' } } },
  },
  securityDefinitions: {
    entra: {
      tokenUrl: 'https://login.microsoftonline.com/c0000000-0000-4000-8000-000000000001/oauth2/v2.0/token',
      scopes: { 'c0000000-0000-4000-8000-0000000000ab/.default': 'Every role that the application has.' },
    },
  },
};
