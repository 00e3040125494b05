/**
 * What Power Platform keeps of a custom connector beside its description: how a connection gets a token, how it pages, its colour.
 *
 * The API takes app-only tokens alone, so a connection is made with the id and the secret of an application; a person's sign-in would be
 * answered 401. The secret is entered where the connection is made, and is not in the file.
 */
import type { Description } from './read-description.ts';

/** Entered later, in the portal. */
const CLIENT_ID_LATER = '00000000-0000-0000-0000-000000000000';

export function buildApiProperties({ paths, securityDefinitions }: Description, clientId = CLIENT_ID_LATER): object {
  const { tokenUrl, scopes } = securityDefinitions.entra;
  const [, tenantId = ''] = new URL(tokenUrl).pathname.split('/');
  const audience = Object.keys(scopes)[0]?.replace(/\/\.default$/, '') ?? '';
  const paged = Object.values(paths)
    .flatMap((byMethod) => Object.values(byMethod))
    .filter((operation) => operation['x-ms-pageable'] !== undefined);
  return {
    properties: {
      connectionParameters: {
        token: {
          type: 'oauthSetting',
          oAuthSettings: {
            identityProvider: 'aad',
            clientId,
            scopes: [],
            redirectMode: 'Global',
            redirectUrl: 'https://global.consent.azure-apim.net/redirect',
            properties: { IsFirstParty: 'False', AzureActiveDirectoryResourceId: audience },
            customParameters: {
              loginUri: { value: new URL(tokenUrl).origin },
              tenantId: { value: tenantId },
              resourceUri: { value: audience },
            },
          },
        },
        'token:TenantId': {
          type: 'string',
          metadata: { sourceType: 'AzureActiveDirectoryTenant' },
          uiDefinition: { constraints: { required: 'false', hidden: 'true' } },
        },
        'token:clientId': hidden('string', 'Client ID', 'Client id of the application that sends.'),
        'token:clientSecret': hidden('securestring', 'Client Secret', 'Its secret.'),
        'token:resourceUri': hidden('string', 'Resource', 'Client id of the API.'),
        'token:grantType': {
          ...hidden('string', 'Grant Type', 'How a token is got.'),
          allowedValues: [{ value: 'code' }, { value: 'client_credentials' }],
        },
      },
      iconBrandColor: '#0b57a4',
      capabilities: ['actions'],
      policyTemplateInstances: [
        {
          templateId: 'updatenextlink',
          title: 'Next page',
          parameters: {
            'x-ms-apimTemplateParameter.nextLinkPropertyName': 'nextLink',
            'x-ms-apimTemplate-operationName': paged.map(({ operationId }) => operationId),
          },
        },
      ],
    },
  };
}

/** Shown only where a connection is made as an application. */
function hidden(type: 'string' | 'securestring', displayName: string, description: string) {
  return { type, uiDefinition: { displayName, description, constraints: { required: 'false', hidden: 'true' } } };
}
