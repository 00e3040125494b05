/**
 * Reads a file of HTTP requests as Visual Studio and the REST Client of Visual Studio Code do: requests apart by `###`, `#` for
 * comments, `# @name` for the name of a request, variables in double braces.
 *
 * Knows only what requests.http uses: `$processEnv` and one member of an earlier request's answer. Any other variable throws.
 */

/** A request as it goes out. */
export interface PlainRequest {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export interface NamedRequest {
  name: string;
  /** Fills the variables in from the settings and the bodies of earlier answers by name. */
  build(settings: Readonly<Record<string, string>>, answers: Readonly<Record<string, unknown>>): PlainRequest;
}

export function readHttpFile(text: string): NamedRequest[] {
  return text.split(/^###.*$/m).map((part) => {
    const [, name = ''] = /^# @name (\w+)$/m.exec(part) ?? [];
    const [head = '', ...rest] = part
      .replace(/^#.*\n/gm, '')
      .trim()
      .split('\n\n');
    const [line = '', ...headerLines] = head.split('\n');
    const [, target = ''] = /^POST (\S.*)$/.exec(line) ?? [];
    if (!name || !target) throw new Error(`No named POST request: ${line}`);
    return {
      name,
      build: (settings, answers) => {
        const fill = (value: string) =>
          value.replace(/\{\{(.*?)\}\}/g, (_, variable: string) => readVariable(variable, settings, answers));
        return {
          url: fill(target),
          headers: Object.fromEntries(headerLines.map((header) => splitHeader(fill(header)))),
          body: fill(rest.join('\n\n')),
        };
      },
    };
  });
}

function splitHeader(line: string): [name: string, value: string] {
  const [, name = '', value = ''] = /^([\w-]+): (.*)$/.exec(line) ?? [];
  if (!name) throw new Error(`Not a header: ${line}`);
  return [name, value];
}

function readVariable(
  variable: string,
  settings: Readonly<Record<string, string>>,
  answers: Readonly<Record<string, unknown>>,
): string {
  const [, setting] = /^\$processEnv (\w+)$/.exec(variable) ?? [];
  const [, name = '', member = ''] = /^(\w+)\.response\.body\.\$\.(\w+)$/.exec(variable) ?? [];
  const value = setting ? settings[setting] : (answers[name] as Record<string, unknown> | undefined)?.[member];
  if (typeof value !== 'string') throw new Error(`Unknown variable: ${variable}`);
  return value;
}
