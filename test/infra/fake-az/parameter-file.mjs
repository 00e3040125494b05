/**
 * Reads a parameter file as the compiler does: its variables, with what wraps them, in an environment.
 */
import { readFileSync } from 'node:fs';

/** What the compiler makes of a parameter file in this environment. */
export function readParameters(file, environment) {
  return readLines(file).map(({ name, wrapper, replace, variable, otherwise }) => {
    const given = environment[variable] ?? otherwise;
    const value = replace ? given.replaceAll(' ', '') : given;
    return [
      name,
      wrapper === 'int'
        ? Number(value)
        : wrapper === 'bool'
          ? value === 'true'
          : wrapper === 'split'
            ? value.split(',')
            : wrapper === 'json'
              ? JSON.parse(value)
              : value,
    ];
  });
}

export function readLines(file) {
  const lines = readFileSync(file, 'utf8').matchAll(/^param (\w+) = (\w+)\((replace\()?.*?'(\w+)', '([^']*)'/gm);
  return [...lines].map(([, name, wrapper, replace, variable, otherwise]) => ({
    name,
    wrapper,
    replace,
    variable,
    otherwise,
  }));
}
