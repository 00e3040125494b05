/**
 * The command line. Every option stands for an environment variable, which a pipeline sets instead; the option wins.
 */
import { EXIT_USAGE, Stop } from './stop.ts';

/** Option and the variable it stands for. */
export const valueOptions = {
  '--name': 'AZURE_ENV_NAME',
  '--resource-group': 'AZURE_RESOURCE_GROUP',
  '--location': 'AZURE_LOCATION',
  '--organisation': 'HOST_NAME',
  '--alert-email': 'GUESTMAIL_ALERT_EMAIL',
  '--custom-domain': 'GUESTMAIL_CUSTOM_DOMAIN',
  '--confirm': 'GUESTMAIL_CONFIRM',
} as const;

/** Nothing is a value for these; for any other, the shell had none, and a default would be another installation. */
const mayBeEmpty: readonly string[] = ['--organisation', '--alert-email'];

export interface Options {
  values: Record<string, string>;
  unattended: boolean;
  withRegistration: boolean;
  newCallerSecret: boolean;
  whatIf: boolean;
}

/** Throws Stop for anything unknown; the runner, which knows the options of each program, has refused it before. */
export function parseOptions(parts: readonly string[]): Options {
  const options: Options = {
    values: {},
    unattended: false,
    withRegistration: false,
    newCallerSecret: false,
    whatIf: false,
  };
  const rest = [...parts];
  for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
    if (part === '--unattended') options.unattended = true;
    else if (part === '--with-registration') options.withRegistration = true;
    else if (part === '--new-caller-secret') options.newCallerSecret = true;
    else if (part === '--what-if') options.whatIf = true;
    else if (Object.hasOwn(valueOptions, part)) {
      const value = rest.shift();
      const isMissing = value === '' ? !mayBeEmpty.includes(part) : (value?.startsWith('--') ?? true);
      if (value === undefined || isMissing) throw new Stop(`${part} needs a value.`, EXIT_USAGE);
      options.values[valueOptions[part as keyof typeof valueOptions]] = value;
    } else throw new Stop(`Unknown option ${part}.`, EXIT_USAGE);
  }
  return options;
}
