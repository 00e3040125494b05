/**
 * The page that shows all pictures of a tour, in order, each with its caption. Pure.
 */
import { escapeHtml } from '../../../shared/escape-html.ts';

export interface TourPicture {
  file: string;
  says: string;
}

export function writeIndex(pictures: readonly TourPicture[]): string {
  const figures = pictures.map(
    ({ file, says }) =>
      `<figure><img src="${escapeHtml(file)}" alt=""><figcaption>${escapeHtml(says)}</figcaption></figure>`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Guestmail: a tour</title>
<style>
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
figure { margin: 0 0 3rem; }
img { max-width: 100%; border: 1px solid #ccc; }
figcaption { margin-top: 0.5rem; font-size: 1.125rem; }
</style>
<h1>Guestmail: a tour</h1>
${figures.join('\n')}
</html>
`;
}
