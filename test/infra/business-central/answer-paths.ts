/**
 * What the AL sources read of the connector's answers, as the paths that they name.
 */
import type { AlObject } from './al-source.ts';

export function listAnswerPaths(objects: readonly AlObject[]): string[] {
  const calls = objects.flatMap(({ text }) => [
    ...text.matchAll(/\bGet(?:First)?Text\((?:StrSubstNo\()?(?:Sender, )?('[^)]*')/g),
    ...text.matchAll(/\.Get\(('\w+'), /g),
  ]);
  const paths = calls.flatMap(([, list = '']) => [...list.matchAll(/'([\w.[\]%]+)'/g)].map(([, path = '']) => path));
  return [...new Set(paths)].toSorted();
}
