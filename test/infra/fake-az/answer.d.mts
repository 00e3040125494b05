/** As the Azure CLI ends: exit code, standard output, standard error. */
export function answer(
  parts: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): { code: number; output: string; errors: string };
