/**
 * The style sheet that puts an organisation's colour in place of ours: in a light page as it is, in a dark one lighter.
 *
 * Links lie on grey, too, so theirs is a little darker. The colour was checked when it was set: white text reads on it.
 */
import { mixColors } from '../../accent-color.ts';

/** `accentColor`: `#rrggbb`. */
export function buildAccentStyle(accentColor: string): string {
  const link = mixColors(accentColor, '#000000', 0.85);
  const light = mixColors(accentColor, '#ffffff', 0.35);
  return `:root { --accent: ${accentColor}; --link: ${link}; }
@media (prefers-color-scheme: dark) { :root { --accent: ${light}; --link: ${light}; } }
`;
}
