/**
 * A browser without scripts for tests over HTTP: keeps cookies, reads forms, presses buttons by their name.
 *
 * It follows no redirect, so that each one can be looked at.
 */
export interface Page {
  status: number;
  headers: Headers;
  /** Target of a redirect. */
  location: string | undefined;
  html: string;
  title: string;
  /** Without tags. */
  text: string;
  /** Names of buttons in the order of the page. */
  buttons: string[];
}

export interface Visitor {
  open(url: string): Promise<Page>;
  /** Submits the form of a button on the current page. */
  press(name: string, fields?: Record<string, string>): Promise<Page>;
  cookie(): string;
  forgetCookies(): void;
}

interface Form {
  action: string;
  fields: [string, string][];
  buttons: { text: string; name: string | undefined; value: string }[];
}

/** Creates a browser without cookies. */
export function createVisitor(): Visitor {
  const cookies = new Map<string, string>();
  const header = () => [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  let current: { url: string; forms: Form[] } | undefined;

  async function load(url: string, form?: URLSearchParams): Promise<Page> {
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { Cookie: header() },
      ...(form && { method: 'POST', body: form }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = cookie.split(';')[0]?.split('=') ?? [];
      cookies.set(name, value);
    }
    const html = await answer.text();
    const forms = parseForms(html);
    const location = answer.headers.get('location') ?? undefined;
    if (!location) current = { url, forms };
    return {
      status: answer.status,
      headers: answer.headers,
      location,
      html,
      title: decode(/<title>(.*?)<\/title>/s.exec(html)?.[1] ?? ''),
      text: decode(html.replace(/<(style|script).*?<\/\1>/gs, '').replace(/<[^>]+>/g, ' ')).replace(/\s+/g, ' '),
      buttons: forms.flatMap((one) => one.buttons.map((button) => button.text)),
    };
  }

  return {
    open: (url) => load(url),
    press(name, fields = {}) {
      const form = current?.forms.find((one) => one.buttons.some((button) => button.text === name));
      const button = form?.buttons.find((one) => one.text === name);
      if (!current || !form || !button) throw new Error(`There is no button ${name} on ${current?.url ?? 'no page'}.`);
      const body = new URLSearchParams(form.fields);
      for (const [field, value] of Object.entries(fields)) body.set(field, value);
      if (button.name) body.set(button.name, button.value);
      return load(new URL(form.action, current.url).href, body);
    },
    cookie: header,
    forgetCookies: () => cookies.clear(),
  };
}

function parseForms(html: string): Form[] {
  return [...html.matchAll(/<form([^>]*)>(.*?)<\/form>/gs)].map(([, attributes = '', body = '']) => ({
    action: decode(readAttribute(attributes, 'action') ?? ''),
    fields: [...body.matchAll(/<input([^>]*)>/g)].flatMap(([, input = '']): [string, string][] =>
      readAttribute(input, 'type') === 'checkbox'
        ? []
        : [[readAttribute(input, 'name') ?? '', decode(readAttribute(input, 'value') ?? '')]],
    ),
    buttons: [...body.matchAll(/<button([^>]*)>(.*?)<\/button>/gs)].map(([, button = '', text = '']) => ({
      text: decode(text).trim(),
      name: readAttribute(button, 'name'),
      value: decode(readAttribute(button, 'value') ?? ''),
    })),
  }));
}

function readAttribute(attributes: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
}

function decode(text: string): string {
  return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}
