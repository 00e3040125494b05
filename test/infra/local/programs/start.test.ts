/** `npm start`, as a newcomer meets it: what it prints, its first page, and what everybody in the directory then sees. */
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { connect, createHttpBrowser, signIn, titleOf } from '../../../../infra/local/browser/http-browser.ts';
import { createDirectory } from '../../../../infra/local/emulators/kit/directory.ts';
import { listCast, type Outcome } from '../../../../infra/local/guide/cast.ts';
import { portsAbove } from '../../../../infra/local/stack.ts';
import { inspect } from '../../../browser/inspect.ts';
import { sharedBrowser } from '../../../browser/shared-browser.ts';

const { PATH, NODE_COMPILE_CACHE } = process.env;
const forNode = { PATH, NODE_COMPILE_CACHE };
const root = join(import.meta.dirname, '..', '..', '..', '..');
const program = join(root, 'infra/local/programs/start.ts');
const isWindows = process.platform === 'win32';

/** A port with the ones of the emulators above it free, or so it was a moment ago. */
async function findPort(): Promise<number> {
  for (let port = 20_000 + (process.pid % 500) * 20; port < 31_900; port += 20) {
    const isFree = await Promise.all(Object.values(portsAbove(port)).map(isPortFree));
    if (isFree.every(Boolean)) return port;
  }
  throw new Error('No seventeen ports in a row are free.');
}

async function isPortFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('listening', () => resolve(true)).once('error', () => resolve(false));
  });
  if (isFree) await new Promise((resolve) => server.close(resolve));
  return isFree;
}

function spawnStart(port: string | number, environment: Record<string, string> = {}): ChildProcess {
  return spawn(process.execPath, [program], {
    env: { ...forNode, PORT: String(port), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function startAndEnd(port: string | number, environment?: Record<string, string>) {
  const child = spawnStart(port, environment);
  onTestFinished(() => void child.kill('SIGKILL'));
  const output = { stdout: '', stderr: '' };
  child.stdout?.on('data', (data: Buffer) => (output.stdout += data.toString()));
  child.stderr?.on('data', (data: Buffer) => (output.stderr += data.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...output };
}

describe('start.ts', () => {
  it('names the port that is taken, the cause and the way out in one line, before it does anything', async () => {
    const port = await findPort();
    const { entra } = portsAbove(port);
    const server = createServer().listen(entra, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const { code, stdout, stderr } = await startAndEnd(port);
    expect([code, stdout]).toEqual([1, '']);
    const [, other] =
      /^Port \d+ \(entra\) is taken by another program: [^\n]+ PORT=(\d+) npm start \(PowerShell: [^\n]+\)\.\n$/.exec(
        stderr,
      ) ?? [];
    expect(stderr).toContain(`Port ${entra} `);
    expect(Number(other)).not.toBe(port);
  });

  it.each(['0', '-1', 'abc', '65000'])('refuses the port %s in one line', async (port) => {
    const { code, stdout, stderr } = await startAndEnd(port);
    expect([code, stdout, stderr]).toEqual([1, '', 'PORT must be a whole number from 1 to 32000.\n']);
  });

  it('refuses a permission that the app does not know in one line', async () => {
    const { code, stdout, stderr } = await startAndEnd('7071', { MAIL_PERMISSION: 'Mail.Read' });
    expect([code, stdout, stderr]).toEqual([1, '', 'MAIL_PERMISSION must be Mail.Send or Mail.ReadWrite.\n']);
  });
});

describe('start.ts, interrupted', () => {
  // On Windows a signal ends a process at once.
  it.skipIf(isWindows).each(['Starting Entra', 'Starting the Functions host'])(
    'says only good-bye on Ctrl-C after "%s"',
    async (line) => {
      const port = await findPort();
      const child = spawn(process.execPath, [program], {
        env: { ...forNode, PORT: String(port) },
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      let [stdout, stderr] = ['', ''];
      child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
      child.stdout.on('data', (data: Buffer) => {
        const isBefore = !stdout.includes(line);
        stdout += data.toString();
        // As the terminal does it, to the whole group: the compiler and the host hear it, too.
        if (isBefore && stdout.includes(line)) process.kill(-(child.pid ?? 0), 'SIGINT');
      });
      const [code] = (await once(child, 'close')) as [number | null];
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^Good-bye: /);
    },
  );
});

describe('start.ts, running', () => {
  let [port, printed, guide, publicUrl] = [0, '', '', ''];
  let child: ChildProcess;
  const trusted = getCACertificates('default');
  const browser = createHttpBrowser;

  beforeAll(async () => {
    port = await findPort();
    [guide, publicUrl] = [`http://localhost:${portsAbove(port).guide}`, `http://localhost:${port}/api`];
    child = spawnStart(port);
    child.stdout?.on('data', (data: Buffer) => (printed += data.toString()));
    child.stderr?.on('data', (data: Buffer) => process.stderr.write(data));
    while (!printed.includes('Ctrl-C ends everything.')) {
      if (child.exitCode !== null) throw new Error(`npm start ended: ${printed}`);
      await once(child.stdout!, 'data');
    }
    const authority = await readFile(join(root, '.local/certificate-authority.crt'), 'utf8');
    setDefaultCACertificates([...trusted, authority]);
  });
  afterAll(() => {
    child.kill('SIGKILL');
    setDefaultCACertificates(trusted);
  });

  /** Runs what is printed for the shell of this platform. */
  async function sendAsPrinted(): Promise<string> {
    const [heading, end] = isWindows ? ['PowerShell', '\nCtrl-C'] : ['bash', '\nPowerShell:'];
    const commands = printed.split(`\n${heading}:\n\n`)[1]?.split(end)[0] ?? '';
    const [shell, ...options] = isWindows ? ['powershell.exe', '-NoProfile', '-Command'] : ['bash', '-c'];
    const { stdout } = await promisify(execFile)(shell, [...options, commands], { env: { PATH } });
    return stdout;
  }

  it('prints commands that ask for a token and send, in the shell of this platform', async () => {
    if (!isWindows) expect(await sendAsPrinted()).toMatch(/^HTTP\/1\.1 202 [^]*"status":"held"[^]*consent_required/);
    await connect(browser(), publicUrl, 'ann@fabrikam.com');
    expect(await sendAsPrinted()).toMatch(isWindows ? /status\s*: sent/ : /^HTTP\/1\.1 200 [^]*"status":"sent"/);
    for (const address of ['ann@fabrikam.com', 'mia@contoso.com'])
      expect(await (await fetch(`${guide}/mailbox/${address}`)).text()).toContain('The first mail');
  });

  it('has a first page over plain http that warns before the first https link and has all to copy', async () => {
    const page = await browser().open(`${guide}/`);
    const links = [...page.body.matchAll(/href="([^"]+)"/g)].map(([, link = '']) => link);
    expect([page.status, titleOf(page)]).toEqual([200, 'Guestmail: local stack']);
    expect(links).toEqual(expect.arrayContaining([`${publicUrl}/authorize`, `${publicUrl}/me`, '/mailbox']));
    expect(links.filter((link) => link.startsWith('https:'))).toEqual([]);
    expect(page.body.indexOf('Your browser will warn')).toBeLessThan(page.body.indexOf(`${publicUrl}/authorize`));
    const values = ['Client id', 'Client secret', 'Scope', 'Token endpoint', 'The same, http'].map(
      (name) => new RegExp(`^ +${name} +(\\S+)$`, 'm').exec(printed)?.[1] ?? name,
    );
    for (const value of values) expect(page.body).toContain(value);
    for (const { address, shows } of listCast(createDirectory())) {
      expect(page.body).toContain(address);
      expect(page.body).toContain(shows.replaceAll("'", '&#39;'));
    }
    const file = await fetch(`${guide}/certificate-authority.crt`);
    expect(await file.text()).toBe(await readFile(join(root, '.local/certificate-authority.crt'), 'utf8'));
  });

  it.each([
    [1280, 'light'],
    [390, 'dark'],
  ] as const)('has a first page without barriers, %i px wide and %s', async (width, colorScheme) => {
    const context = await (await sharedBrowser()).newContext({ viewport: { width, height: 900 }, colorScheme });
    onTestFinished(() => context.close());
    const page = await context.newPage();
    await page.goto(`${guide}/`);
    await page.locator('summary').click();
    expect(await inspect(page)).toEqual([]);
  });

  it('shows everybody in the directory what the first page foretells', async () => {
    const titles: Record<Outcome, RegExp> = {
      connects: /is connected/i,
      approval: /^Need admin approval$/,
      policy: /policy/i,
      'no-mailbox': /no mailbox/i,
      'personal-account': /personal account/i,
      'no-home-tenant': /guest account/i,
      'no-guest': /^The sign-in does not end\.$/,
      disabled: /^The sign-in does not end\.$/,
    };
    const seen = (address: string) =>
      connect(browser(), publicUrl, address).then(titleOf, ({ message }: Error) => message);
    for (const { address, outcome } of listCast(createDirectory()))
      expect(await seen(address), address).toMatch(titles[outcome]);

    const { home } = createDirectory().person('noa');
    const [, clientId = ''] = /^ +Scope +([\w-]+)/m.exec(printed) ?? [];
    const query = new URLSearchParams({
      client_id: clientId,
      scope: 'https://graph.microsoft.com/.default',
      redirect_uri: `${publicUrl}/callback`,
      state: 'admin',
    });
    const approval = `https://localhost:${portsAbove(port).entra}/${'tenantId' in home && home.tenantId}/v2.0/adminconsent`;
    const administrator = browser();
    const start = await administrator.open(`${approval}?${query}`);
    await signIn(administrator, start, 'admin.northwind@northwindtraders.com');
    expect(await seen('noa@northwindtraders.com')).toMatch(titles.connects);
    expect(await seen('cal@northwindtraders.com')).toMatch(titles.policy);
  });

  it.each<[string, string, RequestInit, number]>([
    ['a page that is not there', '/nothing', {}, 404],
    ['another method', '/', { method: 'POST', body: 'x' }, 405],
    ['a token asked for by a link', 'token', {}, 405],
    ['a token asked for by another site', 'token', { method: 'POST', headers: { Origin: 'https://contoso.com' } }, 403],
    [
      'a wrong secret',
      'token',
      { method: 'POST', body: new URLSearchParams({ grant_type: 'client_credentials' }) },
      400,
    ],
    ['a body above the limit', 'token', { method: 'POST', body: 'x'.repeat(70_000) }, 413],
  ])('answers %s', async (_, path, init, status) => {
    const token = /^ +The same, http +(\S+)$/m.exec(printed)?.[1] ?? '';
    const response = await fetch(path === 'token' ? token : `${guide}${path}`, init);
    expect(response.status).toBe(status);
  });

  it('is not disturbed by a second start on its port, which says who is there', async () => {
    const paths = [
      'certificate-authority.key',
      'certificate-authority.crt',
      `${port}/operator.json`,
      `${port}/app/index.cjs`,
    ];
    const times = () => Promise.all(paths.map(async (path) => (await stat(join(root, '.local', path))).mtimeMs));
    const before = await times();
    const { code, stdout, stderr } = await startAndEnd(port);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      new RegExp(`^Port ${port} \\(host\\) is taken, most likely by the local stack that was started here before: `),
    );
    expect(await times()).toEqual(before);
    expect((await readdir(join(root, '.local', String(port)))).toSorted()).toEqual(['app', 'operator.json']);
  });

  it('says good-bye in one line on Ctrl-C and leaves no process', async () => {
    printed = '';
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    // Ctrl-C reaches a program from the terminal and from npm.
    child.kill('SIGINT');
    const end = await ended;
    // On Windows a signal ends a process at once, and those that it has started notice it.
    if (!isWindows) expect([end, printed]).toEqual([[0, null], expect.stringMatching(/^Good-bye: [^\n]+\n$/)]);
    if (!isWindows) expect(await readdir(join(root, '.local'))).not.toContain(String(port));
    await expect.poll(() => Promise.all(Object.values(portsAbove(port)).map(isPortFree))).not.toContain(false);
  });
});
