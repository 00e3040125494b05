/**
 * A browser without a screen, for the demo, tests and the bench: keeps cookies per host, follows redirects, submits forms.
 *
 * It reads only the pages of the local stack, whose forms are plain HTML, and runs no script.
 */
export interface Page {
  url: string;
  status: number;
  body: string;
}

export interface HttpBrowser {
  open(url: string): Promise<Page>;
  /** Posts a form as a page of `origin` would. */
  post(url: string, fields: Record<string, string>): Promise<Page>;
  /** Posts the form of a page whose action ends like this, hidden fields included. */
  submit(page: Page, action: string, fields?: Record<string, string>): Promise<Page>;
}

const HOPS_MAX = 20;

export function createHttpBrowser(): HttpBrowser {
  const jars = new Map<string, Map<string, string>>();

  async function request(url: string, init: RequestInit = {}): Promise<Page> {
    let next = { url, init };
    for (let hop = 0; hop < HOPS_MAX; hop++) {
      const { origin, host } = new URL(next.url);
      const jar = jars.get(host) ?? new Map<string, string>();
      jars.set(host, jar);
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
      const isPost = next.init.method === 'POST';
      const response = await fetch(next.url, {
        ...next.init,
        redirect: 'manual',
        headers: {
          ...(cookie && { Cookie: cookie }),
          ...(isPost && { Origin: origin, 'Sec-Fetch-Site': 'same-origin' }),
        },
      });
      for (const line of response.headers.getSetCookie()) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        if (name && /;\s*max-age=0\b/i.test(line)) jar.delete(name);
        else if (name) jar.set(name, value ?? '');
      }
      const location = response.headers.get('location');
      if (!location || response.status < 300 || response.status >= 400)
        return { url: next.url, status: response.status, body: await response.text() };
      await response.body?.cancel();
      next = { url: new URL(location, next.url).href, init: {} };
    }
    throw new Error(`More than ${HOPS_MAX} redirects from ${new URL(url).pathname}.`);
  }

  const post = (url: string, fields: Record<string, string>) =>
    request(url, { method: 'POST', body: new URLSearchParams(fields) });
  return {
    open: (url) => request(url),
    post,
    async submit(page, action, fields = {}) {
      const form = readForms(page.body).find((one) => one.action.endsWith(action));
      if (!form) throw new Error(`No form ${action} on the page ${titleOf(page)} (${page.status}).`);
      return post(new URL(form.action, page.url).href, { ...form.fields, ...fields });
    },
  };
}

export function titleOf({ body }: Page): string {
  return unescape(/<title>([^<]*)<\/title>/.exec(body)?.[1] ?? '');
}

export function hasForm({ body }: Page, action: string): boolean {
  return readForms(body).some((form) => form.action.endsWith(action));
}

/** Signs in with this account wherever the local Entra asks, and accepts; returns the first page that is not Entra's. */
export async function signIn(browser: HttpBrowser, start: Page, address: string): Promise<Page> {
  let page = start;
  for (let step = 0; step < HOPS_MAX; step++) {
    if (hasForm(page, '/login')) page = await browser.submit(page, '/login', { account: address });
    else if (hasForm(page, '/consent')) page = await browser.submit(page, '/consent', { decision: 'accept' });
    else return page;
  }
  throw new Error('The sign-in does not end.');
}

/** The whole journey of a person who agrees: consent page, both sign-ins, the page that names the mailbox. */
export async function connect(browser: HttpBrowser, publicUrl: string, address: string): Promise<Page> {
  const consent = await browser.open(`${publicUrl}/authorize`);
  return signIn(browser, await browser.submit(consent, '/authorize'), address);
}

interface Form {
  action: string;
  fields: Record<string, string>;
}

function readForms(body: string): Form[] {
  return [...body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, attributes = '', content = '']) => ({
    action: readAttribute(attributes, 'action'),
    fields: Object.fromEntries(
      [...content.matchAll(/<input\b([^>]*)>/g)]
        .filter(([, input = '']) => readAttribute(input, 'type') === 'hidden')
        .map(([, input = '']) => [readAttribute(input, 'name'), readAttribute(input, 'value')]),
    ),
  }));
}

function readAttribute(tag: string, name: string): string {
  return unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? '');
}

function unescape(text: string): string {
  const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' };
  return text.replace(/&(?:#(\d+)|#x([0-9a-f]+)|(\w+));/gi, (whole, decimal: string, hex: string, word: string) =>
    word ? (named[word] ?? whole) : String.fromCodePoint(decimal ? Number(decimal) : Number.parseInt(hex, 16)),
  );
}
