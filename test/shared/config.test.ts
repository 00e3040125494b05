import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig, settingNames } from '../../shared/config.ts';
import { neededSettings as needed } from './config-sample.ts';

const { HOST_TENANT_ID: tenant, ENTRA_CLIENT_ID: client } = needed;
type Setting = keyof typeof needed;
const read = (changes: Record<string, string | undefined> = {}) => readConfig({ ...needed, ...changes });
const problemsOf = (changes: Record<string, string | undefined>): string => {
  try {
    read(changes);
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
};

/** Names as a documentation lists them: code spans of upper-case words, in order. */
const namesIn = (text: string) => [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, name]) => name);

describe('readConfig', () => {
  it('needs twelve settings and fills in the others', () => {
    expect(read()).toEqual({
      hostTenantId: tenant,
      apiAudience: client,
      callerClientIds: ['*'],
      sendersRole: 'Mail.Send.AsUser',
      publicUrl: 'https://guestmail.contoso.com/api',
      entraAuthority: 'https://login.microsoftonline.com',
      entraClientId: client,
      entraCredential: 'federated',
      graphUrl: 'https://graph.microsoft.com/v1.0',
      mailPermission: 'Mail.Send',
      keyVaultUrl: needed.KEY_VAULT_URL,
      tokenKeyName: ['token-key'],
      tokenPepperName: ['token-pepper'],
      tableEndpoint: needed.TABLE_ENDPOINT,
      queueEndpoint: needed.QUEUE_ENDPOINT,
      blobEndpoint: needed.BLOB_ENDPOINT,
      allowedHomeTenants: ['*'],
      hostName: expect.any(String) as string,
      erpName: 'Dynamics 365',
      messagesPerMinute: 30,
      messageExpiryDays: 30,
      historyDays: 30,
      messageSizeMaxMb: 35,
      callbackAudiences: [],
    });
  });

  it.each(Object.keys(needed) as Setting[])('says that %s is missing, also when it is empty or blank', (name) => {
    for (const value of [undefined, '', '  ']) expect(problemsOf({ [name]: value })).toContain(`  ${name} is`);
  });

  it('reports everything that is missing at once', () => {
    const problems = () => readConfig({});
    for (const name of [...Object.keys(needed), 'CLIENT_SECRET_NAME'])
      expect(problems).toThrow(expect.objectContaining({ message: expect.stringContaining(`  ${name} is`) as string }));
  });

  it.each([
    ['HOST_TENANT_ID', 'contoso.com'],
    ['HOST_TENANT_ID', `{${tenant}}`],
    ['API_AUDIENCE', 'a'.repeat(256)],
    ['CALLER_CLIENT_IDS', `${client},erp`],
    ['CALLER_CLIENT_IDS', `${client};${tenant}`],
    ['CALLER_CLIENT_IDS', Array.from({ length: 1_001 }, () => client).join(',')],
    ['SENDERS_ROLE', 'Operate'],
    ['SENDERS_ROLE', 'senders.manage'],
    ['ENTRA_CLIENT_ID', 'guestmail'],
    ['ENTRA_CREDENTIAL', 'password'],
    ['ENTRA_CREDENTIAL', 'Secret'],
    ['CLIENT_SECRET_NAME', 'client_secret'],
    ['CLIENT_SECRET_NAME', 'a/b'],
    ['MAIL_PERMISSION', 'Mail.Read.All'],
    ['TOKEN_KEY_NAME', ','],
    ['TOKEN_KEY_NAME', 'one,two/three'],
    ['TOKEN_KEY_NAME', Array.from({ length: 17 }, (_, index) => `key-${index}`).join(',')],
    ['TOKEN_PEPPER_NAME', 'pepper name'],
    ['ALLOWED_HOME_TENANTS', 'fabrikam.com'],
    ['ALLOWED_HOME_TENANTS', '**'],
    ['AZURE_CLIENT_ID', 'identity'],
    ['OUTBOUND_ADDRESSES', 'a'.repeat(1_001)],
    ['HOST_NAME', 'a'.repeat(101)],
    ['ERP_NAME', 'a'.repeat(101)],
    ['ERP_URL', 'http://erp.contoso.com'],
    ['ERP_URL', 'javascript:alert(1)'],
    ['SUPPORT_CONTACT', 'a'.repeat(201)],
    ['PRIVACY_URL', 'https://contoso.com/"><script>'],
    ['PRIVACY_URL', 'data:text/html,x'],
    ['LOGO_URL', 'http://contoso.com/logo.png'],
    ['LOGO_URL', 'https://contoso.com;script-src/logo.png'],
    ['LOGO_URL', 'https://ann:pass@contoso.com/logo.png'],
    ['LOGO_URL', 'https://'],
    ['ACCENT_COLOR', 'purple'],
    ['ACCENT_COLOR', '#abc'],
    ['ACCENT_COLOR', '#7a1f5c;}'],
    ['ACCENT_COLOR', '#777777'],
    ['ACCENT_COLOR', '#ffffff'],
    ['MESSAGES_PER_MINUTE', '000000'],
    ['MESSAGES_PER_MINUTE', '10001'],
    ['MESSAGES_PER_MINUTE', '1.5'],
    ['MESSAGES_PER_MINUTE', '1e3'],
    ['MESSAGE_EXPIRY_DAYS', '91'],
    ['MESSAGE_EXPIRY_DAYS', '-1'],
    ['HISTORY_DAYS', '29'],
    ['HISTORY_DAYS', '3651'],
    ['MESSAGE_SIZE_MAX_MB', '151'],
    ['MESSAGE_SIZE_MAX_MB', 'all'],
  ])('refuses %s when it is wrong, without repeating %j', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toContain(`  ${name} `);
    expect(problems.replaceAll(name, '').split('\n').slice(1).join('\n')).not.toContain(value);
  });

  it('takes a colour on which white text reads, and says what is wrong with one that is too light', () => {
    expect(read({ ACCENT_COLOR: '#7A1F5C' }).accentColor).toBe('#7a1f5c');
    expect(read({ ACCENT_COLOR: '#767676' }).accentColor).toBe('#767676');
    expect(problemsOf({ ACCENT_COLOR: '#777777' })).toContain(
      '  ACCENT_COLOR is too light for white text (which needs a contrast of 4.5:1)',
    );
    expect(problemsOf({ ACCENT_COLOR: 'purple' }).match(/ACCENT_COLOR.*/g)).toEqual([
      'ACCENT_COLOR is not a colour (#rrggbb)',
    ]);
    expect(read({ LOGO_URL: 'https://www.contoso.com/logo.png?v=2' }).logoUrl).toContain('?v=2');
  });

  it('reports wrong and missing settings together, each once', () => {
    const wrong = {
      HOST_TENANT_ID: 'x',
      PUBLIC_URL: 'x',
      GRAPH_URL: 'x',
      CALLER_CLIENT_IDS: 'x,y,z',
      TOKEN_KEY_NAME: '',
    };
    const lines = problemsOf({ ...wrong, ENTRA_CREDENTIAL: 'secret' })
      .split('\n')
      .slice(1);
    expect(new Set(lines.map((line) => line.trim().split(' ')[0]))).toEqual(
      new Set([...Object.keys(wrong), 'CLIENT_SECRET_NAME']),
    );
    expect(lines.length).toBe(Object.keys(wrong).length + 1);
  });

  it.each(['secret', 'certificate'])('needs CLIENT_SECRET_NAME for the credential %s', (credential) => {
    expect(problemsOf({ ENTRA_CREDENTIAL: credential })).toContain('  CLIENT_SECRET_NAME is missing');
    expect(read({ ENTRA_CREDENTIAL: credential, CLIENT_SECRET_NAME: 'client-secret' })).toMatchObject({
      entraCredential: credential,
      clientSecretName: 'client-secret',
    });
  });

  it('ignores blanks around every value', () => {
    const padded = Object.fromEntries(Object.entries(needed).map(([name, value]) => [name, ` ${value}\t`]));
    expect(readConfig(padded)).toEqual(read());
  });

  it('reads lists, GUIDs in lower case, and numbers', () => {
    const config = read({
      HOST_TENANT_ID: tenant.toUpperCase(),
      CALLER_CLIENT_IDS: ` ${client.toUpperCase()} , ${tenant},`,
      ALLOWED_HOME_TENANTS: tenant.toUpperCase(),
      TOKEN_KEY_NAME: 'old-key, new-key',
      HISTORY_DAYS: '3650',
    });
    expect(config).toMatchObject({
      hostTenantId: tenant,
      callerClientIds: [client, tenant],
      allowedHomeTenants: [tenant],
      tokenKeyName: ['old-key', 'new-key'],
      historyDays: 3650,
    });
  });

  describe.each([
    ['CALLER_CLIENT_IDS', 'callerClientIds'],
    ['ALLOWED_HOME_TENANTS', 'allowedHomeTenants'],
  ] as const)('%s', (name, property) => {
    it('is everybody when it is absent or *', () => {
      for (const value of [undefined, '*', ' * ', '*,']) expect(read({ [name]: value })[property]).toEqual(['*']);
    });

    it.each(['', '  ', '\t', ',', ' , ,,'])('is refused when it is set and names nobody: %j', (value) => {
      expect(problemsOf({ [name]: value })).toBe(
        `Settings are not valid:\n  ${name} is set and names nobody (* is everybody)`,
      );
    });

    it('is refused when it names others beside *', () => {
      expect(problemsOf({ [name]: `${client},*` })).toContain(`  ${name} names others beside *`);
    });
  });

  it('is frozen, lists included', () => {
    const config = read({ CALLER_CLIENT_IDS: client });
    expect([config, config.callerClientIds, config.tokenKeyName].every(Object.isFrozen)).toBe(true);
  });

  it('ignores variables that are no settings', () => {
    expect(read({ PATH: '/bin', __proto__: 'x', constructor: 'x' })).toEqual(read());
  });
});

describe('addresses', () => {
  const clouds = {
    ENTRA_AUTHORITY: [
      'login.microsoftonline.com',
      'login.microsoftonline.us',
      'login.partner.microsoftonline.cn',
      'login.chinacloudapi.cn',
    ],
    GRAPH_URL: [
      'graph.microsoft.com',
      'graph.microsoft.us',
      'dod-graph.microsoft.us',
      'microsoftgraph.chinacloudapi.cn',
    ],
    KEY_VAULT_URL: ['contoso.vault.azure.net', 'contoso.vault.usgovcloudapi.net', 'contoso.vault.azure.cn'],
    TABLE_ENDPOINT: suffixes('table'),
    QUEUE_ENDPOINT: suffixes('queue'),
    BLOB_ENDPOINT: suffixes('blob'),
  };
  const names = Object.keys(clouds) as (keyof typeof clouds)[];

  it.each(names.flatMap((name) => clouds[name].map((host) => [name, host])))(
    'takes for %s the host %s',
    (name, host) => {
      const anyCloud = { ENTRA_AUTHORITY: 'https://localhost', GRAPH_URL: 'https://localhost/v1.0' };
      expect(problemsOf({ ...anyCloud, [name]: `https://${host}${pathOf(name)}` })).toBe('');
      expect(problemsOf({ [name]: `http://${host}` })).toContain(`${name} is not https`);
      expect(problemsOf({ [name]: `https://${host}.northwindtraders.com` })).toContain(
        `${name} is not a host of a Microsoft`,
      );
      expect(problemsOf({ [name]: `https://northwind${host}${pathOf(name)}` })).toBe(
        host.startsWith('contoso.') ? '' : `Settings are not valid:\n  ${name} is not a host of a Microsoft cloud`,
      );
    },
  );

  it.each(names)('refuses for %s hosts of other services and of nobody', (name) => {
    const others = names.filter((other) => other !== name).map((other) => `https://${clouds[other][0]}`);
    for (const address of [...others, 'https://northwindtraders.com', 'https://10.0.0.1', 'https://vault.azure.net'])
      expect(problemsOf({ [name]: address })).toContain(`${name} is not a host of a Microsoft cloud`);
  });

  it.each([...names, 'PUBLIC_URL'])('takes for %s plain http on loopback only', (name) => {
    for (const host of ['localhost:7071', '127.0.0.1:10002', '127.8.9.10', '[::1]:8443'])
      for (const scheme of ['http', 'https'])
        expect(problemsOf({ [name]: `${scheme}://${host}${pathOf(name) || '/x'}` })).toBe('');
    for (const host of [
      'localhost.northwindtraders.com',
      '127.0.0.1.northwindtraders.com',
      '0.0.0.0',
      '[::]',
      '10.0.0.1',
    ])
      expect(problemsOf({ [name]: `http://${host}` })).toContain(`${name} is not https`);
  });

  it.each([...names, 'PUBLIC_URL'])('refuses for %s what is no plain address', (name) => {
    const { host } = new URL(
      { ...needed, ENTRA_AUTHORITY: 'https://login.microsoftonline.com', GRAPH_URL: 'https://graph.microsoft.com' }[
        name
      ] ?? '',
    );
    for (const value of [
      host,
      `ftp://${host}`,
      `https://ann@${host}`,
      `https://ann:x@${host}`,
      `https://${host}/?a=b`,
      `https://${host}/#x`,
      'https://',
      'javascript:x',
    ])
      expect(problemsOf({ [name]: value })).toContain(`  ${name} `);
  });

  it.each([
    '',
    '/',
    '/v1',
    '/v1.0/me',
    '/me/v1.0',
    '//v1.0',
    '/v1.0/beta',
    '/v7.3',
    '/v2.0',
    '/v1.0x',
    '/version',
    '/V1.0',
  ])('refuses GRAPH_URL with the path "%s"', (path) => {
    for (const origin of ['https://graph.microsoft.com', 'https://localhost:7443'])
      expect(problemsOf({ GRAPH_URL: `${origin}${path}` })).toContain(
        'GRAPH_URL needs one of the paths /v1.0 and /beta',
      );
  });

  it.each([
    ['https://login.microsoftonline.us', 'https://graph.microsoft.com/v1.0'],
    ['https://login.microsoftonline.com', 'https://graph.microsoft.us/v1.0'],
    ['https://login.partner.microsoftonline.cn', 'https://dod-graph.microsoft.us/v1.0'],
  ])('refuses %s together with %s, which belongs to another cloud', (authority, graphUrl) => {
    expect(problemsOf({ ENTRA_AUTHORITY: authority, GRAPH_URL: graphUrl })).toBe(
      'Settings are not valid:\n  GRAPH_URL belongs to another Microsoft cloud than ENTRA_AUTHORITY',
    );
  });

  it('tells of two clouds beside everything else that is wrong', () => {
    const problems = problemsOf({ GRAPH_URL: 'https://graph.microsoft.us/v1.0', HOST_TENANT_ID: 'contoso' });
    expect(problems).toContain('GRAPH_URL belongs to another Microsoft cloud');
    expect(problems).toContain('HOST_TENANT_ID');
  });

  it.each(names.filter((name) => name !== 'GRAPH_URL'))('refuses for %s a path on a host of Microsoft', (name) => {
    expect(problemsOf({ [name]: `https://${clouds[name][0]}/common` })).toBe(
      `Settings are not valid:\n  ${name} has a path`,
    );
  });

  it.each(['/v1.0', '/v1.0/', '/beta'])('takes GRAPH_URL with the path %s', (path) => {
    expect(problemsOf({ GRAPH_URL: `https://graph.microsoft.com${path}` })).toBe('');
  });

  it('leaves a trailing slash and the default port out, and writes the host in lower case', () => {
    expect(read({ PUBLIC_URL: 'https://GuestMail.Contoso.com:443/api//' }).publicUrl).toBe(
      'https://guestmail.contoso.com/api',
    );
    expect(read({ ENTRA_AUTHORITY: 'HTTPS://Login.MicrosoftOnline.com/' }).entraAuthority).toBe(
      'https://login.microsoftonline.com',
    );
  });

  it('never gives an address that a URL would be read from differently', () => {
    const piece = fc.constantFrom(
      'https:',
      'http:',
      '/',
      '\\',
      'localhost',
      '127.0.0.1',
      ':1',
      '.',
      '@',
      '?',
      '#',
      '\t',
      'a',
      '%2e',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const value = pieces.join('');
        if (problemsOf({ KEY_VAULT_URL: value })) return;
        const { keyVaultUrl } = read({ KEY_VAULT_URL: value });
        expect(new URL(keyVaultUrl).href.replace(/\/+$/, '')).toBe(keyVaultUrl);
        expect(new URL(keyVaultUrl).hostname).toBeOneOf(['localhost', '127.0.0.1']);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('settingNames', () => {
  it('are those of the README, in its order', () => {
    const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
    const table = readme.slice(readme.indexOf('\n## Settings'), readme.indexOf('\n`npm run host` builds'));
    const rows = table
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) => line.split(' | ')[0] ?? '');
    expect(rows.flatMap(namesIn)).toEqual(settingNames);
  });
});

/** Only Graph's address has one of its own. */
function pathOf(name: string): string {
  return name === 'GRAPH_URL' ? '/v1.0' : '';
}

function suffixes(service: string): string[] {
  return ['windows.net', 'usgovcloudapi.net', 'chinacloudapi.cn'].map((cloud) => `contoso.${service}.core.${cloud}`);
}
