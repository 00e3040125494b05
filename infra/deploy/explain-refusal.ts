/**
 * Turns a refusal of Azure into a sentence that says who must do what. An unknown code shows only Azure's own words.
 */
import type { AzureRefusal } from '../azure-cli/azure-refusal.ts';
import { refusals } from './refusals.ts';
import { Stop } from './stop.ts';

/** Who must do what; undefined for codes that nobody has met yet. */
export function adviseOn({ codes }: Pick<AzureRefusal, 'codes'>): string | undefined {
  return refusals.find((refusal) => refusal.codes.some((code) => codes.includes(code)))?.sentence;
}

/** The sentence for the terminal: what was tried, what Azure said, who must do what. */
export function explainRefusal(what: string, refusal: AzureRefusal): Stop {
  const sentence = adviseOn(refusal);
  const codes = refusal.codes.length > 0 ? ` [${refusal.codes.join(', ')}]` : '';
  return new Stop(`${what} failed${codes}: ${refusal.message}${sentence ? `\n${sentence}` : ''}`, undefined, {
    cause: refusal,
  });
}
